import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileTree, isRemote, mapConcurrently, nameOfRoot, type Openable, openEntry, remoteFacts } from '@jatdae/readers';
import type { PlanFile } from '../plan/plan.js';

type DiskFile = Pick<PlanFile, 'path' | 'stored' | 'size' | 'modified' | 'version'>;

/** The files on the disk or on a server that a plan reads: for a member of an archive, the archive. */
export function filesOnDisk(
  { root, archive, entries }: FileTree,
  files: readonly (DiskFile & Pick<PlanFile, 'member'>)[],
): DiskFile[] {
  const outer = new Set(files.flatMap(({ member }) => member?.outer ?? []));
  const archives = entries.filter((entry) => isOwnFile(entry) && outer.has(entry.stored));
  const whole = archive === undefined || files.length === 0 ? [] : [{ path: nameOfRoot(root), stored: '', ...archive }];
  return [...files.filter(isOwnFile), ...archives, ...whole];
}

/** What lies in no archive; a file that a server gave only whole has its bytes in a temporary file. */
const isOwnFile = ({ member, stored }: Pick<PlanFile, 'member' | 'stored'>): boolean =>
  member === undefined || (member.depth === 0 && member.outer === stored);

/** Paths whose size, time or version is no longer what the plan saw, in plan order. */
export async function changedFiles(root: string, files: readonly DiskFile[]): Promise<string[]> {
  const isSame = isRemote(root) ? await remoteComparison(root) : (file: DiskFile) => isSameOnDisk(root, file);
  const same = await mapConcurrently(files, isSame);
  return [...new Set(files.filter((_, k) => !same[k]).map(({ path }) => path))];
}

async function isSameOnDisk(root: string, { stored, size, modified }: DiskFile): Promise<boolean> {
  const now = await stat(join(root, stored)).catch(() => null);
  return now !== null && now.size === size && Math.trunc(now.mtimeMs) === Math.trunc(modified);
}

/** A server that tells no size is taken at its word for the rest. */
async function remoteComparison(root: string): Promise<(file: DiskFile) => Promise<boolean>> {
  const factsOf = await remoteFacts(root);
  return async ({ stored, size, version }) => {
    // What could not be read has no version, and says so by itself.
    if (version === undefined) return true;
    const now = await factsOf(stored);
    return now !== null && (now.size ?? size) === size && now.version === version;
  };
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
