import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Localized } from '@jatdae/schema';
import {
  createTaskPool,
  otherFiles,
  type PackedPlan,
  type Plan,
  type PoolTask,
  type TaskPool,
  unpackPlan,
  VERSION,
} from '@jatdae/validator';
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Blobs } from './blobs.js';
import type { Connection } from './connection.js';
import { announce } from './hosts.js';
import { type JobData, type JobReport, QUEUE, REFUSALS, SEEN_OTHERWISE, TRIES } from './job.js';
import { blobsOfRun, readPlan, readRun } from './run.js';

export interface WorkerSettings {
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
  /** Takes no more work and waits for what is under way. */
  drain(): Promise<void>;
  /** milliseconds since the last piece ended; 0 while there is one */
  idle(): number;
  readonly done: () => number;
}

/** A run as this worker knows it. */
interface KnownRun {
  readonly blobs: Blobs;
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
/** Runs whose plans are kept: one that goes on beside another does not have it read anew for every piece. */
const KNOWN_RUNS = 2;

/** Takes pieces of any run from the queue of a fleet, until it is drained. */
export async function startWorker({ redis, prefix }: Connection, settings: WorkerSettings): Promise<RunningWorker> {
  const { threads, lease, host = hostname(), onNote } = settings;
  const pool = createTaskPool(threads);
  const runs = createRuns(async (id) => {
    const record = await readRun(redis, prefix, id);
    if (record === null) return null;
    const store = record.store === null ? null : (settings.store ?? record.store);
    const blobs = blobsOfRun(redis, prefix, id, store);
    if (store !== null && !(await blobs.isReachable())) return { unseen: store };
    const planned = remembered(async () => {
      const packed = await readPlan(blobs);
      return packed === null ? null : { packed, plan: unpackPlan(packed) };
    });
    return { blobs, planned };
  });
  const told = new Set<string>();
  let running = 0;
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
    const { run: id, name, version, refusedBy } = job.data;
    if (version !== VERSION) return handOn(job, token, otherVersion(host, version), refusedBy);
    const run = await runs.of(id);
    if (run !== null && 'unseen' in run) return handOn(job, token, noStore(host, run.unseen), [...refusedBy, host]);
    // Its run is over, or nobody went on with it.
    if (run === null) return;
    const task = await taskOf(job.data, run.blobs);
    if (task === null) return;
    const planned = task.kind === 'inspect' ? null : await run.planned();
    if (task.kind !== 'inspect' && planned === null) return;
    const others = await otherFiles(planned?.plan ?? null, task);
    if (others.length > 0) return handOn(job, token, otherFilesMessage(host, others), [...refusedBy, host]);
    const result = await withProgress(job, pool, planned?.packed ?? null, task);
    await run.blobs.put(name, result);
  }

  const worker = new Worker<JobData>(
    QUEUE,
    async (job, token) => {
      running += 1;
      try {
        await work(job, token);
        done += 1;
      } finally {
        running -= 1;
        lastEnd = Date.now();
      }
    },
    {
      connection: redis,
      prefix,
      name: host,
      // No more than there are threads: a piece that ends the process takes down what is in hand beside it.
      concurrency: threads,
      lockDuration: lease * 1000,
      stalledInterval: (lease * 1000) / 2,
      maxStalledCount: TRIES - 1,
    },
  );
  // What breaks the connection is told by the connection; work whose lock went to another is that one's.
  worker.on('error', () => undefined);
  await worker.waitUntilReady();
  const sign = await announce(redis, prefix, {
    id: `${host}-${randomBytes(4).toString('hex')}`,
    host,
    version: VERSION,
    threads,
  });
  return {
    done: () => done,
    idle: () => (running > 0 ? 0 : Date.now() - lastEnd),
    async drain() {
      await sign.stop();
      await worker.close();
      await pool.close();
    },
  };
}

async function taskOf({ split, task }: JobData, blobs: Blobs): Promise<PoolTask | null> {
  if (split !== null) return { kind: 'scan', split };
  return task === null ? null : ((await blobs.get(task)) as PoolTask | null);
}

async function withProgress(job: Job<JobData>, pool: TaskPool, packed: PackedPlan | null, task: PoolTask) {
  let bytes = 0;
  let items = 0;
  return pool.run(job.data.run, packed, task, (more) => {
    bytes += more.bytes;
    items += more.items;
    // Lost progress is no loss.
    job.updateProgress({ bytes, items } satisfies JobReport).catch(() => undefined);
  });
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

const otherVersion = (host: string, version: string): Localized => ({
  ko: `${host}: 이 검사는 잣대 ${version}으로 시작되었고 이 워커는 ${VERSION}입니다. 모든 호스트에 같은 버전을 설치하십시오.`,
  en: `${host}: this run was started by jatdae ${version}, and this worker is ${VERSION}. Install the same version on all hosts.`,
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
