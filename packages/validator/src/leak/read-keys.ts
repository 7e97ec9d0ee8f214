import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from '../options.js';
import {
  BLOCK_ITEMS,
  type BlockCounts,
  COUNT_BYTES,
  type Column,
  columnsOf,
  KEY_VERSION,
  type KeyHeader,
  MOST_HEADER,
  type SketchKind,
} from './key-format.js';
import type { LeakPlace } from './overlap.js';

/** A block, whose columns are read when they are asked for. */
export interface StoredBlock extends BlockCounts {
  /** items of all blocks before it */
  readonly before: number;
  /** where each column begins in the file */
  readonly at: Readonly<Record<Column, number>>;
}

/** A file of keys that is whole. Nothing of it but its header and its list of blocks is held. */
export interface KeyFile {
  readonly header: KeyHeader;
  readonly items: number;
  readonly blocks: readonly StoredBlock[];
  column(block: StoredBlock, name: Column): Promise<Buffer>;
  /** For each of a block's sketches the item, counted over all blocks. @throws UsageError */
  owners(block: StoredBlock, kind: SketchKind): Promise<Uint32Array>;
  /** @throws UsageError */
  place(item: number): Promise<LeakPlace>;
  close(): Promise<void>;
}

/** Opens a file and reads it once, to see that no bit of it changed. @throws UsageError where it is no file of keys, of another version, or damaged */
export async function openKeys(path: string): Promise<KeyFile> {
  const handle = await open(path, 'r').catch((): never => {
    throw unreadable(path);
  });
  try {
    const { size } = await handle.stat();
    const { header, length } = headerFrom(await read(handle, 0, Math.min(size, MOST_HEADER)), path);
    const { blocks, items, end } = await readBlocks(handle, length, size, path);
    await checkDigest(handle, end, size, path);
    return keyFile(handle, path, { header, items, blocks });
  } catch (error) {
    await handle.close();
    // A folder opens, and cannot be read.
    throw error instanceof UsageError ? error : unreadable(path);
  }
}

function keyFile(handle: FileHandle, path: string, facts: Pick<KeyFile, 'header' | 'items' | 'blocks'>): KeyFile {
  async function column(block: StoredBlock, name: Column): Promise<Buffer> {
    const length = new Map(columnsOf(block)).get(name) ?? 0;
    return read(handle, block.at[name], length);
  }

  // A checksum tells what happened to a file on its way, not who made it: what stands in a column is not believed either.
  async function owners(block: StoredBlock, kind: SketchKind): Promise<Uint32Array> {
    const bytes = await column(block, `${kind}Of`);
    return Uint32Array.from({ length: block[kind] }, (_, k) => {
      const item = bytes.readUInt32LE(k * 4);
      if (item >= block.items) throw damaged(path);
      return block.before + item;
    });
  }

  async function place(item: number): Promise<LeakPlace> {
    const block = facts.blocks.findLast(({ before }) => before <= item) as StoredBlock;
    const at = (item - block.before) * 4;
    const names = parsed((await column(block, 'names')).toString());
    const name: unknown = Array.isArray(names) ? names[(await column(block, 'files')).readUInt32LE(at)] : null;
    if (typeof name !== 'string') throw damaged(path);
    return { path: name, record: (await column(block, 'records')).readUInt32LE(at) };
  }

  return { ...facts, column, owners, place, close: () => handle.close() };
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new RangeError('the file became shorter while it was read');
    done += bytesRead;
  }
  return bytes;
}

function headerFrom(start: Buffer, path: string): { readonly header: KeyHeader; readonly length: number } {
  const length = start.indexOf(10) + 1;
  const header = length === 0 ? null : parsed(start.toString('utf8', 0, length));
  if (!isRecord(header) || header['jatdae-leak'] === undefined) throw noKeyFile(path);
  if (header['jatdae-leak'] !== KEY_VERSION || !isHeader(header)) throw otherVersion(path);
  return { header, length };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isHeader(header: Record<string, unknown>): header is Record<string, unknown> & KeyHeader {
  const { dataset, key, n, least, jaccard, jamo, text } = header;
  return (
    [dataset, key, text].every((value) => typeof value === 'string') &&
    [n, least, jaccard].every(isSetting) &&
    Number.isInteger(jamo)
  );
}

const isSetting = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;

interface Walked {
  readonly blocks: readonly StoredBlock[];
  readonly items: number;
  /** where the digest is */
  readonly end: number;
}

/** Walks from block to block; no count is believed beyond the file's end. */
async function readBlocks(handle: FileHandle, from: number, size: number, path: string): Promise<Walked> {
  const blocks: StoredBlock[] = [];
  let items = 0;
  for (let at = from; ; ) {
    if (at + COUNT_BYTES > size) throw notWhole(path);
    const counts = countsFrom(await read(handle, at, COUNT_BYTES));
    if (Math.max(counts.items, counts.syllables, counts.jamo) > BLOCK_ITEMS || counts.names > MOST_NAMES) throw damaged(path);
    at += COUNT_BYTES;
    if (counts.items === 0) {
      if (at + 8 + DIGEST_BYTES > size) throw notWhole(path);
      const total = (await read(handle, at, 8)).readBigUInt64LE();
      if (total !== BigInt(items)) throw damaged(path);
      return { blocks, items, end: at + 8 };
    }
    const begins: Partial<Record<Column, number>> = {};
    for (const [name, bytes] of columnsOf(counts)) {
      begins[name] = at;
      at += bytes;
    }
    blocks.push({ ...counts, before: items, at: begins as StoredBlock['at'] });
    items += counts.items;
  }
}

const DIGEST_BYTES = 32;
/** Of BLOCK_ITEMS files, each with a path of 8 KiB. */
const MOST_NAMES = BLOCK_ITEMS << 13;

const countsFrom = (bytes: Buffer): BlockCounts => ({
  items: bytes.readUInt32LE(0),
  syllables: bytes.readUInt32LE(4),
  jamo: bytes.readUInt32LE(8),
  names: bytes.readUInt32LE(12),
});

const PIECE = 1 << 20;

async function checkDigest(handle: FileHandle, end: number, size: number, path: string): Promise<void> {
  const hash = createHash('sha256');
  for (let at = 0; at < end; at += PIECE) hash.update(await read(handle, at, Math.min(PIECE, end - at)));
  const digest = await read(handle, end, DIGEST_BYTES);
  if (size !== end + DIGEST_BYTES || !digest.equals(hash.digest())) throw damaged(path);
}

const unreadable = (path: string): UsageError =>
  new UsageError({ ko: `읽을 수 없는 파일입니다: ${path}`, en: `This file cannot be read: ${path}` });

const noKeyFile = (path: string): UsageError =>
  new UsageError({
    ko: `\`jatdae leak keys\`가 쓴 파일이 아닙니다: ${path}. 그 명령으로 다시 만드십시오.`,
    en: `Not a file that \`jatdae leak keys\` wrote: ${path}. Make it again with that command.`,
  });

const otherVersion = (path: string): UsageError =>
  new UsageError({
    ko: `다른 판의 잣대가 쓴 지문 파일입니다: ${path}. 두 파일을 같은 판으로 다시 만드십시오.`,
    en: `Another version of jatdae wrote this file of fingerprints: ${path}. Make both files again with the same version.`,
  });

const notWhole = (path: string): UsageError =>
  new UsageError({
    ko: `지문 파일의 끝이 잘렸습니다: ${path}. 다시 받거나 다시 만드십시오.`,
    en: `The end of the file of fingerprints is cut off: ${path}. Get it again, or make it again.`,
  });

const damaged = (path: string): UsageError =>
  new UsageError({
    ko: `지문 파일이 손상되었습니다(적힌 체크섬과 내용이 다릅니다): ${path}. 다시 받거나 다시 만드십시오.`,
    en: `The file of fingerprints is damaged (its content is not what its checksum says): ${path}. Get it again, or make it again.`,
  });
