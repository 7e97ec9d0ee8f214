import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What a file on the disk comes to; its SHA-256 in lower-case hex. */
export async function factsOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
