import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import { type Decode, decodedStream, type ExpansionLimit, transformDecode, Undecodable } from './decoded.js';
import { zstdPieces } from './zstd-frames.js';

export function isZstd(head: Uint8Array): boolean {
  const last = (head[0] ?? 0) & 0xf0;
  const skippable = last === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return skippable || (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd);
}

/** Decompresses a whole file, all its frames: with Node's own decoder where it has one (22.15 and newer). */
export function unzstdStream(source: ByteSource, limit?: ExpansionLimit): ByteStream {
  const native = nativeDecoder();
  return decodedStream(source, zstdDecode(native === null ? decodeFrame : transformDecode(native)), limit);
}

type CreateTransform = Parameters<typeof transformDecode>[0];

function nativeDecoder(): CreateTransform | null {
  const create = (zlib as { readonly createZstdDecompress?: unknown }).createZstdDecompress;
  return typeof create === 'function' ? (options) => Reflect.apply(create, zlib, [options]) as Transform : null;
}

/** Both decoders are given one frame at a time: Node's ends at the first one. Exported for the comparison of the two. */
function zstdDecode(frame: Decode): Decode {
  return async function* (input) {
    const pieces = zstdPieces(input);
    for (;;) {
      let ended = true;
      const frameOf = async function* (): AsyncGenerator<Uint8Array, void, void> {
        for (;;) {
          const { done, value } = await pieces.next();
          if (done === true) return;
          ended = false;
          yield value.bytes;
          if (value.frameEnds) return;
        }
      };
      yield* frame(frameOf());
      if (ended) return;
    }
  };
}

/** Without the checksum of the content, which fzstd does not look at. */
async function* decodeFrame(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const { Decompress } = await import('fzstd');
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((piece) => ready.push(piece));
  let fed = false;
  const feed = (piece: Uint8Array, last: boolean): void => {
    try {
      decoder.push(piece, last);
    } catch {
      throw new Undecodable('corrupt');
    }
  };
  for await (const piece of pieces) {
    fed = true;
    feed(piece, false);
    yield* ready.splice(0);
  }
  if (fed) feed(new Uint8Array(0), true);
  yield* ready.splice(0);
}
