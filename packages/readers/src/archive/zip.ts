import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '../reader.js';
import {
  type ArchiveLimits,
  expandsTooFar,
  type ListedMember,
  type Listing,
  type Member,
  refusalOfMode,
  refusalOfName,
} from './member.js';
import { cp949Names, decodeName, type MemberName, type NameDecoder } from './names.js';

// Sizes and signatures: PKWARE APPNOTE 6.3.10, sections 4.3.7–4.3.16.
const END = 0x06054b50;
const END_BYTES = 22;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** the longest name, extra field and comment together */
const ENTRY_MOST = ENTRY_BYTES + 3 * 0xffff;
const CHUNK_BYTES = 4 << 20;

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/**
 * Lists a zip by its central directory, which alone says what is in it: local headers are looked at when a member is opened.
 * Members that share bytes are refused, all of them: no archiver writes such, and a small file can so be made to hold petabytes.
 */
export async function listZip(source: ByteSource, limits: ArchiveLimits): Promise<Listing> {
  const end = await findEnd(source);
  if (typeof end === 'string') return { members: [], problem: end };
  if (end.count > limits.members) return { members: [], problem: 'too-many-members' };
  const raw = await readEntries(source, end, limits);
  if (typeof raw === 'string') return { members: [], problem: raw };
  const total = raw.reduce((sum, { size }) => sum + size, 0);
  if (expandsTooFar(total, source.size, limits)) return { members: [], problem: 'expansion-ratio' };
  const decoder = raw.some(({ name }) => !isUtf8(name)) ? await cp949Names() : () => null;
  const shared = sharingBytes(raw, end.at);
  return { members: membersOf(raw, shared, limits, decoder), problem: null };
}

interface End {
  readonly count: number;
  /** the directory's bytes */
  readonly size: number;
  /** offset of the central directory in the source */
  readonly at: number;
  /** bytes before the archive, such as a program that unpacks it: its offsets do not count them */
  readonly prefix: number;
  /** the count has 16 bits, and old writers let it run over */
  readonly wraps: boolean;
}

/** Whether a zip ends here, whatever it begins with. */
export const endsAsZip = async (source: ByteSource): Promise<boolean> => typeof (await findEnd(source)) !== 'string';

/** The last record whose comment reaches to the end of the source; else the last one that a directory stands before. */
async function findEnd(source: ByteSource): Promise<End | string> {
  const length = Math.min(source.size, END_BYTES + 0xffff + LOCATOR64_BYTES);
  const from = source.size - length;
  const tail = await readRange(source, from, length);
  const view = viewOf(tail);
  let problem = 'truncated';
  for (const exact of [true, false]) {
    for (let i = tail.length - END_BYTES; i >= 0; i -= 1) {
      if (view.getUint32(i, true) !== END) continue;
      const left = tail.length - i - END_BYTES - view.getUint16(i + 20, true);
      if (exact ? left !== 0 : left <= 0) continue;
      const end = await readEnd(source, view, from, i);
      if (typeof end !== 'string') return end;
      problem = end;
    }
  }
  return problem;
}

async function readEnd(source: ByteSource, view: DataView, from: number, i: number): Promise<End | string> {
  const small = { count: view.getUint16(i + 10, true), size: view.getUint32(i + 12, true), at: view.getUint32(i + 16, true) };
  const locator = i - LOCATOR64_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return placed(source, { ...small, wraps: true }, from + i);
  // Where it says that it is, or right before its locator where something stands before the archive.
  for (const at of [uint64(view, locator + 8), from + locator - END64_BYTES]) {
    const large = await readEnd64(source, at);
    if (large !== null) return placed(source, { ...large, wraps: false }, at);
  }
  return 'corrupt';
}

async function readEnd64(source: ByteSource, at: number): Promise<Omit<End, 'prefix' | 'wraps'> | null> {
  if (at < 0 || at + END64_BYTES > source.size) return null;
  const view = viewOf(await readRange(source, at, END64_BYTES));
  if (view.byteLength < END64_BYTES || view.getUint32(0, true) !== END64) return null;
  return { count: uint64(view, 32), size: uint64(view, 40), at: uint64(view, 48) };
}

/** The directory where it says that it is, or else where it ends before what describes it. An empty one has nothing before it. */
async function placed(source: ByteSource, end: Omit<End, 'prefix'>, before: number): Promise<End | string> {
  if (end.size === 0) return end.at === before && end.count === 0 ? { ...end, prefix: 0 } : 'corrupt';
  if (end.at + end.size <= before && (await startsEntry(source, end.at))) return { ...end, prefix: 0 };
  const at = before - end.size;
  const prefix = at - end.at;
  if (prefix < 0) return 'truncated';
  return (await startsEntry(source, at)) ? { ...end, at, prefix } : 'corrupt';
}

async function startsEntry(source: ByteSource, at: number): Promise<boolean> {
  const bytes = await readRange(source, at, 4);
  return bytes.length === 4 && viewOf(bytes).getUint32(0, true) === ENTRY;
}

interface RawEntry {
  readonly name: Uint8Array;
  readonly unicodePath: Uint8Array | null;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Unix mode, 0 where the archive comes from another system */
  readonly mode: number;
}

/** All entries of the directory, or why it is none: it has to hold as many as it says, and nothing else. */
async function readEntries(source: ByteSource, end: End, limits: ArchiveLimits): Promise<RawEntry[] | string> {
  const entries: RawEntry[] = [];
  const limit = end.at + end.size;
  let chunk: Uint8Array = new Uint8Array(0);
  let chunkAt = end.at;
  let i = 0;
  while (chunkAt + i < limit) {
    if (chunk.length - i < ENTRY_MOST && chunkAt + chunk.length < limit) {
      chunkAt += i;
      chunk = await readRange(source, chunkAt, Math.min(CHUNK_BYTES, limit - chunkAt));
      i = 0;
    }
    if (isSignature(chunk, i)) break;
    const entry = readEntry(chunk, i);
    if (entry === null) return 'corrupt';
    if (entries.length === limits.members) return 'too-many-members';
    entries.push(end.prefix === 0 ? entry.raw : { ...entry.raw, offset: entry.raw.offset + end.prefix });
    i = entry.next;
  }
  const count = end.wraps ? entries.length & 0xffff : entries.length;
  return count === end.count ? entries : 'corrupt';
}

/** Of the directory as a whole, which nobody writes any more. */
const isSignature = (bytes: Uint8Array, at: number): boolean =>
  at + 4 <= bytes.length && viewOf(bytes).getUint32(at, true) === 0x05054b50;

function readEntry(bytes: Uint8Array, at: number): { readonly raw: RawEntry; readonly next: number } | null {
  if (at + ENTRY_BYTES > bytes.length) return null;
  const view = viewOf(bytes);
  if (view.getUint32(at, true) !== ENTRY) return null;
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > bytes.length) return null;
  const extra = bytes.subarray(nameEnd, extraEnd);
  const large = largeNumbers(extraField(extra, 0x0001), [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ]);
  if (large === null) return null;
  const [size, packed, offset] = large;
  const raw: RawEntry = {
    name: bytes.subarray(at + ENTRY_BYTES, nameEnd),
    unicodePath: extraField(extra, 0x7075),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed,
    size,
    offset,
    mode: bytes[at + 5] === 3 ? view.getUint16(at + 40, true) : 0,
  };
  return { raw, next };
}

/** An extra field by its id, the last one of that id; null where there is none. */
function extraField(bytes: Uint8Array, id: number): Uint8Array | null {
  let found: Uint8Array | null = null;
  const view = viewOf(bytes);
  for (let i = 0; i + 4 <= bytes.length; ) {
    const end = i + 4 + view.getUint16(i + 2, true);
    // Some writers pad the field with what is no field.
    if (end > bytes.length) break;
    if (view.getUint16(i, true) === id) found = bytes.subarray(i + 4, end);
    i = end;
  }
  return found;
}

/** Size, packed size and offset: those that do not fit 32 bits stand in the zip64 field, in this order. Null where they do not. */
function largeNumbers(
  zip64: Uint8Array | null,
  small: readonly [number, number, number],
): readonly [number, number, number] | null {
  const view = viewOf(zip64 ?? new Uint8Array(0));
  let at = 0;
  const [size, packed, offset] = small.map((value) => {
    if (value !== 0xffffffff) return value;
    at += 8;
    return at <= view.byteLength ? uint64(view, at - 8) : null;
  });
  return size == null || packed == null || offset == null ? null : [size, packed, offset];
}

/** Entries whose bytes are another's too, or the directory's. */
function sharingBytes(entries: readonly RawEntry[], directoryAt: number): ReadonlySet<RawEntry> {
  const shared = new Set<RawEntry>();
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let last: RawEntry | null = null;
  let reached = 0;
  for (const entry of inOrder) {
    const end = entry.offset + LOCAL_BYTES + entry.name.length + entry.packed;
    if (entry.offset < reached && last !== null) shared.add(entry).add(last);
    if (end > directoryAt) shared.add(entry);
    if (end <= reached) continue;
    reached = end;
    last = entry;
  }
  return shared;
}

function membersOf(
  entries: readonly RawEntry[],
  shared: ReadonlySet<RawEntry>,
  limits: ArchiveLimits,
  decoder: NameDecoder,
): ListedMember[] {
  const seen = new Set<string>();
  return entries.flatMap((entry): ListedMember[] => {
    const name = decodeName(entry.name, entry.unicodePath, decoder);
    // A folder that holds bytes is none.
    if (name.text.endsWith('/') && entry.size === 0 && refusalOfName(name.text) === null) return [];
    const key = name.text.normalize('NFC');
    const repeated = seen.has(key);
    seen.add(key);
    return [
      {
        name: name.text,
        size: entry.size,
        offset: entry.offset,
        localHeader: true,
        packed: entry.packed,
        method: METHODS.get(entry.method) ?? 'stored',
        crc: entry.crc,
        cp949: name.cp949,
        refusal: refusalOf(entry, name),
        problem: shared.has(entry) ? 'overlap' : repeated ? 'duplicate-member' : problemOf(entry, name, limits),
      },
    ];
  });
}

function refusalOf(entry: RawEntry, name: MemberName): ListedMember['refusal'] {
  if (!name.decodable) return 'name-encoding';
  return refusalOfName(name.text) ?? refusalOfMode(entry.mode);
}

/** APPNOTE 6.3.10, section 4.4.5; 93 is what Python 3.14 and evaluation harnesses write. */
const METHODS: ReadonlyMap<number, Member['method']> = new Map([
  [0, 'stored'],
  [8, 'deflate'],
  [93, 'zstd'],
]);

/** Flags: bit 0 encrypted, bit 6 strongly so, bit 13 with a masked directory. */
function problemOf({ flags, method, size, packed }: RawEntry, { text }: MemberName, limits: ArchiveLimits): string | null {
  if ((flags & 0x2041) !== 0) return 'encrypted';
  if (!METHODS.has(method)) return 'method';
  if (text.endsWith('/') || (method === 0 && size !== packed)) return 'corrupt';
  return expandsTooFar(size, packed, limits) ? 'expansion-ratio' : null;
}

/**
 * Offset in the holder at which a member's content begins, or null where no local header stands, or that of another content: one that
 * knows a checksum (0 where it follows the content) and not the directory's.
 */
export async function contentOffset(source: ByteSource, offset: number, crc: number | null): Promise<number | null> {
  const header = await readRange(source, offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES) return null;
  const view = viewOf(header);
  if (view.getUint32(0, true) !== 0x04034b50) return null;
  const known = (view.getUint16(6, true) & 8) === 0 ? view.getUint32(14, true) : 0;
  if (known !== 0 && known !== crc) return null;
  return offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Up to `length` bytes: fewer where the source ends. */
export async function readRange(source: ByteSource, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = await source.read(bytes.subarray(filled), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Past 2^53 there is no file: such a number compares as larger than any, which is all that is asked of it. */
const uint64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
