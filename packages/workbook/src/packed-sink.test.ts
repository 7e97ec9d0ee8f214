import { randomBytes } from 'node:crypto';
import { createGzip, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packedSink } from './packed-sink.js';

const PIECE = 64 << 10;

it('hands on all that was written, though its buffer is used again', async () => {
  const packed: Uint8Array[] = [];
  const sink = packedSink(createGzip(), { write: async (bytes) => void packed.push(Uint8Array.from(bytes)) });
  const buffer = Buffer.alloc(PIECE);
  const written: Buffer[] = [];
  for (let k = 0; k < 20; k++) {
    randomBytes(PIECE).copy(buffer);
    written.push(Buffer.from(buffer));
    await sink.write(buffer);
  }
  await sink.end();
  expect(gunzipSync(Buffer.concat(packed)).equals(Buffer.concat(written))).toBe(true);
});

it('tells whoever writes that the disk behind it is full, before all of the data was read', async () => {
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const sink = packedSink(createGzip(), { write: () => Promise.reject(full) });
  let written = 0;
  const fill = async (): Promise<void> => {
    for (; written < 1000; written++) await sink.write(randomBytes(PIECE));
  };
  await expect(fill()).rejects.toBe(full);
  expect(written).toBeLessThan(100);
  await expect(sink.end()).rejects.toBe(full);
});
