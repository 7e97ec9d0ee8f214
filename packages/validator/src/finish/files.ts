import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FileTree, type Openable, openEntry } from '@jatdae/readers';
import { eachFile } from '../plan/make-plan.js';
import type { PlanFile } from '../plan/plan.js';

type DiskFile = Pick<PlanFile, 'path' | 'stored' | 'size' | 'modified'>;

/** The files on the disk that a plan reads: for a member of an archive, the archive. */
export function filesOnDisk(
  { root, archive, entries }: FileTree,
  files: readonly (DiskFile & Pick<PlanFile, 'member'>)[],
): DiskFile[] {
  const outer = new Set(files.flatMap(({ member }) => member?.outer ?? []));
  const archives = entries.filter(({ member, stored }) => member === undefined && outer.has(stored));
  const whole = archive === undefined || files.length === 0 ? [] : [{ path: basename(root), stored: '', ...archive }];
  return [...files.filter(({ member }) => member === undefined), ...archives, ...whole];
}

/** Paths whose size or time is no longer what the plan saw, in plan order. */
export async function changedFiles(root: string, files: readonly DiskFile[]): Promise<string[]> {
  const changed = await eachFile(files, async ({ path, stored, size, modified }) => {
    const now = await stat(join(root, stored)).catch(() => null);
    return now === null || now.size !== size || Math.trunc(now.mtimeMs) !== Math.trunc(modified) ? [path] : [];
  });
  return [...new Set(changed.flat())];
}

const CHUNK_BYTES = 1 << 20;

/** SHA-256 of a file's bytes, lower-case hex; null where it cannot be read to its end. */
export async function hashFile(root: string, file: Openable): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    const source = await openEntry(root, file);
    try {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, source.size + 1));
      let at = 0;
      for (let count = await source.read(chunk, at); count > 0; count = await source.read(chunk, at)) {
        hash.update(chunk.subarray(0, count));
        at += count;
      }
      if (source.damage?.() != null) return null;
    } finally {
      await source.close();
    }
  } catch {
    return null;
  }
  return hash.digest('hex');
}

export interface HashedFile {
  /** NFC, with slashes */
  readonly path: string;
  /** lower-case hex */
  readonly sha256: string;
}

/**
 * Root of a binary Merkle tree over the files, sorted by the code points of their paths. Leaves and inner nodes are told apart by a
 * first byte, as in RFC 6962, section 2.1: leaf = SHA-256(0 ‖ path ‖ 0 ‖ file hash), node = SHA-256(1 ‖ left ‖ right), the left
 * subtree being the largest full one.
 */
export function merkleRoot(files: readonly HashedFile[]): string {
  const byPath = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const leaves = byPath.map(({ path, sha256 }) => sha(Buffer.of(0), Buffer.from(path), Buffer.of(0), Buffer.from(sha256, 'hex')));
  return rootOf(leaves).toString('hex');
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha();
  if (leaves.length === 1) return first;
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

function sha(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
