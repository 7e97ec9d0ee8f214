import type { Receipt, ReceiptFile } from '@jatdae/schema';
import { type FileAndHash, hashDeliverable, type ValidateOptions, VERSION, validate } from '@jatdae/validator';
import { reportHash } from './make-receipt.js';
import { agreesWithItself } from './read-receipt.js';
import { isSigned, keyFingerprint } from './signing.js';

/** Bytes from `from` up to `to` that are not those of the receipt. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface ChangedFile {
  readonly path: string;
  readonly bytes: { readonly receipt: number; readonly found: number };
  /** in order, to the chunk */
  readonly ranges: readonly ByteRange[];
}

/** other-key: signed, but not with the key that was asked for */
export type SignatureState = 'unsigned' | 'valid' | 'invalid' | 'other-key';

/** other-version: another version of jatdae made the report, so that another hash says nothing; not-run: files are not those of the receipt */
export type ReplayState = 'same' | 'differs' | 'other-version' | 'unusable' | 'not-run';

export interface Verification {
  readonly signature: {
    readonly state: SignatureState;
    /** SHA-256 of the key in the receipt */
    readonly key: string | null;
    /** whether somebody said whose key it has to be */
    readonly asked: boolean;
  };
  /** false: its root, counts or order do not follow from its list of files */
  readonly agreesWithItself: boolean;
  /** files that are as they were */
  readonly same: number;
  /** each in the order of paths */
  readonly changed: readonly ChangedFile[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly unreadable: readonly string[];
  /** false: a server does not list its files, so that others than those of the receipt would go unseen */
  readonly listed: boolean;
  /** null where it was not asked for */
  readonly replay: ReplayState | null;
}

export interface VerifyOptions extends Pick<ValidateOptions, 'waivers' | 'judgements' | 'jobs' | 'memory' | 'temp' | 'onNote'> {
  readonly signal: AbortSignal;
  /** as `publicKeyFrom` gives it, null where any key will do */
  readonly publicKey: string | null;
  /** validate again, and compare the reports */
  readonly replay: boolean;
}

/**
 * Compares a deliverable with its receipt, byte for byte.
 * @throws UsageError where the target is nothing that jatdae reads; what `signal` was aborted with
 */
export async function verifyReceipt(target: string, receipt: Receipt, options: VerifyOptions): Promise<Verification> {
  const { signal, temp, onNote } = options;
  const found = await hashDeliverable(target, {
    chunkBytes: receipt.chunkBytes,
    expected: receipt.files.map(({ path }) => path),
    signal,
    ...(temp === undefined ? {} : { temp }),
    ...(onNote === undefined ? {} : { onNote }),
  });
  signal.throwIfAborted();
  const files = compareFiles(receipt, found.files);
  const facts = {
    signature: signatureState(receipt, options.publicKey),
    agreesWithItself: agreesWithItself(receipt),
    ...files,
    listed: found.listed,
  };
  const replay = options.replay ? await replayed(target, receipt, facts, options) : null;
  return { ...facts, replay };
}

/** What makes a deliverable another one than that of the receipt. */
export const isAsReceived = ({ changed, missing, extra }: Pick<Verification, 'changed' | 'missing' | 'extra'>): boolean =>
  changed.length + missing.length + extra.length === 0;

function signatureState(receipt: Receipt, publicKey: string | null): Verification['signature'] {
  const { signature } = receipt;
  const asked = publicKey !== null;
  if (signature === null) return { state: 'unsigned', key: null, asked };
  const key = keyFingerprint(signature.publicKey);
  if (!isSigned(receipt)) return { state: 'invalid', key, asked };
  return { state: asked && publicKey !== signature.publicKey ? 'other-key' : 'valid', key, asked };
}

type ComparedFiles = Pick<Verification, 'same' | 'changed' | 'missing' | 'extra' | 'unreadable'>;

function compareFiles({ files, chunkBytes }: Receipt, found: readonly FileAndHash[]): ComparedFiles {
  const byPath = new Map(found.map((file) => [file.path, file]));
  const known = new Set(files.map(({ path }) => path));
  const changed = files.flatMap((file) => changeOf(file, byPath.get(file.path), chunkBytes));
  const missing = files.filter(({ path }) => !byPath.has(path)).map(({ path }) => path);
  const unreadable = found.filter(({ path, hash }) => hash === null && known.has(path)).map(({ path }) => path);
  // A path that stands twice in an archive is one file too many, whichever of them is the right one.
  const extra = found.filter(({ path }, k) => !known.has(path) || found[k - 1]?.path === path).map(({ path }) => path);
  return { same: files.length - changed.length - missing.length - unreadable.length, changed, missing, extra, unreadable };
}

function changeOf(file: ReceiptFile, found: FileAndHash | undefined, chunkBytes: number): ChangedFile[] {
  const hash = found?.hash ?? null;
  if (hash === null || (hash.sha256 === file.sha256 && hash.bytes === file.bytes)) return [];
  const bytes = { receipt: file.bytes, found: hash.bytes };
  const [before, after] = [file.chunks ?? [file.sha256], hash.chunks.length === 0 ? [hash.sha256] : hash.chunks];
  return [{ path: file.path, bytes, ranges: differingRanges(before, after, chunkBytes, Math.max(file.bytes, hash.bytes)) }];
}

/** Neighbouring chunks that differ make one range. */
function differingRanges(before: readonly string[], after: readonly string[], chunkBytes: number, end: number): ByteRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (let k = 0; k < Math.max(before.length, after.length); k++) {
    if (before[k] === after[k]) continue;
    const [from, to] = [k * chunkBytes, Math.min(end, (k + 1) * chunkBytes)];
    const last = ranges.at(-1);
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

async function replayed(
  target: string,
  { jatdae, profile, report }: Receipt,
  files: ComparedFiles,
  { signal, waivers, judgements, jobs, memory, temp, onNote }: VerifyOptions,
): Promise<ReplayState> {
  if (!isAsReceived(files) || files.unreadable.length > 0) return 'not-run';
  const result = await validate(target, {
    language: report.language,
    receipt: true,
    signal,
    ...(profile.given === undefined ? {} : { profile: profile.given }),
    ...(waivers === undefined ? {} : { waivers }),
    ...(judgements === undefined ? {} : { judgements }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(memory === undefined ? {} : { memory }),
    ...(temp === undefined ? {} : { temp }),
    ...(onNote === undefined ? {} : { onNote }),
  });
  signal.throwIfAborted();
  if (result.status === 'unusable') return 'unusable';
  if (reportHash(result.report) === report.sha256) return 'same';
  return jatdae === VERSION ? 'differs' : 'other-version';
}
