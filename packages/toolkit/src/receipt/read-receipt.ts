import { type Receipt, receiptProblem } from '@jatdae/schema';
import { merkleRoot, UsageError } from '@jatdae/validator';

/** @throws UsageError where the bytes are no receipt of this version */
export async function receiptFrom(bytes: Uint8Array, path: string): Promise<Receipt> {
  const value = parsed(Buffer.from(bytes).toString('utf8'));
  const problem = value === undefined ? NO_JSON : await receiptProblem(value);
  if (problem === null) return value as Receipt;
  throw new UsageError({
    ko: `영수증으로 읽을 수 없습니다: ${path}. ${problem.ko}`,
    en: `This is no receipt that can be read: ${path}. ${problem.en}`,
  });
}

const NO_JSON = { ko: 'JSON이 아니거나 끝이 잘렸습니다.', en: 'It is no JSON, or its end is cut off.' };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether what a receipt says of the whole follows from what it says of its files. */
export function agreesWithItself({ deliverable, manifest, files, chunkBytes }: Receipt): boolean {
  const sorted = files.every(
    ({ path }, k) => k === 0 || Buffer.compare(Buffer.from(files[k - 1]?.path ?? ''), Buffer.from(path)) < 0,
  );
  const chunked = files.every(({ bytes, chunks }) => (chunks?.length ?? 1) === Math.max(1, Math.ceil(bytes / chunkBytes)));
  return (
    sorted &&
    chunked &&
    files.length === deliverable.files &&
    files.reduce((sum, { bytes }) => sum + bytes, 0) === deliverable.bytes &&
    files.some(({ path, sha256 }) => path === manifest.path && sha256 === manifest.sha256) &&
    merkleRoot(files) === deliverable.root
  );
}
