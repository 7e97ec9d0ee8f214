import { realpath } from 'node:fs/promises';
import { type ByteSource, FileRefused, type FileTree, isRemote, openBelow, openEntry } from '@jatdae/readers';

/** What people write by hand, bytes: manifests, profiles and schemas are smaller by far. */
const SMALL = 64 << 20;

/** Whether a path is a link out of the deliverable. */
export async function leadsOut(root: string, path: string): Promise<boolean> {
  try {
    await (await openBelow(await realpath(root), path)).close();
    return false;
  } catch (error) {
    return error instanceof FileRefused && error.reason === 'link-out';
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
  const named = tree.entries.filter((candidate) => candidate.kind === 'file' && candidate.path === wanted);
  const [entry] = named;
  // Of two members of one name it is not for us to say which one is meant.
  return entry === undefined || named.length > 1 ? null : readSmall(await openEntry(tree.root, entry).catch(() => null));
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
    return ((await source.verify?.()) ?? source.damage?.()) == null ? bytes.subarray(0, filled) : null;
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
