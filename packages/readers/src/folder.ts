import { type Buffer, isUtf8 } from 'node:buffer';
import { closeSync, constants, type Dirent, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Member, MemberRefusal } from './archive/member.js';
import type { ByteSource } from './reader.js';

export type Refusal =
  | 'link-out'
  | 'link-dangling'
  | 'fifo'
  | 'socket'
  | 'device'
  | 'unreadable'
  /** the name is not UTF-8, so that no manifest can speak of it */
  | 'name-encoding'
  | MemberRefusal;

/** What is wrong with a name: not NFC; in an archive, CP949 that does not say so. */
export type NameIssue = 'not-nfc' | 'cp949';

export interface TreeEntry {
  /** relative to the root, '/' between names, NFC: what globs and reports speak of */
  readonly path: string;
  /** the same as the file system spells it: what `openFile` wants */
  readonly stored: string;
  /** bytes; 0 unless it is a file */
  readonly size: number;
  /** milliseconds since the epoch; 0 unless it is a file */
  readonly modified: number;
  /** what a server calls this state of the file, an ETag mostly */
  readonly version?: string;
  /** skipped: a link to a folder of the same tree, whose files stand under their own names */
  readonly kind: 'file' | 'refused' | 'skipped';
  readonly reason: Refusal | 'link-directory' | null;
  readonly nameIssue: NameIssue | null;
  /** where it lies, if it is a member of an archive: then `openEntry` opens it */
  readonly member?: Member;
  /** why it cannot be read although it is there, a word of F005: an encrypted member, an archive that cannot be listed whole */
  readonly problem?: string;
}

export interface FileTree {
  /** absolute, links resolved; or an address, `http(s)://…` or `s3://…` */
  readonly root: string;
  /** in code point order of `path` */
  readonly entries: readonly TreeEntry[];
  /** of a root that is an archive itself */
  readonly archive?: { readonly size: number; readonly modified: number; readonly version?: string };
}

/** A file that is not opened, and why. */
export class FileRefused extends Error {
  constructor(
    readonly path: string,
    readonly reason: Refusal | 'link-directory' | 'directory',
  ) {
    super(`${path}: ${reason}`);
    this.name = 'FileRefused';
  }
}

/** What systems leave in folders by themselves. */
export const IGNORED_NAMES: ReadonlySet<string> = new Set(['.git', '.DS_Store', 'Thumbs.db']);
const CONCURRENT = 32;

/** Walks a folder once. What is in it is never an error, only the folder itself can be. */
export async function walkFolder(folder: string): Promise<FileTree> {
  const root = await realpath(folder);
  const entries: TreeEntry[] = [];
  const pending = [''];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const names = await readNames(root, at);
    if (names === null) {
      if (at === '') throw new FileRefused(folder, 'unreadable');
      entries.push(refused(at, 'unreadable'));
      continue;
    }
    const others = names.filter((name) => !isFolder(name));
    for (const name of names) if (isFolder(name)) pending.push(name.stored);
    for (const name of others) entries.push(isLink(name) ? await inspectLink(root, name.stored) : inspect(root, name));
  }
  return { root, entries: entries.sort(inPathOrder) };
}

interface Name {
  readonly stored: string;
  readonly decodable: boolean;
  readonly entry: Dirent<Buffer>;
}

function isFolder(name: Name): boolean {
  return name.decodable && name.entry.isDirectory();
}

async function readNames(root: string, folder: string): Promise<Name[] | null> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true, encoding: 'buffer' });
    return entries
      .map((entry) => ({
        stored: folder === '' ? entry.name.toString() : `${folder}/${entry.name.toString()}`,
        decodable: isUtf8(entry.name),
        entry,
      }))
      .filter((name) => !IGNORED_NAMES.has(name.entry.name.toString()));
  } catch {
    return null;
  }
}

function isLink(name: Name): boolean {
  return name.decodable && name.entry.isSymbolicLink();
}

/** Synchronous, as in `openFile`: of many files waiting in queues is most of the time. */
function inspect(root: string, { decodable, stored }: Name): TreeEntry {
  if (!decodable) return refused(stored, 'name-encoding');
  const stats = attempt(() => lstatSync(join(root, stored)));
  return stats === null ? refused(stored, 'unreadable') : fromStats(stored, stats);
}

async function inspectLink(root: string, stored: string): Promise<TreeEntry> {
  const target = await realpath(join(root, stored)).catch(() => null);
  if (target === null) return refused(stored, 'link-dangling');
  if (!isInside(root, target)) return refused(stored, 'link-out');
  const stats = await stat(target).catch(() => null);
  if (stats === null) return refused(stored, 'unreadable');
  if (!stats.isDirectory()) return fromStats(stored, stats);
  return entryOf(stored, 'skipped', 'link-directory', 0, 0);
}

function fromStats(stored: string, stats: Stats): TreeEntry {
  const reason = refusalOf(stats);
  if (reason !== null) return refused(stored, reason);
  return entryOf(stored, 'file', null, stats.size, stats.mtimeMs);
}

function refusalOf(stats: Stats): Refusal | null {
  if (stats.isFile()) return null;
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'device' : 'unreadable';
}

function refused(stored: string, reason: Refusal): TreeEntry {
  return entryOf(stored, 'refused', reason, 0, 0);
}

/** Its fields named one by one: a spread object takes ten times the memory, and there may be a million. */
function entryOf(
  stored: string,
  kind: TreeEntry['kind'],
  reason: TreeEntry['reason'],
  size: number,
  modified: number,
): TreeEntry {
  const path = stored.normalize('NFC');
  return { path, stored, size, modified, kind, reason, nameIssue: path === stored ? null : 'not-nfc' };
}

function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(way));
}

/** In order, a bounded number at a time. */
export async function mapConcurrently<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await map(items[i] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, items.length) }, work));
  return results;
}

/** The order of a tree's entries. */
export function inPathOrder(a: TreeEntry, b: TreeEntry): number {
  return compareCodePoints(a.path, b.path) || compareCodePoints(a.stored, b.stored);
}

/** The order of UTF-8 bytes. JavaScript compares UTF-16, which puts surrogates before U+E000–FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  if (i === length) return a.length - b.length;
  return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/**
 * Opens a file of the tree by its `stored` path below the root that `walkFolder` gave. The way to it is resolved again, because
 * the tree may have changed since it was walked: what has become a link out, a pipe or a device is refused. Reading is
 * asynchronous; opening is not, since a hundred thousand small files would spend most of their time in queues.
 */
export async function openFile(root: string, stored: string): Promise<ByteSource> {
  const target = attempt(() => realpathSync.native(join(root, stored)));
  if (target === null) throw new FileRefused(stored, 'unreadable');
  if (!isInside(root, target)) throw new FileRefused(stored, 'link-out');
  // A resolved path holds no link, and opening a pipe must not wait for its writer. Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const descriptor = attempt(() => openSync(target, flags));
  if (descriptor === null) throw new FileRefused(stored, 'unreadable');
  const stats = fstatSync(descriptor);
  const reason = stats.isDirectory() ? 'directory' : refusalOf(stats);
  if (reason !== null) {
    closeSync(descriptor);
    throw new FileRefused(stored, reason);
  }
  return {
    size: stats.size,
    // Synchronous: a worker has nothing else to do meanwhile, and handing a megabyte to another thread costs more than reading it.
    read: async (into, at) => readSync(descriptor, into, 0, into.length, at),
    close: async () => closeSync(descriptor),
  };
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
