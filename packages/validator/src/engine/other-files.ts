import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRemote, mapConcurrently } from '@jatdae/readers';
import { changedFiles, isOwnFile } from '../finish/changed-files.js';
import type { Plan, PlanFile } from '../plan/plan.js';
import type { PoolTask } from './task-pool.js';

type TaskFile = Pick<PlanFile, 'path' | 'stored' | 'size' | 'modified' | 'version' | 'member'>;

/**
 * Paths of a task's files that are not here as whoever listed them saw them: by size and time on a disk, by version on a server, and for a member
 * of an archive by the time of the archive, or by its temporary file being here at all.
 */
export async function otherFiles(plan: Plan | null, task: PoolTask): Promise<string[]> {
  const root = task.kind === 'inspect' ? task.root : (plan?.root ?? '');
  const files = filesOf(plan, task);
  const own = files.filter(isOwnFile);
  const members = files.filter((file) => !isOwnFile(file));
  const same = await mapConcurrently(members, (file) => isHolderSame(root, file));
  return [...(await changedFiles(root, own)), ...members.filter((_, k) => !same[k]).map(({ path }) => path)];
}

function filesOf(plan: Plan | null, task: PoolTask): readonly TaskFile[] {
  if (task.kind === 'inspect') return task.entries;
  if (task.kind === 'score') return task.work.files;
  if (task.kind === 'reduce' || task.kind === 'search' || task.kind === 'merge' || plan === null) return [];
  const splits = plan.splits.slice(task.split, task.split + (task.kind === 'scan' ? task.count : 1));
  const files = splits.flatMap(({ resource, from, to }) => plan.resources[resource]?.files.slice(from, to) ?? []);
  return [...new Set(files)].flatMap((file) => plan.files[file] ?? []);
}

async function isHolderSame(root: string, { member, modified }: TaskFile): Promise<boolean> {
  if (member === undefined) return true;
  const { holder, outer, offset, packed } = member;
  if (holder.kind === 'spool') return ((await stat(holder.path).catch(() => null))?.size ?? -1) >= offset + packed;
  if (isRemote(root)) return true;
  const now = await stat(join(root, outer)).catch(() => null);
  return now !== null && Math.trunc(now.mtimeMs) === Math.trunc(modified);
}
