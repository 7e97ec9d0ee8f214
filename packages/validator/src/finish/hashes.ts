import type { FileTree, TreeEntry } from '@jatdae/readers';
import type { Opened } from '../open/opened.js';
import type { Delivered } from '../options.js';
import type { Planned } from '../plan/make-plan.js';
import type { Hashing } from '../plan/plan.js';
import { chunkBytesFor, type FileAndHash, type FileHash, hashFiles, isDelivered } from './hash-files.js';
import { merkleRoot } from './merkle.js';

/** What of a deliverable was hashed. */
export interface Hashes {
  /** SHA-256 by path; files that could not be read are not in it */
  readonly byPath: ReadonlyMap<string, string>;
  /** null where nobody asked, or where not every file could be read: it would vouch for what nobody read */
  readonly root: string | null;
  readonly delivered: Delivered | null;
}

/** Files are hashed only where somebody asks: a declared checksum, or a receipt over all of them. Null where nobody does. */
export function hashingOf({ manifest }: Opened, { entries }: FileTree, receipt: boolean | 'chunks'): Hashing | null {
  if (receipt === 'chunks') {
    const bytes = entries.filter(isDelivered).reduce((sum, { size }) => sum + size, 0);
    return { chunkBytes: chunkBytesFor(bytes) };
  }
  return receipt || manifest.resources.some(({ sha256 }) => sha256 !== undefined) ? { chunkBytes: null } : null;
}

/** Hashes of a run: files that the scan reads whole are hashed there, the others beside it. */
export interface HashRun {
  /** `scanned`: by index in the plan's files */
  finish(scanned: ReadonlyMap<number, FileHash>): Promise<Hashes>;
  /** Whoever interrupts does not wait for files to be read: those that are left have no hash. */
  stop(): void;
}

const NO_HASHES: Hashes = { byPath: new Map(), root: null, delivered: null };

export function startHashing(opened: Opened, { root, entries }: FileTree, planned: Planned, receipt: boolean): HashRun {
  const { hashing } = planned.plan;
  if (hashing === null) return { finish: async () => NO_HASHES, stop: () => undefined };
  const controller = new AbortController();
  const { signal } = controller;
  const files = entries.filter(({ kind }) => kind === 'file');
  const known = knownMedia(planned, hashing);
  const later = scannedWhole(planned);
  const beside = hashAll(
    root,
    files.filter((entry) => !known.has(entry.path) && !later.has(entry.path)),
    hashing,
    signal,
  );
  return {
    async finish(scanned) {
      const hashes = new Map([...known, ...(await beside)]);
      for (const [file, hash] of scanned) hashes.set(planned.plan.files[file]?.path ?? '', hash);
      const rest = files.filter(({ path }) => !hashes.has(path));
      for (const [path, hash] of await hashAll(root, rest, hashing, signal)) hashes.set(path, hash);
      return hashesOf(opened, files, hashes, hashing, receipt);
    },
    stop: () => controller.abort(),
  };
}

async function hashAll(
  root: string,
  files: readonly TreeEntry[],
  { chunkBytes }: Hashing,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FileHash | null>> {
  return new Map((await hashFiles(root, files, chunkBytes, signal)).map(({ path, hash }) => [path, hash]));
}

/** Media were hashed when they were looked into; of those that have several chunks that is not enough. */
function knownMedia({ plan }: Planned, { chunkBytes }: Hashing): Map<string, FileHash> {
  return new Map(
    plan.media.files.flatMap(({ path, bytes, sha256 }) =>
      sha256 === null || (chunkBytes !== null && bytes > chunkBytes) ? [] : [[path, { bytes, sha256, chunks: [] }]],
    ),
  );
}

/** Paths of the files that one split reads from end to end. */
function scannedWhole({ plan }: Planned): ReadonlySet<string> {
  return new Set(
    plan.splits.flatMap(({ resource, from, to, start, end }) =>
      (plan.resources[resource]?.files.slice(from, to) ?? []).flatMap((file) => {
        const { path, size } = plan.files[file] ?? { path: '', size: 0 };
        return to > from + 1 || (start === 0 && end === size) ? [path] : [];
      }),
    ),
  );
}

function hashesOf(
  { manifestPath }: Opened,
  files: readonly TreeEntry[],
  hashes: ReadonlyMap<string, FileHash | null>,
  { chunkBytes }: Hashing,
  receipt: boolean,
): Hashes {
  const delivered = files.filter(isDelivered).map(({ path }): FileAndHash => ({ path, hash: hashes.get(path) ?? null }));
  return {
    byPath: new Map([...hashes].flatMap(([path, hash]) => (hash === null ? [] : [[path, hash.sha256]]))),
    root: rootOf(delivered),
    delivered: receipt ? { manifest: manifestPath.normalize('NFC'), chunkBytes: chunkBytes ?? 0, files: delivered } : null,
  };
}

function rootOf(files: readonly FileAndHash[]): string | null {
  const hashed = files.flatMap(({ path, hash }) => (hash === null ? [] : [{ path, sha256: hash.sha256 }]));
  return hashed.length === files.length ? merkleRoot(hashed) : null;
}
