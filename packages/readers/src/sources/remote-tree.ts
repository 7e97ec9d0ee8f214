import { FileRefused, type FileTree, IGNORED_NAMES, inPathOrder, mapConcurrently, type TreeEntry } from '../folder.js';
import { addressBelow, isRemote, isS3, refusalOfRemoteName, shownAddress } from './address.js';
import { RemoteFailure } from './failure.js';
import { download, httpRemote, probe, type RemoteFacts } from './http.js';
import type { Remote } from './request.js';
import { listS3, partsOfS3, s3Remote, s3Settings } from './s3.js';

export interface SpoolSettings {
  /** path of a new temporary file */
  newSpool(): Promise<string>;
  /** told of a file that the server gives only whole, and that was therefore fetched into a temporary file */
  onSpooled?(address: string, bytes: number): void;
}

/** @throws RemoteFailure where the address is none */
export function remoteOf(address: string): Remote {
  if (isS3(address)) return s3Remote(address, s3Settings(process.env));
  if (!isRemote(address) || !URL.canParse(address))
    throw new RemoteFailure(shownAddress(address), 'unreachable', 'ERR_INVALID_URL');
  return httpRemote(address);
}

/** A single file by its address, '' below it; in a temporary file where the server does not give parts. @throws RemoteFailure */
export const remoteFile = (address: string, settings: SpoolSettings): Promise<TreeEntry> => entryAt(address, '', settings);

/**
 * Files below an address that cannot be listed: those of the paths that are there, in whatever Unicode form the server knows them.
 * What the server refuses to give is an entry that cannot be read.
 */
export async function remoteTree(root: string, paths: readonly string[], settings: SpoolSettings): Promise<FileTree> {
  const wanted = [...new Set(paths.map((path) => path.normalize('NFC').replace(/^\.\//u, '')))];
  const entries = await mapConcurrently(wanted, (path) => entryOfPath(root, path, settings));
  return { root, entries: entries.filter((entry) => entry !== null).sort(inPathOrder) };
}

async function entryOfPath(root: string, path: string, settings: SpoolSettings): Promise<TreeEntry | null> {
  if (refusalOfRemoteName(path) !== null) return null;
  for (const stored of new Set([path, path.normalize('NFD')])) {
    try {
      return await entryAt(root, stored, settings);
    } catch (error) {
      if (!(error instanceof RemoteFailure)) throw error;
      if (error.reason !== 'missing')
        return { ...named(stored), size: 0, modified: 0, kind: 'file', reason: null, problem: 'unreadable' };
    }
  }
  return null;
}

async function entryAt(root: string, stored: string, settings: SpoolSettings): Promise<TreeEntry> {
  const address = addressBelow(root, stored);
  const remote = remoteOf(address);
  const { ranged, size, modified, version } = await probe(remote);
  const entry = { ...named(stored), modified, version, kind: 'file', reason: null } as const;
  if (ranged && size !== null) return { ...entry, size };
  const path = await settings.newSpool();
  const fetched = await download(remote, path);
  settings.onSpooled?.(remote.shown, fetched.size);
  const { size: packed } = fetched;
  const holder = { kind: 'spool', path } as const;
  const member = { depth: 0, outer: stored, holder, offset: 0, localHeader: false, packed, method: 'stored', crc: null } as const;
  return { ...entry, size: packed, modified: fetched.modified, version: fetched.version, member };
}

/** The objects whose keys begin as the address says; what a folder would be is none of them. @throws RemoteFailure */
export async function listedTree(root: string): Promise<FileTree> {
  const objects = await listS3(root, s3Settings(process.env));
  const entries = objects.flatMap(({ key, size, modified, version }): TreeEntry[] => {
    const stored = key.slice(partsOfS3(root).key.length);
    const isFolder = stored === '' || stored.endsWith('/');
    if ((isFolder && size === 0) || stored.split('/').some((name) => IGNORED_NAMES.has(name))) return [];
    const reason = isFolder ? 'unreadable' : refusalOfRemoteName(stored);
    if (reason !== null) return [{ ...named(stored), size: 0, modified: 0, kind: 'refused', reason }];
    return [{ ...named(stored), size, modified, version, kind: 'file', reason: null }];
  });
  return { root, entries: entries.sort(inPathOrder) };
}

function named(stored: string): Pick<TreeEntry, 'path' | 'stored' | 'nameIssue'> {
  const path = stored.normalize('NFC');
  return { path, stored, nameIssue: path === stored ? null : 'not-nfc' };
}

/** Tells what files are now: of a prefix by listing it again, else by asking for each. Null: no longer there, or out of reach. */
export function createFactsReader(root: string): (stored: string) => Promise<RemoteFacts | null> {
  let listing: Promise<ReadonlyMap<string, RemoteFacts>> | null = null;
  const ask = async (stored: string): Promise<RemoteFacts | null> => {
    if (stored === '' || !isS3(root)) return probe(remoteOf(addressBelow(root, stored)));
    listing ??= listS3(root, s3Settings(process.env)).then((objects) => new Map(objects.map((object) => [object.key, object])));
    return (await listing).get(partsOfS3(root).key + stored) ?? null;
  };
  return (stored) =>
    ask(stored).catch((error: unknown) => {
      if (error instanceof RemoteFailure || error instanceof FileRefused) return null;
      throw error;
    });
}
