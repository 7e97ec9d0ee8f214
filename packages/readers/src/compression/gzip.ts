import { createGunzip } from 'node:zlib';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import { decodedStream, type ExpansionLimit, transformDecode } from './decoded.js';

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08;
}

/** Decompresses a whole file, all its members. */
export function gunzipStream(source: ByteSource, limit?: ExpansionLimit): ByteStream {
  return decodedStream(source, transformDecode(createGunzip, source.size), limit);
}
