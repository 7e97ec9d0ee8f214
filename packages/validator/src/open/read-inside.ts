import { readFile, realpath, stat } from 'node:fs/promises';
import { type ByteSource, type FileTree, isRemote, openBelow, openEntry } from '@jatdae/readers';

/** What people write by hand, bytes: manifests, profiles and schemas are smaller by far. */
const SMALL = 64 << 20;

/** A file outside or inside a deliverable; null where it cannot be read, or is too large to be read at once. */
export async function readSmallFile(path: string): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(path);
    return size > SMALL ? null : await readFile(path);
  } catch {
    return null;
  }
}

/**
 * A file that the manifest names, in whatever Unicode form the file system spells it; null where it is not there, leads out of the
 * deliverable, is no file, or is too large to be read at once.
 */
export async function readInside(root: string, path: string): Promise<Uint8Array | null> {
  for (const spelling of new Set([path, path.normalize('NFC'), path.normalize('NFD')])) {
    const bytes = await readSpelled(root, spelling);
    if (bytes !== null) return bytes;
  }
  return null;
}

async function readSpelled(root: string, path: string): Promise<Uint8Array | null> {
  return readSmall(await openInside(root, path));
}

/** The same in a deliverable that is an archive. */
export async function readInArchive(tree: FileTree, path: string): Promise<Uint8Array | null> {
  const wanted = path.normalize('NFC').replace(/^\.\//u, '');
  const entry = tree.entries.find((candidate) => candidate.kind === 'file' && candidate.path === wanted);
  return entry === undefined ? null : readSmall(await openEntry(tree.root, entry).catch(() => null));
}

/** Null where it is none, damaged, or too large to be read at once. */
export async function readSmall(source: ByteSource | null): Promise<Uint8Array | null> {
  if (source === null) return null;
  try {
    if (source.size > SMALL) return null;
    const bytes = new Uint8Array(source.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = await source.read(bytes.subarray(filled), filled);
      if (count === 0) break;
      filled += count;
    }
    return source.damage?.() == null ? bytes.subarray(0, filled) : null;
  } finally {
    await source.close();
  }
}

async function openInside(root: string, path: string): Promise<ByteSource | null> {
  try {
    return await openBelow(isRemote(root) ? root : await realpath(root), path);
  } catch {
    return null;
  }
}
