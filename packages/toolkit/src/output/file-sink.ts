import { open } from 'node:fs/promises';
import type { ByteSink } from '../write/record-writer.js';

/** A new file that is written from its first byte on; `mode` says who may use it. @throws where one of that name is there */
export async function fileSink(path: string, mode = 0o666): Promise<ByteSink & { close(): Promise<void> }> {
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
