import type { FileTree } from '@jatdae/readers';
import type { Opened } from '../open/opened.js';
import type { Delivered } from '../options.js';
import { chunkBytesFor, type FileAndHash, hashFiles, isDelivered } from './hash-files.js';
import { merkleRoot } from './merkle.js';

/** What of a deliverable was hashed. */
export interface Hashes {
  /** SHA-256 by path; files that could not be read are not in it */
  readonly byPath: ReadonlyMap<string, string>;
  /** null where nobody asked, or where not every file could be read: it would vouch for what nobody read */
  readonly root: string | null;
  readonly delivered: Delivered | null;
}

const NO_HASHES: Hashes = { byPath: new Map(), root: null, delivered: null };

/** Files are hashed only where somebody asks: a declared checksum, or a receipt over all of them. */
export async function hashTree(
  { manifest, manifestPath }: Opened,
  { root, entries }: FileTree,
  receipt: boolean | 'chunks',
  signal: AbortSignal,
): Promise<Hashes> {
  if (receipt === false && manifest.resources.every(({ sha256 }) => sha256 === undefined)) return NO_HASHES;
  const all = entries.filter(({ kind }) => kind === 'file');
  const own = all.filter(isDelivered);
  const chunkBytes = receipt === 'chunks' ? chunkBytesFor(own.reduce((sum, { size }) => sum + size, 0)) : null;
  const delivered = await hashFiles(root, own, chunkBytes, signal);
  const inner = await hashFiles(
    root,
    all.filter((entry) => !isDelivered(entry)),
    null,
    signal,
  );
  return {
    byPath: new Map([...delivered, ...inner].flatMap(({ path, hash }) => (hash === null ? [] : [[path, hash.sha256]]))),
    root: rootOf(delivered),
    delivered:
      receipt === false ? null : { manifest: manifestPath.normalize('NFC'), chunkBytes: chunkBytes ?? 0, files: delivered },
  };
}

function rootOf(files: readonly FileAndHash[]): string | null {
  const hashed = files.flatMap(({ path, hash }) => (hash === null ? [] : [{ path, sha256: hash.sha256 }]));
  return hashed.length === files.length ? merkleRoot(hashed) : null;
}
