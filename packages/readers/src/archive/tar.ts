import { Buffer, isUtf8 } from 'node:buffer';
import type { ByteSource } from '../reader.js';
import { type ArchiveLimits, type ListedMember, type Listing, type MemberRefusal, refusalOfName } from './member.js';
import { cp949Names, decodeName, type MemberName, type NameDecoder } from './names.js';
import { readRange } from './zip.js';

const BLOCK = 512;
/** A name, link target or pax header longer than this is none. */
const META_MOST = 1 << 20;
const REST_BYTES = 64 << 10;

export function isTar(head: Uint8Array): boolean {
  return head.length >= BLOCK && Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
}

/** Lists a tar: ustar, with the long names of GNU and pax. */
export async function listTar(source: ByteSource, limits: ArchiveLimits): Promise<Listing> {
  const members: ListedMember[] = [];
  const seen = new Set<string>();
  const decoder = await cp949Names();
  let next: Partial<Announced> = {};
  let at = 0;
  for (;;) {
    const block = await readRange(source, at, BLOCK);
    if (block.length < BLOCK) return { members, problem: 'truncated' };
    if (isBlank(block)) return { members, problem: (await isBlankFrom(source, at + BLOCK)) ? null : 'after-end' };
    const header = readHeader(block, next);
    if (header === null) return { members, problem: 'corrupt' };
    const content = at + BLOCK * (1 + (await sparseBlocks(source, at, block)));
    at = content + Math.ceil(header.size / BLOCK) * BLOCK;
    if (content + header.size > source.size) return { members, problem: 'truncated' };
    if (header.type === 'g') continue;
    if (header.type === 'L' || header.type === 'K' || header.type === 'x') {
      if (header.size > META_MOST) return { members, problem: 'corrupt' };
      next = { ...next, ...announced(header.type, await readRange(source, content, header.size)) };
      continue;
    }
    next = {};
    if (header.type === '5' || (header.size === 0 && header.name.at(-1) === 0x2f)) continue;
    if (members.length >= limits.members) return { members, problem: 'too-many-members' };
    members.push(memberOf(header, content, seen, decoder));
  }
}

/** Blocks that go on with the map of an old GNU sparse file, behind its header. */
async function sparseBlocks(source: ByteSource, at: number, header: Uint8Array): Promise<number> {
  let more = header[156] === 0x53 && header[482] === 1;
  let count = 0;
  while (more) {
    count += 1;
    more = (await readRange(source, at + BLOCK * count, BLOCK))[504] === 1;
  }
  return count;
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Two blank blocks are the end mark, and a tar is filled up with more of them: behind anything else there may be members. */
async function isBlankFrom(source: ByteSource, start: number): Promise<boolean> {
  for (let at = start; ; at += REST_BYTES) {
    const bytes = await readRange(source, at, REST_BYTES);
    if (!isBlank(bytes)) return false;
    if (bytes.length < REST_BYTES) return true;
  }
}

/** What a block says of the one that follows. */
interface Announced {
  readonly name: Uint8Array;
  readonly size: number;
  readonly sparse: boolean;
}

function announced(type: string, content: Uint8Array): Partial<Announced> {
  if (type === 'K') return {};
  if (type === 'L') return { name: untilNul(content) };
  const records = paxRecords(content);
  const path = records.get('path');
  const size = records.get('size');
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(size === undefined ? {} : { size: Number(Buffer.from(size).toString('latin1')) }),
    ...([...records.keys()].some((key) => key.startsWith('GNU.sparse.')) ? { sparse: true } : {}),
  };
}

/** `length key=value\n`, the length in decimal and of the whole (POSIX.1-2001, pax). */
function paxRecords(content: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(Buffer.from(content.subarray(at, space)).toString('latin1'));
    const equals = content.indexOf(0x3d, space);
    const end = at + length;
    if (!Number.isInteger(length) || end > content.length || equals < 0 || equals >= end || length <= 0) break;
    records.set(Buffer.from(content.subarray(space + 1, equals)).toString('utf8'), content.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

interface Header {
  readonly name: Uint8Array;
  readonly size: number;
  readonly type: string;
  readonly sparse: boolean;
}

/** Null where the header's sum or size is none. */
function readHeader(block: Uint8Array, next: Partial<Announced>): Header | null {
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  const type = String.fromCharCode(block[156] as number);
  // What is no file has no content, whatever its size says.
  const size = /[1-6]/u.test(type) ? 0 : (next.size ?? number(block.subarray(124, 136)));
  if (!isSum(number(block.subarray(148, 156)), block, sum) || size === null || !Number.isSafeInteger(size) || size < 0)
    return null;
  const prefix = isTar(block) && block[262] === 0x00 ? untilNul(block.subarray(345, 500)) : new Uint8Array(0);
  const name = untilNul(block.subarray(0, 100));
  const joined = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
  return { name: next.name ?? joined, size, type, sparse: next.sparse === true || type === 'S' };
}

/** Some old writers summed signed bytes. */
function isSum(told: number | null, block: Uint8Array, sum: number): boolean {
  const above = block.reduce((total, byte, i) => total + (byte > 0x7f && (i < 148 || i >= 156) ? 1 : 0), 0);
  return told === sum || told === sum - 256 * above;
}

/** Octal digits, or big-endian bytes after a first one of 0x80 (GNU). */
function number(field: Uint8Array): number | null {
  if (field[0] === 0x80) return field.subarray(1).reduce((total, byte) => total * 256 + byte, 0);
  const text = Buffer.from(untilNul(field)).toString('latin1').trim();
  return /^[0-7]*$/u.test(text) ? Number.parseInt(text === '' ? '0' : text, 8) : null;
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function memberOf({ name, size, type, sparse }: Header, offset: number, seen: Set<string>, decoder: NameDecoder): ListedMember {
  const decoded = decodeName(name, null, isUtf8(name) ? () => null : decoder);
  const text = decoded.text.replace(/^(?:\.\/)+/u, '');
  const key = text.normalize('NFC');
  const repeated = seen.has(key);
  seen.add(key);
  return {
    name: text,
    size,
    offset,
    localHeader: false,
    packed: size,
    method: 'stored',
    crc: null,
    cp949: decoded.cp949,
    refusal: refusalOf(decoded, text, type),
    problem: sparse ? 'sparse' : repeated ? 'duplicate-member' : null,
  };
}

function refusalOf(name: MemberName, text: string, type: string): MemberRefusal | null {
  if (!name.decodable) return 'name-encoding';
  const refusal = refusalOfName(text);
  if (refusal !== null) return refusal;
  if (type === '1' || type === '2') return 'member-link';
  if (type === '3' || type === '4') return 'device';
  return type === '6' ? 'fifo' : null;
}
