import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileTree, isRemote, mapConcurrently, nameOfRoot, remoteFacts } from '@jatdae/readers';
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
export const isOwnFile = ({ member, stored }: Pick<PlanFile, 'member' | 'stored'>): boolean =>
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
