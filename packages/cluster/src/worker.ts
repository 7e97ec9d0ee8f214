import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Localized } from '@jatdae/schema';
import {
  createTaskPool,
  NOT_STORED,
  otherFiles,
  type PackedPlan,
  type Plan,
  type PoolTask,
  type TaskPool,
  type TaskResult,
  unpackPlan,
} from '@jatdae/validator';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Blobs } from './blobs.js';
import { type Connection, isRefusal } from './connection.js';
import { createGate } from './gate.js';
import { announce } from './hosts.js';
import {
  ALONE,
  BEGINNINGS,
  ENDS_ITS_WORKER,
  type JobData,
  type JobReport,
  type MergeOrder,
  NOT_THERE,
  QUEUE,
  REFUSALS,
  SEEN_OTHERWISE,
} from './job.js';
import { blobsOfRun, folderOf, readPlan, readRun } from './run.js';

export interface WorkerSettings {
  /** of this jatdae, with whatever else must be the same on all hosts: runs of another are left to others */
  readonly version: string;
  /** pieces of work at once */
  readonly threads: number;
  /** where this host sees the folder that all share; as the one who started the run sees it where absent */
  readonly store?: string;
  /** seconds without a sign after which others take its work */
  readonly lease: number;
  /** as others are told of it; the machine's name where absent */
  readonly host?: string;
  readonly onNote: (note: Localized) => void;
}

export interface RunningWorker {
  /** Takes no more work and waits for what is under way; not for a server that is away: then others do it again. */
  drain(): Promise<void>;
  /** milliseconds since the last piece ended; 0 while there is one */
  idle(): number;
  readonly done: () => number;
}

/** A run as this worker knows it. */
interface KnownRun {
  readonly blobs: Blobs;
  /** in the folder that all hosts see, as this one sees it; null where there is none */
  readonly folder: string | null;
  /** null: it has none yet, or its run is over */
  planned(): Promise<Planned | null>;
}

interface Planned {
  readonly packed: PackedPlan;
  readonly plan: Plan;
}

/** A run whose shared folder is not seen here, by that folder. */
interface UnseenStore {
  readonly unseen: string;
}

/** Milliseconds after which work that this host must not do is offered again. */
const HANDED_ON = 1000;
/** Milliseconds between two reports of a piece: each wakes the server and whoever started the run. */
const PROGRESS_EVERY = 250;
/** Runs whose plans are kept: one that goes on beside another does not have it read anew for every piece. */
const KNOWN_RUNS = 2;

/** Takes pieces of any run from the queue of a fleet, until it is drained. */
export async function startWorker(connection: Connection, settings: WorkerSettings): Promise<RunningWorker> {
  const { redis, prefix } = connection;
  const { threads, lease, host = hostname(), version, onNote } = settings;
  const pool = createTaskPool(threads);
  const gate = createGate();
  const runs = createRuns(async (id) => {
    const record = await readRun(connection, id);
    if (record === null) return null;
    const store = record.store === null ? null : (settings.store ?? record.store);
    const blobs = blobsOfRun(connection, id, store);
    if (store !== null && !(await blobs.isReachable())) return { unseen: store };
    const planned = remembered(async () => {
      const packed = await readPlan(blobs);
      return packed === null ? null : { packed, plan: unpackPlan(packed) };
    });
    return { blobs, folder: folderOf(store, id), planned };
  });
  const told = new Set<string>();
  const atWork = new Set<Job<JobData>>();
  // Whoever started a run waits for it as well.
  connection.onRefusingFolder(({ ko, en }) => {
    const note = { ko: `${host}: ${ko}`, en: `${host}: ${en}` };
    for (const job of atWork) job.updateProgress({ note } satisfies JobReport).catch(() => undefined);
  });
  let isLeaving = false;
  let done = 0;
  let lastEnd = Date.now();

  async function handOn(
    job: Job<JobData>,
    token: string | undefined,
    note: Localized,
    refusedBy: readonly string[],
  ): Promise<never> {
    if (!told.has(note.en)) onNote(note);
    told.add(note.en);
    await job.updateProgress({ note } satisfies JobReport);
    if (refusedBy.length >= REFUSALS) throw new UnrecoverableError(SEEN_OTHERWISE);
    await job.updateData({ ...job.data, refusedBy });
    await job.moveToDelayed(Date.now() + HANDED_ON, token);
    throw new DelayedError();
  }

  async function work(job: Job<JobData>, token: string | undefined): Promise<void> {
    const { run: id, name, refusedBy } = job.data;
    if (job.data.version !== version) {
      // One that nobody goes on with would be handed on for good.
      if ((await readRun(connection, id)) === null) return;
      return handOn(job, token, otherVersion(host, version, job.data.version), refusedBy);
    }
    const run = await runs.of(id);
    if (run !== null && 'unseen' in run) return handOn(job, token, noStore(host, run.unseen), [...refusedBy, host]);
    // Its run is over, or nobody went on with it.
    if (run === null) return;
    const task = await taskOf(job.data, run);
    // A merge whose values are gone because another worker has done it has left its result.
    if (task === NOT_THERE && !(await run.blobs.has(name))) throw new UnrecoverableError(NOT_THERE);
    if (task === null || task === NOT_THERE) return;
    const needsPlan = task.kind !== 'inspect' && task.kind !== 'reduce';
    const planned = needsPlan ? await run.planned() : null;
    if (needsPlan && planned === null) return;
    const others = await otherFiles(planned?.plan ?? null, task);
    if (others.length > 0) return handOn(job, token, otherFilesMessage(host, others), [...refusedBy, host]);
    const compute = () => withProgress(job, pool, planned?.packed ?? null, task);
    const result = await begun(job, () => (run.folder === null ? compute() : withFolder(connection, task, compute)));
    await run.blobs.put(name, result);
  }

  /** What was in hand when a worker ended may have ended it: it is begun again with nothing beside it, so that it takes nothing else along. */
  async function begun<T>(job: Job<JobData>, compute: () => Promise<T>): Promise<T> {
    const isSuspect = job.stalledCounter > 0;
    if (!isSuspect) return gate.pass(false, compute);
    return gate.pass(true, async () => {
      const { begunAlone } = job.data;
      if (begunAlone >= ALONE) throw new UnrecoverableError(ENDS_ITS_WORKER);
      await job.updateData({ ...job.data, begunAlone: begunAlone + 1 });
      try {
        return await compute();
      } finally {
        // Whatever came of it, this process is there. A job that is gone has nothing to note.
        await job.updateData({ ...job.data, begunAlone }).catch(() => undefined);
      }
    });
  }

  const worker = new Worker<JobData>(
    QUEUE,
    async (job, token) => {
      atWork.add(job);
      try {
        await work(job, token);
        done += 1;
      } catch (error) {
        // What this host has no room for is no failure of the piece.
        if (!isLeaving || !isRefusal(error)) throw error;
        await job.moveToWait(token);
        throw new WaitingError();
      } finally {
        atWork.delete(job);
        lastEnd = Date.now();
      }
    },
    {
      connection: redis,
      prefix,
      name: host,
      skipVersionCheck: true,
      // No more than there are threads: a piece that ends the process takes down what is in hand beside it.
      concurrency: threads,
      lockDuration: lease * 1000,
      stalledInterval: (lease * 1000) / 2,
      maxStalledCount: BEGINNINGS,
    },
  );
  // What breaks the connection is told by the connection; work whose lock went to another is that one's.
  worker.on('error', connection.tell);
  const id = `${host}-${randomBytes(4).toString('hex')}`;
  const sign = await worker
    .waitUntilReady()
    .then(() => announce(redis, prefix, { id, host, version, threads }))
    .catch(async (error: unknown) => {
      // Its loops would keep the process.
      await Promise.allSettled([worker.close(true), pool.close()]);
      throw error;
    });
  return {
    done: () => done,
    idle: () => (atWork.size > 0 ? 0 : Date.now() - lastEnd),
    async drain() {
      isLeaving = true;
      // What cannot be handed in is not worth the time.
      redis.once('end', () => void pool.close());
      connection.hurry();
      await sign.stop().catch(() => undefined);
      await worker.close();
      await pool.close();
    },
  };
}

/** Waits where it is the shared folder that refuses for now; what a scan throws else is its own. */
async function withFolder<T>({ ask }: Connection, { kind }: PoolTask, compute: () => Promise<T>): Promise<T> {
  const isOfFolder = (error: unknown): boolean =>
    kind === 'reduce' || kind === 'search' || (error instanceof Error && 'code' in error && error.code === NOT_STORED);
  const outcome = await ask(() =>
    compute().then(
      (value) => ({ value }),
      (error: unknown) => (isOfFolder(error) ? Promise.reject(error) : { error }),
    ),
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** The task of a piece, with the shared folder where this host sees it. */
async function taskOf(
  { split, count = 1, task }: JobData,
  { blobs, folder }: KnownRun,
): Promise<PoolTask | typeof NOT_THERE | null> {
  if (split !== null) return { kind: 'scan', split, count, folder, ranges: null };
  const given = task === null ? null : ((await blobs.get(task)) as PoolTask | MergeOrder | null);
  if (given?.kind === 'merge-values') return mergeOf(given, blobs);
  if (given === null || folder === null) return given;
  return given.kind === 'reduce' || given.kind === 'search' ? { ...given, folder } : given;
}

async function mergeOf({ names }: MergeOrder, blobs: Blobs): Promise<PoolTask | typeof NOT_THERE> {
  const values = await Promise.all(names.map((name) => blobs.get(name)));
  const runs = (values as (TaskResult | null)[]).flatMap((value) => (value?.kind === 'scanned' ? [value.result] : []));
  return runs.length === names.length ? { kind: 'merge', runs } : NOT_THERE;
}

async function withProgress(job: Job<JobData>, pool: TaskPool, packed: PackedPlan | null, task: PoolTask) {
  let [bytes, items] = [0, 0];
  let [told, toldAt] = [0, 0];
  const tell = (): void => {
    [told, toldAt] = [bytes, Date.now()];
    // Lost progress is no loss.
    job.updateProgress({ bytes, items } satisfies JobReport).catch(() => undefined);
  };
  const result = await pool.run(job.data.run, packed, task, (more) => {
    bytes += more.bytes;
    items += more.items;
    if (Date.now() - toldAt >= PROGRESS_EVERY) tell();
  });
  if (bytes > told) tell();
  return result;
}

/** What is loaded once it is there. */
function remembered<T>(load: () => Promise<T | null>): () => Promise<T | null> {
  let loaded: T | null = null;
  return async () => {
    loaded ??= await load();
    return loaded;
  };
}

/** The runs that were worked on last. */
function createRuns(load: (id: string) => Promise<KnownRun | UnseenStore | null>) {
  const known = new Map<string, ReturnType<typeof load>>();
  return {
    async of(id: string): ReturnType<typeof load> {
      const loading = known.get(id) ?? load(id);
      known.delete(id);
      known.set(id, loading);
      for (const [oldest] of [...known].slice(0, -KNOWN_RUNS)) known.delete(oldest);
      const run = await loading.catch((error: unknown) => {
        known.delete(id);
        throw error;
      });
      // A folder may be mounted meanwhile.
      if (run === null || 'unseen' in run) known.delete(id);
      return run;
    },
  };
}

const otherVersion = (host: string, own: string, other: string): Localized => ({
  ko: `${host}: 검사를 시작한 잣대(${other})와 이 워커(${own})가 다릅니다. 모든 호스트에 같은 버전을 설치하고 Node의 주 버전도 맞추십시오.`,
  en: `${host}: this run was started by jatdae ${other}, and this worker is ${own}. Install the same version on all hosts, on the same major version of Node.`,
});

const noStore = (host: string, store: string): Localized => ({
  ko: `${host}: 모든 호스트가 보아야 할 폴더(--store)가 여기에 없습니다: ${store}. 연결하거나, 워커에 --store로 여기서의 경로를 알려 주십시오.`,
  en: `${host}: the folder that all hosts must see (--store) is not here: ${store}. Mount it, or tell the worker its path here with --store.`,
});

function otherFilesMessage(host: string, paths: readonly string[]): Localized {
  const [first = ''] = paths;
  return {
    ko: `${host}: 파일이 여기서는 검사를 시작한 곳과 다르게 보이거나 보이지 않습니다(크기, 시각 또는 ETag): ${first}. 같은 저장소가 같은 경로에 연결되었는지 확인하십시오.`,
    en: `${host}: a file is not seen here as where the run was started (size, time or ETag), or not at all: ${first}. Check that the same storage is mounted at the same path.`,
  };
}
