import { realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import {
  ARCHIVE_LIMITS,
  type ArchiveSettings,
  type FileTree,
  findRemote,
  isRemote,
  isS3,
  RemoteFailure,
  shownAddress,
  walkBucket,
  walkFolder,
} from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { type FileAndHash, hashFiles, isDelivered } from './finish/hash-files.js';
import { MANIFEST_NAMES } from './open/open.js';
import { remoteMessage, remotePlace, spooledMessage } from './open/remote.js';
import { createSpool } from './open/spool.js';
import { openArchive } from './open/tree.js';
import { UsageError } from './options.js';

export interface HashOptions {
  readonly chunkBytes: number;
  /** paths to look for where a server does not list what it has */
  readonly expected: readonly string[];
  readonly signal: AbortSignal;
  readonly temp?: string;
  /** told of what takes longer or more room than a user would think */
  readonly onNote?: (note: Localized) => void;
}

export interface HashedDeliverable {
  /** in the order of their paths; null where a file could not be read */
  readonly files: readonly FileAndHash[];
  /** false: there may be other files than those that were expected */
  readonly listed: boolean;
}

/**
 * The hashes of all files of a deliverable, whatever its manifest says or whether it has one.
 * @throws UsageError where the target is nothing that jatdae reads
 */
export async function hashDeliverable(target: string, options: HashOptions): Promise<HashedDeliverable> {
  const spool = createSpool(options.temp ?? tmpdir());
  try {
    const { tree, listed } = await treeOf(target, options.expected, {
      ...spool,
      limits: ARCHIVE_LIMITS,
      onSpooled: (address, bytes) => options.onNote?.(spooledMessage(address, bytes)),
    });
    const { chunkBytes, signal } = options;
    return { files: await hashFiles(tree.root, tree.entries.filter(isDelivered), chunkBytes, signal), listed };
  } catch (error) {
    throw error instanceof RemoteFailure ? new UsageError(remoteMessage(error)) : error;
  } finally {
    await spool.remove();
  }
}

interface Listing {
  readonly tree: FileTree;
  readonly listed: boolean;
}

async function treeOf(target: string, expected: readonly string[], settings: ArchiveSettings): Promise<Listing> {
  if (isRemote(target)) return remoteTreeOf(target, expected, settings);
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts === null) throw new UsageError(nothingAt(shownAddress(target)));
  if (facts.isDirectory()) return { tree: await walkFolder(path), listed: true };
  if (/\.(ya?ml|json)$/iu.test(path)) return { tree: await walkFolder(dirname(path)), listed: true };
  return { tree: await archiveAt(target, await realpath(path), settings), listed: true };
}

async function remoteTreeOf(target: string, expected: readonly string[], settings: ArchiveSettings): Promise<Listing> {
  // A place without a manifest is looked into all the same: that the manifest is gone is what has to be told.
  const place = (await remotePlace(target, MANIFEST_NAMES)) ?? { root: target, manifestPath: MANIFEST_NAMES[0] };
  if (place.manifestPath === null) return { tree: await archiveAt(shownAddress(target), place.root, settings), listed: true };
  if (isS3(place.root)) return { tree: await walkBucket(place.root), listed: true };
  return { tree: await findRemote(place.root, expected, settings), listed: false };
}

async function archiveAt(target: string, path: string, settings: ArchiveSettings): Promise<FileTree> {
  const opened = await openArchive(target, path, settings);
  if ('problem' in opened) throw new UsageError(opened.problem.message);
  return opened.tree;
}

const nothingAt = (shown: string): Localized => ({
  ko: `${shown}: 그런 파일이나 폴더가 없습니다`,
  en: `${shown}: no such file or folder`,
});
