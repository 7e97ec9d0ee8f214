import { DefaultSerializer, deserialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * What travels between hosts as bytes: four bytes that name the form, the CRC-32 of the rest (little endian), then V8's own serialization, which holds typed
 * arrays, maps and sets as they are and reads what an older V8 wrote. That both ends are the same version of jatdae is known before anything is read.
 */
const MAGIC = Buffer.from('jtd\u0001', 'latin1');
const HEAD = MAGIC.length + 4;

export function seal(value: unknown): Buffer {
  const serializer = new DefaultSerializer();
  // What is large is copied once.
  serializer.writeRawBytes(Buffer.alloc(HEAD));
  serializer.writeHeader();
  serializer.writeValue(value);
  const bytes = serializer.releaseBuffer();
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(HEAD)), MAGIC.length);
  return bytes;
}

/** @throws DamagedEnvelope where these are not the bytes that were written */
export function open(bytes: Buffer): unknown {
  const body = bytes.subarray(HEAD);
  if (bytes.length < HEAD || !bytes.subarray(0, MAGIC.length).equals(MAGIC) || crc32(body) !== bytes.readUInt32LE(MAGIC.length))
    throw new DamagedEnvelope();
  return deserialize(body);
}

export class DamagedEnvelope extends Error {
  constructor() {
    super('not the bytes that were written');
    this.name = 'DamagedEnvelope';
  }
}
