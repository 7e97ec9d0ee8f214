import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Localized } from '@jatdae/schema';
import { UsageError } from './options.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes `path` as a lock until `release`. What a process of this machine left when it was killed is taken over; a lock of another machine is
 * believed.
 * @param inUse what to tell of `who` holds it
 * @throws UsageError where somebody holds it
 */
export async function takeLock(path: string, inUse: (who: string) => Localized): Promise<{ release(): Promise<void> }> {
  const refuse = (holder: Holder | null): UsageError =>
    new UsageError(inUse(holder === null ? '' : ` (${holder.host}, ${holder.pid})`));
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
  try {
    if (!(await linked(draft, path))) {
      await removeStale(path, `${draft}.stale`, refuse);
      if (!(await linked(draft, path))) throw refuse(await holderOf(path));
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => rm(path, { force: true }) };
}

/** A link is made as a whole or not at all, where a file could be seen empty. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, aside: string, refuse: (holder: Holder) => UsageError): Promise<void> {
  const holder = await holderOf(path);
  if (holder !== null && (holder.host !== hostname() || isAlive(holder.pid))) throw refuse(holder);
  await rename(path, aside).catch(() => undefined);
  // Somebody else may have been quicker, and the lock that was moved is theirs: then it goes back.
  const moved = await holderOf(aside);
  if (moved !== null && moved.pid !== holder?.pid) await linked(aside, path);
  await rm(aside, { force: true });
}

async function holderOf(path: string): Promise<Holder | null> {
  try {
    const { pid, host } = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  // In a container every run may have the same number: then it is our own, and the other run is over.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
