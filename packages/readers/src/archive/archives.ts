import { Buffer } from 'node:buffer';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isGzip } from '../compression/gzip.js';
import { isZstd } from '../compression/zstd.js';
import { compareCodePoints, FileRefused, type FileTree, openFile, type TreeEntry } from '../folder.js';
import { matchFiles } from '../glob.js';
import { openStream } from '../input/open.js';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import { isRemote, nameOfAddress } from '../sources/address.js';
import { RemoteFailure } from '../sources/failure.js';
import type { SpoolSettings } from '../sources/remote-tree.js';
import { ARCHIVE_LIMITS, type ArchiveLimits, type Holder, type ListedMember, type Listing, type Member } from './member.js';
import { DamagedSource, locateMember, type Openable, openEntry } from './open-entry.js';
import { isTar, listTar } from './tar.js';
import { endsAsZip, isZip, listZip, readRange } from './zip.js';

/** Temporary files are for archives that have to be decompressed before anything in them can be reached, too. */
export interface ArchiveSettings extends SpoolSettings {
  readonly limits?: ArchiveLimits;
}

const HEAD_BYTES = 512;
const SPOOL_BYTES = 1 << 20;
const IGNORED = /(?:^|\/)(?:__MACOSX\/|\.git\/|\.DS_Store$|Thumbs\.db$|\._[^/]*$)/u;

/**
 * The tree with the members of those archives that a pattern names (`a.zip!/inner/*.csv`) beside its files. An archive that cannot
 * be listed, or only in part, says so as its entry's `problem`.
 */
export async function listArchives(tree: FileTree, patterns: readonly string[], settings: ArchiveSettings): Promise<FileTree> {
  const deepest = (settings.limits ?? ARCHIVE_LIMITS).depth;
  let listed = tree;
  for (let depth = 0; depth < deepest + 1; depth += 1) {
    const wanted = new Set(
      patterns.flatMap((pattern) => {
        const names = pattern.split('!/');
        return names.length <= depth + 1 ? [] : matchFiles(listed, names.slice(0, depth + 1).join('!/'));
      }),
    );
    if (wanted.size === 0) break;
    const added: TreeEntry[] = [];
    const problems = new Map<TreeEntry, string>();
    for (const archive of wanted) {
      if (archive.problem !== undefined) continue;
      const { entries, problem } = depth === deepest ? TOO_DEEP : await listEntry(listed.root, archive, settings);
      for (const entry of entries) added.push(entry);
      if (problem !== null) problems.set(archive, problem);
    }
    const entries = listed.entries.map((entry) => withProblem(entry, problems.get(entry)));
    listed = { ...listed, entries: [...entries, ...added].sort(inPathOrder) };
  }
  return listed;
}

const TOO_DEEP = { entries: [], problem: 'too-deep' } as const;

function withProblem(entry: TreeEntry, problem: string | undefined): TreeEntry {
  return problem === undefined ? entry : { ...entry, problem };
}

const inPathOrder = (a: TreeEntry, b: TreeEntry): number =>
  compareCodePoints(a.path, b.path) || compareCodePoints(a.stored, b.stored) || (a.member?.offset ?? 0) - (b.member?.offset ?? 0);

interface ListedArchive {
  readonly entries: readonly TreeEntry[];
  readonly problem: string | null;
}

async function listEntry(root: string, archive: TreeEntry, settings: ArchiveSettings): Promise<ListedArchive> {
  try {
    const { listing, ...place } = await listSource(root, archive, settings);
    const depth = (archive.member?.depth ?? 0) + 1;
    const common = { ...place, depth, outer: archive.member?.outer ?? archive.stored, modified: archive.modified };
    const prefix = `${archive.stored}!/`;
    return { entries: listing.members.flatMap((member) => entryOf(member, prefix, common)), problem: listing.problem };
  } catch (error) {
    if (error instanceof DamagedSource) return { entries: [], problem: error.reason };
    if (error instanceof FileRefused || error instanceof RemoteFailure) return { entries: [], problem: 'unreadable' };
    throw error;
  }
}

/** A deliverable that is one file: its root and what is known of it. */
async function wholeFile(file: string, settings: ArchiveSettings): Promise<Openable & Pick<TreeEntry, 'modified' | 'version'>> {
  if (isRemote(file)) return (await import('../sources/remote-tree.js')).remoteFile(file, settings);
  const { size, mtimeMs: modified } = await stat(file);
  return { stored: '', size, modified };
}

/** The name of a deliverable that is one file. */
export const nameOfRoot = (root: string): string => (isRemote(root) ? nameOfAddress(root) : basename(root));

/**
 * A deliverable that is one archive, as a tree: a single folder at its top is left out of the paths, as if it were the root.
 * @param file a path, or an address
 * @throws DamagedSource where it cannot be listed whole; RemoteFailure
 */
export async function archiveTree(file: string, settings: ArchiveSettings): Promise<FileTree> {
  const root = isRemote(file) ? file : await realpath(file);
  const whole = await wholeFile(root, settings);
  const { size, modified, version } = whole;
  const { listing, ...place } = await listSource(root, whole, settings);
  if (listing.problem !== null) throw new DamagedSource(nameOfRoot(root), listing.problem);
  const top = topFolder(listing.members.flatMap(({ name, refusal }) => (refusal !== null || IGNORED.test(name) ? [] : [name])));
  const common = { ...place, depth: 0, outer: '', modified };
  const entries = listing.members.flatMap((member) => entryOf(member, '', common, member.name.startsWith(top) ? top.length : 0));
  return { root, entries: entries.sort(inPathOrder), archive: { size, modified, ...(version === undefined ? {} : { version }) } };
}

interface CommonPlace extends Pick<Member, 'depth' | 'outer' | 'holder'> {
  readonly base: number;
  readonly modified: number;
}

/**
 * Nothing for what systems leave in archives by themselves. `skip`: letters of the name that are left out of the path.
 * Objects are made with all their fields named: an archive may have a million members, and a spread leaves much behind.
 */
function entryOf(listed: ListedMember, prefix: string, common: CommonPlace, skip = 0): TreeEntry[] {
  const name = skip === 0 ? listed.name : listed.name.slice(skip);
  if (IGNORED.test(name)) return [];
  const { size, refusal, problem } = listed;
  const stored = prefix === '' ? name : prefix + name;
  const composed = stored.normalize('NFC');
  const path = composed === stored ? stored : composed;
  const nameIssue = listed.cp949 ? 'cp949' : name === name.normalize('NFC') ? null : 'not-nfc';
  if (refusal !== null) return [{ path, stored, size: 0, modified: 0, kind: 'refused', reason: refusal, nameIssue }];
  const member: Member = {
    depth: common.depth,
    outer: common.outer,
    holder: common.holder,
    offset: common.base + listed.offset,
    localHeader: listed.localHeader,
    packed: listed.packed,
    method: listed.method,
    crc: listed.crc,
  };
  const entry: TreeEntry = { path, stored, size, modified: common.modified, kind: 'file', reason: null, nameIssue, member };
  return [withProblem(entry, problem ?? undefined)];
}

/** `name/` where all members lie below one folder, else ''. */
function topFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const top = first.slice(0, first.indexOf('/') + 1);
  return names.every((name) => name.startsWith(top)) ? top : '';
}

interface Listed {
  readonly holder: Holder;
  readonly listing: Listing;
  /** offset in the holder at which the archive begins */
  readonly base: number;
}

async function listSource(root: string, archive: Openable, settings: ArchiveSettings): Promise<Listed> {
  const limits = settings.limits ?? ARCHIVE_LIMITS;
  const source = await openEntry(root, archive);
  try {
    const head = await readRange(source, 0, HEAD_BYTES);
    const compression = isGzip(head) ? 'gzip' : isZstd(head) ? 'zstd' : 'none';
    const { member } = archive;
    if (compression === 'none' && (member === undefined || member.method === 'stored')) {
      const holder: Holder = member?.holder ?? { kind: 'file', path: archive.stored };
      const base = member === undefined ? 0 : await locateMember(root, archive.stored, member);
      return { holder, listing: await listBytes(source, head, limits), base };
    }
    return await listSpooled(openStream(source, compression, 0, limits), settings, limits);
  } finally {
    await source.close();
  }
}

async function listBytes(source: ByteSource, head: Uint8Array, limits: ArchiveLimits): Promise<Listing> {
  if (isZip(head)) return listZip(source, limits);
  if (isTar(head)) return listTar(source, limits);
  if (await endsAsZip(source)) return listZip(source, limits);
  return { members: [], problem: 'not-an-archive' };
}

/** Decompresses into a temporary file, as far as it goes, and lists that. */
async function listSpooled(stream: ByteStream, settings: ArchiveSettings, limits: ArchiveLimits): Promise<Listed> {
  const path = await settings.newSpool();
  await writeSpool(stream, path);
  const source = await openFile(dirname(path), basename(path));
  try {
    const listing = await listBytes(source, await readRange(source, 0, HEAD_BYTES), limits);
    const problem = stream.damage()?.reason ?? listing.problem;
    return { holder: { kind: 'spool', path }, listing: { members: listing.members, problem }, base: 0 };
  } finally {
    await source.close();
  }
}

async function writeSpool(stream: ByteStream, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const chunk = Buffer.allocUnsafe(SPOOL_BYTES);
    for (let count = await stream.read(chunk); count > 0; count = await stream.read(chunk)) {
      await file.writeFile(chunk.subarray(0, count));
    }
  } finally {
    stream.close();
    await file.close();
  }
}
