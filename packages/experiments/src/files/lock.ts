import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { UsageError } from '@jatdae/validator';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes `path` as a lock until `release`. What a process of this machine left when it was killed is taken over; a lock of another machine is
 * believed. @throws UsageError where somebody holds it
 */
export async function takeLock(path: string): Promise<{ release(): Promise<void> }> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
  try {
    if (!(await linked(draft, path))) {
      await removeStale(path, `${draft}.stale`);
      if (!(await linked(draft, path))) throw inUse(path, await holderOf(path));
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

async function removeStale(path: string, aside: string): Promise<void> {
  const holder = await holderOf(path);
  if (holder !== null && (holder.host !== hostname() || isAlive(holder.pid))) throw inUse(path, holder);
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

function inUse(path: string, holder: Holder | null): UsageError {
  const who = holder === null ? '' : ` (${holder.host}, ${holder.pid})`;
  return new UsageError({
    ko: `다른 실행이 이 예측 파일에 쓰고 있습니다${who}. 끝나기를 기다리거나 --out으로 다른 파일을 지정하십시오. 그런 실행이 없다면 ${path} 파일을 지우십시오.`,
    en: `Another run writes this prediction file${who}. Wait for its end or name another file with --out; if there is no such run, delete ${path}.`,
  });
}
