import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ONE_FILE } from './deliverable.js';
import { type FleetRun, startWorkerProcess, validateWithFleet } from './fleet.js';
import { KEEPING, killed, startRedis } from './redis.js';

export interface Chaos {
  readonly files: number;
  /** files after which a worker is killed; another is started for it */
  readonly kills: readonly number[];
  /** files after which Redis is killed and started again with what it kept */
  readonly restart: number;
  readonly workers: number;
  /** whether they see a folder together, in which logs lie and are searched */
  readonly hasStore: boolean;
  /** whether each split is a piece of its own, and workers merge three at a time */
  readonly isTree: boolean;
  /** uniform in [0, 1) */
  random(): number;
}

/** When what happens is drawn from `random` alone; where it strikes a worker is up to the machine. */
export function drawChaos(files: number, workers: number, random: () => number): Chaos {
  const at = (): number => Math.floor(random() * files * 0.9);
  const kills = Array.from({ length: 3 + Math.floor(random() * 4) }, at).sort((a, b) => a - b);
  return { files, kills, restart: at(), workers, hasStore: random() < 0.5, isTree: random() < 0.5, random };
}

/** Validates a deliverable of `writeMany` while workers are killed and Redis is restarted. */
export async function validateInChaos(
  root: string,
  { files, kills, restart, workers, hasStore, isTree, random }: Chaos,
): Promise<FleetRun> {
  const redis = await startRedis(...KEEPING);
  const store = hasStore ? await mkdtemp(join(tmpdir(), 'jatdae-store-')) : null;
  const fleet: ChildProcess[] = [];
  const starting: Promise<void>[] = [];
  // A server that is away when a worker starts ends it: whoever keeps workers running starts it again.
  const start = async (tries = 60): Promise<void> => {
    try {
      fleet.push(await startWorkerProcess(redis.url));
    } catch (error) {
      if (tries === 1) throw error;
      await setTimeout(500);
      await start(tries - 1);
    }
  };
  const pending = [...kills];
  let restarted: Promise<void> | null = null;
  // The files are alike. Of those that workers merge nobody hears until all are merged, of bytes when they are read.
  const onProgress = ({ bytesDone, bytes }: { readonly bytesDone: number; readonly bytes: number }): void => {
    const done = (bytesDone / bytes) * files;
    for (; pending.length > 0 && done > (pending[0] as number); pending.shift()) {
      const [victim] = fleet.splice(Math.floor(random() * fleet.length), 1);
      victim?.kill('SIGKILL');
      starting.push(start());
    }
    if (restarted === null && done > restart) restarted = redis.restart();
  };
  try {
    for (let k = 0; k < workers; k++) await start();
    return await validateWithFleet(
      redis.url,
      root,
      { store, shape: isTree ? { runBytes: 0, fanIn: 3 } : {} },
      { splitBytes: ONE_FILE, onProgress },
    );
  } finally {
    await restarted;
    await Promise.all(starting);
    for (const worker of fleet) await killed(worker);
    await redis.stop();
    if (store !== null) await rm(store, { recursive: true });
  }
}
