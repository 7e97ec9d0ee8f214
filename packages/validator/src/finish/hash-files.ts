import { createHash } from 'node:crypto';
import { type ByteSource, mapConcurrently, type Openable, openEntry, type TreeEntry } from '@jatdae/readers';

/** What the bytes of a file come to: SHA-256, lower-case hex. */
export interface FileHash {
  readonly bytes: number;
  readonly sha256: string;
  /** of each chunk, in order; empty where the file is no larger than one */
  readonly chunks: readonly string[];
}

export interface HashedFile extends FileHash {
  /** NFC, with slashes */
  readonly path: string;
}

/** A file of a deliverable, with null where it could not be read to its end. */
export interface FileAndHash {
  readonly path: string;
  readonly hash: FileHash | null;
}

const READ_BYTES = 256 << 10;
const LEAST_CHUNK = 16 << 10;
/** Chunks of a whole deliverable, about: their hashes take a megabyte of a receipt. */
const MOST_CHUNKS = 1 << 14;

/** A power of two, so that a deliverable of so many bytes has not too many chunks. */
export function chunkBytesFor(bytes: number): number {
  let size = LEAST_CHUNK;
  while (bytes / size > MOST_CHUNKS) size *= 2;
  return size;
}

/** A file of the deliverable itself: not the member of an archive that lies in it. */
export const isDelivered = ({ kind, member }: TreeEntry): boolean => kind === 'file' && (member?.depth ?? 0) === 0;

/** The hashes of files, in their order. `chunkBytes`: null where chunks are not asked for. */
export const hashFiles = (
  root: string,
  files: readonly TreeEntry[],
  chunkBytes: number | null,
  signal: AbortSignal,
): Promise<FileAndHash[]> =>
  mapConcurrently(files, async (entry) => ({ path: entry.path, hash: await hashFile(root, entry, chunkBytes, signal) }));

/** Null where the file cannot be read to its end. */
async function hashFile(root: string, file: Openable, chunkBytes: number | null, signal: AbortSignal): Promise<FileHash | null> {
  if (signal.aborted) return null;
  try {
    const { source, finish } = hashedSource(await openEntry(root, file), chunkBytes);
    try {
      return await finish(signal);
    } finally {
      await source.close();
    }
  } catch {
    return null;
  }
}

export interface HashedSource {
  readonly source: ByteSource;
  /** Reads what nobody has read from front to back, and gives the hash; null where the end cannot be had, or the signal came before it. */
  finish(signal: AbortSignal): Promise<FileHash | null>;
}

/** A source that is hashed on the way while it is read from front to back. */
export function hashedSource(source: ByteSource, chunkBytes: number | null): HashedSource {
  const hasher = createHasher(chunkBytes);
  /** bytes from the start that were hashed */
  let hashed = 0;
  const read = async (into: Uint8Array, at: number): Promise<number> => {
    const count = await source.read(into, at);
    if (at > hashed || at + count <= hashed) return count;
    hasher.update(into.subarray(hashed - at, count));
    hashed = at + count;
    return count;
  };
  return {
    source: { ...source, read },
    async finish(signal) {
      const room = Buffer.allocUnsafe(Math.min(READ_BYTES, source.size - hashed + 1));
      for (let count = 1; count > 0 && !signal.aborted; ) count = await read(room, hashed);
      return signal.aborted || source.damage?.() != null || hashed < source.size ? null : hasher.digest();
    },
  };
}

interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): FileHash;
}

/** Of a file whose bytes come one after another. */
function createHasher(chunkBytes: number | null): Hasher {
  const whole = createHash('sha256');
  const chunks: string[] = [];
  let chunk = createHash('sha256');
  let bytes = 0;

  function updateChunks(piece: Uint8Array, size: number): void {
    for (let from = 0; from < piece.length; ) {
      const room = size - (bytes % size);
      const part = piece.subarray(from, from + room);
      chunk.update(part);
      bytes += part.length;
      from += part.length;
      if (bytes % size !== 0) continue;
      chunks.push(chunk.digest('hex'));
      chunk = createHash('sha256');
    }
  }

  return {
    update(piece) {
      whole.update(piece);
      if (chunkBytes === null) bytes += piece.length;
      else updateChunks(piece, chunkBytes);
    },
    digest() {
      const sha256 = whole.digest('hex');
      if (chunkBytes === null || bytes <= chunkBytes) return { bytes, sha256, chunks: [] };
      return { bytes, sha256, chunks: bytes % chunkBytes === 0 ? chunks : [...chunks, chunk.digest('hex')] };
    },
  };
}
