import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ByteSink } from '@jatdae/workbook';

export interface FileSink extends ByteSink {
  /** Nothing is written after; closing it once more does nothing. Whoever gives a file up closes and removes it. */
  close(): Promise<void>;
}

/** A new file that is written from its first byte on; `mode` says who may use it. @throws where one of that name is there */
export async function fileSink(path: string, mode = 0o666): Promise<FileSink> {
  const handle = await open(path, 'wx', mode);
  let isOpen = true;
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
    },
    async close() {
      if (isOpen) await handle.close();
      isOpen = false;
    },
  };
}

/** The same in folders that are made for it. */
export async function nestedFileSink(path: string): Promise<FileSink> {
  await mkdir(dirname(path), { recursive: true });
  return fileSink(path);
}
