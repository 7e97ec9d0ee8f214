import { createHash } from 'node:crypto';
import { canonicalJson, type Receipt, type ReceiptFile, type ReceiptInput, type Report } from '@jatdae/schema';
import {
  type Delivered,
  type HashedFile,
  UsageError,
  type ValidateOptions,
  type ValidateResult,
  validate,
} from '@jatdae/validator';
import { signatureOf, type Unsigned } from './signing.js';

export interface PrivateKeyFile {
  readonly pem: Uint8Array;
  readonly path: string;
}

export interface SignOptions
  extends Pick<
    ValidateOptions,
    'language' | 'profile' | 'waivers' | 'judgements' | 'jobs' | 'memory' | 'temp' | 'onNote' | 'onProgress'
  > {
  readonly signal: AbortSignal;
  /** the files that waivers and judgements come from */
  readonly inputs: readonly ReceiptInput[];
  /** null: the receipt is not signed */
  readonly key: PrivateKeyFile | null;
}

export type SignResult =
  | { readonly status: 'made'; readonly receipt: Receipt; readonly report: Report }
  | Extract<ValidateResult, { readonly status: 'unusable' }>;

/**
 * Validates a deliverable, hashes all its files on the way, and writes down what it was.
 * @throws UsageError where a file cannot be read, or the key cannot be used
 */
export async function makeReceipt(target: string, { key, inputs, ...options }: SignOptions): Promise<SignResult> {
  const result = await validate(target, { ...options, receipt: 'chunks' });
  options.signal.throwIfAborted();
  if (result.status === 'unusable') return result;
  const { report, delivered } = result;
  if (delivered === null || report.deliverable === null || report.profile === null)
    throw new TypeError('a receipt without hashes');
  const unsigned = describe(report, delivered, { ...options, inputs });
  return {
    status: 'made',
    report,
    receipt: { ...unsigned, signature: key === null ? null : signatureOf(unsigned, key.pem, key.path) },
  };
}

function describe(report: Report, { manifest, chunkBytes, files }: Delivered, options: Omit<SignOptions, 'key'>): Unsigned {
  const hashed = files.map(({ path, hash }): HashedFile => {
    if (hash === null) throw unreadable(path);
    return { path, ...hash };
  });
  refuseRepeated(hashed);
  const { name = '', version = '', root = null } = report.deliverable ?? {};
  const own = hashed.find(({ path }) => path === manifest);
  if (root === null || own === undefined || report.profile === null)
    throw new TypeError('a receipt without root, manifest or profile');
  return {
    jatdae: report.jatdae,
    receipt: 1,
    deliverable: { name, version, root, files: hashed.length, bytes: hashed.reduce((sum, { bytes }) => sum + bytes, 0) },
    manifest: { path: own.path, sha256: own.sha256 },
    profile: { ...report.profile, ...(options.profile === undefined ? {} : { given: options.profile }) },
    report: { sha256: reportHash(report), language: options.language, verdict: report.verdict, complete: report.complete },
    ...(options.inputs.length === 0 ? {} : { inputs: [...options.inputs] }),
    chunkBytes,
    files: hashed.map(fileOf),
  };
}

const fileOf = ({ path, bytes, sha256, chunks }: HashedFile): ReceiptFile => ({
  path,
  bytes,
  sha256,
  ...(chunks.length === 0 ? {} : { chunks: [...chunks] }),
});

/** SHA-256 of a report without `run`, which differs from one run to the next. */
export function reportHash({ run: _, ...report }: Report): string {
  return createHash('sha256').update(canonicalJson(report)).digest('hex');
}

/** Two members of an archive may have one name; a path then says nothing of which is meant. */
function refuseRepeated(files: readonly HashedFile[]): void {
  const repeated = files.find(({ path }, k) => files[k - 1]?.path === path);
  if (repeated === undefined) return;
  throw new UsageError({
    ko: `같은 경로의 파일이 둘 이상 있어 영수증을 만들 수 없습니다: ${repeated.path}. 하나만 남기십시오.`,
    en: `No receipt can be made, for more than one file has this path: ${repeated.path}. Leave only one.`,
  });
}

const unreadable = (path: string): UsageError =>
  new UsageError({
    ko: `끝까지 읽을 수 없는 파일이 있어 영수증을 만들 수 없습니다: ${path}. jatdae validate로 까닭을 확인하십시오.`,
    en: `No receipt can be made, for this file cannot be read to its end: ${path}. See with jatdae validate why.`,
  });
