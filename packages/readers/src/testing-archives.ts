import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

/** A member as a test wants it: what is left out is as an honest archiver writes it. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  /** its content as it is packed, where that is neither stored nor deflated */
  readonly packed?: Uint8Array;
  /** of the header, where it is not what `stored` says */
  readonly method?: number;
  readonly flags?: number;
  /** Unix file type and permissions */
  readonly mode?: number;
  /** fields of the directory's extra field, by id */
  readonly extra?: ReadonlyMap<number, Uint8Array>;
  /** sizes and checksum behind the content instead of in the local header */
  readonly descriptor?: boolean;
  /** sizes and offset in the zip64 field */
  readonly zip64?: boolean;
  readonly crc?: number;
  readonly size?: number;
  /** where the directory says that it begins */
  readonly offset?: number;
}

export interface ZipShape {
  readonly zip64?: boolean;
  readonly comment?: string;
  /** before the archive, not counted by its offsets */
  readonly prefix?: Uint8Array;
}

/** A zip (PKWARE APPNOTE 6.3.10). */
export function zipArchive(members: readonly ZipMember[], shape: ZipShape = {}): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { local, entry } = zipMember(member, member.offset ?? offset);
    locals.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = zipEnd(members.length, entries.length, offset, shape);
  return new Uint8Array(Buffer.concat([shape.prefix ?? new Uint8Array(0), ...locals, entries, end]));
}

function zipMember(member: ZipMember, offset: number): { readonly local: Buffer; readonly entry: Buffer } {
  const name = Buffer.from(member.name);
  const content = Buffer.from(member.content ?? '');
  const packed =
    member.packed === undefined ? (member.stored === true ? content : deflateRawSync(content)) : Buffer.from(member.packed);
  const size = member.size ?? content.length;
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(member.zip64 === true ? 45 : 20, 0);
  fixed.writeUInt16LE((member.flags ?? 0) | (member.descriptor === true ? 8 : 0), 2);
  fixed.writeUInt16LE(member.method ?? (member.stored === true ? 0 : 8), 4);
  fixed.writeUInt16LE(name.length, 22);
  const facts = Buffer.alloc(12);
  facts.writeUInt32LE(member.crc ?? crc32(content), 0);
  facts.writeUInt32LE(packed.length, 4);
  facts.writeUInt32LE(size, 8);
  const atHead = Buffer.from(fixed);
  if (member.descriptor !== true) facts.copy(atHead, 10);
  const behind = member.descriptor === true ? [Buffer.from('PK\x07\x08', 'latin1'), facts] : [];
  const extra = extraField(member, { size, packed: packed.length, offset });
  facts.copy(fixed, 10);
  if (member.zip64 === true) fixed.fill(0xff, 14, 22);
  fixed.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(member.zip64 === true ? 0xffffffff : offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), atHead, name, packed, ...behind]),
    entry: Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fixed, rest, name, extra]),
  };
}

interface Numbers {
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

function extraField({ extra, zip64 }: ZipMember, { size, packed, offset }: Numbers): Buffer {
  const fields = new Map(extra);
  if (zip64 === true) fields.set(0x0001, Buffer.concat([uint64(size), uint64(packed), uint64(offset)]));
  return Buffer.concat([...fields].map(([id, bytes]) => Buffer.concat([uint16(id), uint16(bytes.length), bytes])));
}

function zipEnd(count: number, size: number, at: number, { zip64, comment = '' }: ZipShape): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(zip64 === true ? 0xffff : count & 0xffff, 8);
  end.writeUInt16LE(zip64 === true ? 0xffff : count & 0xffff, 10);
  end.writeUInt32LE(zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(zip64 === true ? 0xffffffff : at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  const plain = Buffer.concat([end, Buffer.from(comment)]);
  if (zip64 !== true) return plain;
  const large = Buffer.alloc(56);
  large.write('PK\x06\x06', 'latin1');
  large.writeBigUInt64LE(44n, 4);
  for (const [place, value] of [count, count, size, at].entries()) large.writeBigUInt64LE(BigInt(value), 24 + 8 * place);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, plain]);
}

const uint16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Info-ZIP's Unicode path: extra field 0x7075, bound to the name that it stands for by a checksum. */
export function unicodePath(name: Uint8Array, text: string, sum = crc32(name)): ReadonlyMap<number, Uint8Array> {
  const head = Buffer.alloc(5, 1);
  head.writeUInt32LE(sum, 1);
  return new Map([[0x7075, Buffer.concat([head, Buffer.from(text)])]]);
}

export interface TarMember {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** '0' a file, '1' and '2' links, '3' and '4' devices, '5' a folder, '6' a pipe; 'L', 'x', 'g', 'S' */
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** as the header's field holds it, instead of octal digits */
  readonly sizeField?: Uint8Array;
}

/** A tar in the form of POSIX (ustar), with its end mark. */
export function tarArchive(members: readonly TarMember[], { end = 2 }: { readonly end?: number } = {}): Uint8Array {
  return new Uint8Array(Buffer.concat([...members.map(tarMember), Buffer.alloc(512 * end)]));
}

function tarMember({ name, content = '', type = '0', link = '', prefix = '', sizeField }: TarMember): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  header.write('0000644\0', 100, 'latin1');
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  if (sizeField !== undefined) header.set(sizeField, 124);
  header.fill(0x20, 148, 156);
  header.write(type, 156, 'latin1');
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** What pax says of the member that follows. */
export function paxHeader(records: Readonly<Record<string, string>>): TarMember {
  const lines = Object.entries(records).map(([key, value]) => {
    const body = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(body) + 1;
    while (`${length}`.length + Buffer.byteLength(body) !== length) length += 1;
    return `${length}${body}`;
  });
  return { name: 'PaxHeaders/x', type: 'x', content: lines.join('') };
}
