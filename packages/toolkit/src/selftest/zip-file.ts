import { crc32 } from 'node:zlib';

/** A zip with one stored member (PKWARE APPNOTE 6.3.10) whose name is these bytes, without the flag that says UTF-8. */
export function zipOf(name: Uint8Array, content: Uint8Array): Uint8Array {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // A date is asked for: the first of January 1980.
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, content]);
  const entry = Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
