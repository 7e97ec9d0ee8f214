import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import { crc32, createGzip, deflateRawSync } from 'node:zlib';

/** A file to be put in an archive: its name with slashes and its content. */
export type NamedFile = readonly [name: string, content: Buffer];

const UTF8_NAMES = 0x800;
const FLUSH_BYTES = 4 << 20;

/** Writes a zip, with a zip64 end where there are more members than 16 bits count. It must stay below 4 GiB. */
export function writeZip(path: string, files: Iterable<NamedFile>, method: 'stored' | 'deflate'): void {
  const file = openSync(path, 'w');
  const central: Buffer[] = [];
  let pending: Buffer[] = [];
  let at = 0;
  let count = 0;
  let flushed = 0;
  const flush = (): void => {
    writeSync(file, Buffer.concat(pending));
    pending = [];
    flushed = at;
  };
  for (const [text, content] of files) {
    const name = Buffer.from(text);
    const packed = method === 'stored' ? content : deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(UTF8_NAMES, 2);
    facts.writeUInt16LE(method === 'stored' ? 0 : 8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, more, name]));
    pending.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed);
    at += 30 + name.length + packed.length;
    count += 1;
    if (at - flushed >= FLUSH_BYTES) flush();
  }
  const directory = Buffer.concat(central);
  pending.push(directory, endOf(count, directory.length, at));
  flush();
  closeSync(file);
}

/** PKWARE APPNOTE 6.3.10, sections 4.3.14–4.3.16. */
function endOf(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  if (count < 0xffff) return end;
  const end64 = Buffer.alloc(56);
  end64.write('PK\x06\x06', 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}

const BLOCK = 512;

/** Writes a gzip'd tar (ustar); names must fit 100 bytes. */
export async function writeTarGz(path: string, files: Iterable<NamedFile>): Promise<void> {
  const gzip = createGzip({ level: 1 });
  const out = createWriteStream(path);
  gzip.pipe(out);
  for (const [name, content] of files) {
    if (!gzip.write(Buffer.concat([tarHeader(name, content.length), content, padding(content.length)])))
      await once(gzip, 'drain');
  }
  gzip.end(Buffer.alloc(2 * BLOCK));
  await once(out, 'close');
}

const padding = (length: number): Buffer => Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);

function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (header.write(name) > 100) throw new Error(`too long for a tar: ${name}`);
  header.write('0000644\0', 100);
  header.write(size.toString(8).padStart(11, '0'), 124);
  header.write('00000000000', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
