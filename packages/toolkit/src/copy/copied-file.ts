import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ByteSink } from '../write/record-writer.js';

export interface CopiedFile extends ByteSink {
  /** All that was written is in the file. */
  end(): Promise<void>;
  /** Gives it up; whoever made its folder removes it. */
  discard(): void;
}

/** A new file that is written piece by piece, in folders that are made for it. */
export async function createFile(path: string, compression: 'none' | 'gzip' = 'none', mode = 0o666): Promise<CopiedFile> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path, { flags: 'wx', mode });
  const gzip = compression === 'gzip' ? createGzip() : null;
  const head: Writable = gzip ?? file;
  let failure: unknown = null;
  const whole = (gzip === null ? finished(file) : pipeline(gzip, file)).catch((error: unknown) => {
    failure ??= error;
  });
  return {
    async write(bytes) {
      await new Promise<void>((resolve) => void head.write(bytes, () => resolve()));
      if (failure !== null) throw failure;
    },
    async end() {
      head.end();
      await whole;
      if (failure !== null) throw failure;
    },
    discard() {
      head.destroy();
      file.destroy();
    },
  };
}
