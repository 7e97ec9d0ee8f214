import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Localized } from '@jatdae/schema';
import { type PackedPlan, type Plan, packPlan, UsageError } from '@jatdae/validator';
import { type Blobs, createBlobs, KEPT_SECONDS } from './blobs.js';
import type { Connection } from './connection.js';
import { KEPT_FOLDER } from './kept-logs.js';

/** A validation that a fleet works on, by the one who started it. */
export interface Run {
  readonly id: string;
  readonly blobs: Blobs;
  /** in the folder that all hosts see, as this host sees it; null where there is none */
  readonly folder: string | null;
  /** What workers need for all but looking into media. */
  takePlan(plan: Plan): Promise<void>;
  /** Says that its owner is there: a run that nobody goes on with is forgotten. */
  sign(): Promise<void>;
  /** Puts what workers need where it is missing: a server that lost its memory forgets it. */
  provide(): Promise<void>;
  remove(): Promise<void>;
}

/** What a worker finds out about a run. */
interface RunRecord {
  /** as the one who started it sees it */
  readonly store: string | null;
}

/** Name of the plan among the values of a run. */
const PLAN = 'plan';
/** Milliseconds after which the folder of a run whose owner was killed is taken away by the next one. */
const FOLDER_KEPT = 24 * 3600_000;
/** The same of what `--resume` goes on with. */
const LOGS_KEPT = 7 * 24 * 3600_000;

const recordKey = (prefix: string, run: string): string => `${prefix}:run:${run}`;
const valuesKey = (prefix: string, run: string): string => `${prefix}:run:${run}:values`;
const FOLDER = 'jatdae-run-';
export const folderOf = (store: string | null, run: string): string | null =>
  store === null ? null : join(store, `${FOLDER}${run}`);

/**
 * @param store a folder that all hosts see, for what is large
 * @throws UsageError where it cannot be used from the start on
 */
export async function openRun(connection: Connection, store: string | null): Promise<Run> {
  const { redis, prefix, ask } = connection;
  let packed: PackedPlan | null = null;
  const id = randomBytes(6).toString('hex');
  const folder = folderOf(store, id);
  if (store !== null && folder !== null) await prepareStore(store, folder);
  const blobs = createBlobs(connection, valuesKey(prefix, id), folder);
  const record = JSON.stringify({ store } satisfies RunRecord);

  async function provide(): Promise<void> {
    await ask(() => redis.set(recordKey(prefix, id), record, 'EX', KEPT_SECONDS));
    if (packed !== null && !(await blobs.has(PLAN))) await blobs.put(PLAN, packed);
  }

  await provide();
  return {
    id,
    blobs,
    folder,
    provide,
    async takePlan(plan) {
      packed = packPlan(plan);
      await provide();
    },
    async sign() {
      await redis.expire(recordKey(prefix, id), KEPT_SECONDS);
      await redis.expire(valuesKey(prefix, id), KEPT_SECONDS);
      if (folder !== null) await utimes(folder, new Date(), new Date());
    },
    async remove() {
      const values = redis.unlink(recordKey(prefix, id), valuesKey(prefix, id));
      const files = folder === null ? null : rm(folder, { recursive: true, force: true });
      // What cannot be removed goes by itself: in Redis once its time is up, in the folder with a later run.
      await Promise.allSettled([values, files]);
    },
  };
}

async function prepareStore(store: string, folder: string): Promise<void> {
  try {
    await removeForgotten(store);
    await mkdir(folder);
  } catch (error) {
    throw new UsageError(unusableStore(store, error instanceof Error ? error.message : String(error)));
  }
}

const unusableStore = (store: string, detail: string): Localized => ({
  ko: `--store 폴더를 쓸 수 없습니다(${store}). 쓰기 권한과 남은 공간을 확인하십시오: ${detail}`,
  en: `The folder of --store cannot be used (${store}). Check that we may write there and that there is room: ${detail}`,
});

async function removeForgotten(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    const most = name.startsWith(FOLDER) ? FOLDER_KEPT : name.startsWith(KEPT_FOLDER) ? LOGS_KEPT : null;
    if (most === null) continue;
    const facts = await stat(join(store, name)).catch(() => null);
    if (facts !== null && Date.now() - facts.mtimeMs > most) await rm(join(store, name), { recursive: true, force: true });
  }
}

/** What a worker needs of a run; null where it is over. */
export async function readRun({ redis, prefix, ask }: Connection, run: string): Promise<RunRecord | null> {
  const text = await ask(() => redis.get(recordKey(prefix, run)));
  return text === null ? null : (JSON.parse(text) as RunRecord);
}

export const blobsOfRun = (connection: Connection, run: string, store: string | null): Blobs =>
  createBlobs(connection, valuesKey(connection.prefix, run), folderOf(store, run));

export const readPlan = async (blobs: Blobs): Promise<PackedPlan | null> => (await blobs.get(PLAN)) as PackedPlan | null;
