import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import { type Decode, decodedStream, type ExpansionLimit, transformDecode, Undecodable } from './decoded.js';
import { createXxh64 } from './xxh64.js';
import { hasChecksum, type ZstdPiece, zstdPieces } from './zstd-frames.js';

export function isZstd(head: Uint8Array): boolean {
  const last = (head[0] ?? 0) & 0xf0;
  const skippable = last === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return skippable || (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd);
}

/** Decompresses a whole file, all its frames: with Node's own decoder where it has one (22.15 and newer). */
export function unzstdStream(source: ByteSource, limit?: ExpansionLimit): ByteStream {
  const native = nativeDecoder();
  return decodedStream(source, zstdDecode(native === null ? decodeFrame : transformDecode(native, source.size)), limit);
}

type CreateTransform = Parameters<typeof transformDecode>[0];

function nativeDecoder(): CreateTransform | null {
  const create = (zlib as { readonly createZstdDecompress?: unknown }).createZstdDecompress;
  return typeof create === 'function' ? (options) => Reflect.apply(create, zlib, [options]) as Transform : null;
}

/** Both decoders are given one frame at a time, and nothing after the last: Node's ends at the first one, and takes no input for a cut one. */
function zstdDecode(frame: Decode): Decode {
  return async function* (input) {
    const pieces = zstdPieces(input);
    for (let first = await pieces.next(); first.done !== true; first = await pieces.next()) {
      yield* frame(frameFrom(first.value, pieces));
    }
  };
}

async function* frameFrom(first: ZstdPiece, rest: AsyncIterator<ZstdPiece>): AsyncGenerator<Uint8Array, void, void> {
  yield first.bytes;
  for (let ends = first.frameEnds; !ends; ) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value.bytes;
    ends = value.frameEnds;
  }
}

/** fzstd does not look at the checksum of the content: that is done here. */
async function* decodeFrame(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const { Decompress } = await import('fzstd');
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((piece) => ready.push(piece));
  const sum = createXxh64();
  let hasSum = false;
  let begun = false;
  let last: Uint8Array = new Uint8Array(0);
  const feed = (piece: Uint8Array, ends: boolean): void => {
    try {
      decoder.push(piece, ends);
    } catch {
      throw new Undecodable('corrupt');
    }
  };
  function* flush(): Generator<Uint8Array, void, void> {
    for (const piece of ready.splice(0)) {
      if (hasSum) sum.update(piece);
      yield piece;
    }
  }
  for await (const piece of pieces) {
    if (!begun) hasSum = hasChecksum(piece);
    begun = true;
    feed(piece, false);
    yield* flush();
    last = piece;
  }
  feed(new Uint8Array(0), true);
  yield* flush();
  if (hasSum && Buffer.from(last).readUInt32LE() !== Number(sum.digest() & 0xffffffffn)) throw new Undecodable('checksum');
}
