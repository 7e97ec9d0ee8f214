import { open } from 'node:fs/promises';

export interface LineWriter {
  raw(bytes: Uint8Array): void;
  line(bytes: Uint8Array): Promise<void>;
  /** Returns the number of bytes written. */
  close(): Promise<number>;
}

const newline = Buffer.from('\n');
const flushBytes = 1 << 20;

/** Gathers lines and writes them about a mebibyte at a time. */
export async function lineWriter(path: string): Promise<LineWriter> {
  const file = await open(path, 'w');
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let written = 0;
  const flush = async (): Promise<void> => {
    await file.writeFile(Buffer.concat(pending, pendingBytes));
    written += pendingBytes;
    pending = [];
    pendingBytes = 0;
  };
  const raw = (bytes: Uint8Array): void => {
    pending.push(bytes);
    pendingBytes += bytes.length;
  };
  return {
    raw,
    async line(bytes) {
      raw(bytes);
      raw(newline);
      if (pendingBytes >= flushBytes) await flush();
    },
    async close() {
      await flush();
      await file.close();
      return written;
    },
  };
}
