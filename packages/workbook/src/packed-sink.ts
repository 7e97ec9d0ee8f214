import { once } from 'node:events';
import type { Transform } from 'node:stream';
import type { ByteSink, EndingSink } from './byte-sink.js';

/** What is written to it goes through a compressor into a sink, never more of it in memory than a stream holds. */
export function packedSink(packer: Transform, { write }: ByteSink): EndingSink {
  const packed = drain(packer, write);
  // Whoever writes or waits for the end is told.
  packed.catch(() => packer.destroy());
  return {
    async write(bytes) {
      if (packer.destroyed || !packer.write(Uint8Array.from(bytes))) await Promise.race([once(packer, 'drain'), packed]);
    },
    async end() {
      packer.end();
      await packed;
    },
  };
}

async function drain(from: AsyncIterable<Buffer>, write: ByteSink['write']): Promise<void> {
  for await (const piece of from) await write(piece);
}
