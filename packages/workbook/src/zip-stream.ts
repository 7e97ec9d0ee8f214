import { crc32, createDeflateRaw } from 'node:zlib';
import type { ByteSink, EndingSink } from './byte-sink.js';
import { packedSink } from './packed-sink.js';

/** What a zip without its 64-bit extension holds (APPNOTE 4.3). */
const MOST_BYTES = 0xffff_ffff;
/** Names are UTF-8, and sizes stand behind the content (APPNOTE 4.4.4, bits 11 and 3). */
const FLAGS = 0x0808;
const DEFLATED = 8;

/** A member or the whole archive is larger than a zip can be. */
export class ZipTooLarge extends Error {}

export interface ZipStream {
  /** Begins a member; the one before has to be ended. */
  member(name: string): EndingSink;
  end(): Promise<void>;
}

/** Writes a zip from its first byte to its last; no member is ever whole in memory. */
export function zipStream(sink: ByteSink): ZipStream {
  const directory: Buffer[] = [];
  let offset = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    offset += bytes.length;
    if (offset > MOST_BYTES) throw new ZipTooLarge();
    await sink.write(bytes);
  };
  return {
    member(name) {
      const start = offset;
      let [crc, size, packedSize] = [0, 0, 0];
      const begun = put(Buffer.concat([Buffer.from('PK\u0003\u0004'), headOf(name, 0, 0, 0), Buffer.from(name)]));
      // What is packed waits for it, and so is told.
      begun.catch(() => undefined);
      const packed = packedSink(createDeflateRaw(), {
        async write(piece) {
          await begun;
          packedSize += piece.length;
          await put(piece);
        },
      });
      return {
        async write(bytes) {
          crc = crc32(bytes, crc);
          size += bytes.length;
          if (size > MOST_BYTES) throw new ZipTooLarge();
          await packed.write(bytes);
        },
        async end() {
          await packed.end();
          const sizes = headOf(name, crc, packedSize, size);
          await put(Buffer.concat([Buffer.from('PK\u0007\u0008'), sizes.subarray(10, 22)]));
          const rest = Buffer.alloc(14);
          rest.writeUInt32LE(start, 10);
          directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), sizes, rest, Buffer.from(name)]));
        },
      };
    },
    async end() {
      const entries = Buffer.concat(directory);
      const end = Buffer.alloc(22);
      end.write('PK\u0005\u0006');
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(entries.length, 12);
      end.writeUInt32LE(offset, 16);
      await put(entries);
      await put(end);
    },
  };
}

/** What the header of a member and its entry in the directory have in common (APPNOTE 4.3.7). */
function headOf(name: string, crc: number, packed: number, size: number): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(FLAGS, 2);
  head.writeUInt16LE(DEFLATED, 4);
  // The first of January 1980: a zip knows no earlier day, and no file tells when it was made.
  head.writeUInt16LE(0x21, 8);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(packed, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(Buffer.byteLength(name), 22);
  return head;
}
