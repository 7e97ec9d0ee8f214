import { closeSync, openSync, renameSync, rmSync, writeSync, writevSync } from 'node:fs';

/** The code of an error that says why logs could not be put into the folder: it comes of the folder, and of nothing that was scanned. */
export const NOT_STORED = 'NOT_STORED';

/** Several hosts may write the same file at once: each writes its own and gives it the name. */
export function writeWhole(path: string, pieces: readonly Int32Array[]): void {
  const draft = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const handle = openSync(draft, 'wx');
    try {
      for (let k = 0; k < pieces.length; k += MOST_AT_ONCE) writeAll(handle, pieces.slice(k, k + MOST_AT_ONCE).map(bytesOf));
    } finally {
      closeSync(handle);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { code: NOT_STORED });
  }
}

/** Pieces that one call writes: no system takes more than 1024. */
const MOST_AT_ONCE = 1024;

function writeAll(handle: number, pieces: readonly Uint8Array[]): void {
  let done = writevSync(handle, pieces);
  for (const bytes of pieces) {
    let at = Math.min(done, bytes.length);
    done -= at;
    while (at < bytes.length) at += writeSync(handle, bytes, at, bytes.length - at);
  }
}

export const bytesOf = (ints: Int32Array): Uint8Array => new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength);
