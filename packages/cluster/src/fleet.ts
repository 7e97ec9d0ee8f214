import type { Localized } from '@jatdae/schema';
import { Queue, QueueEvents } from 'bullmq';
import type { Connection } from './connection.js';
import { liveHosts } from './hosts.js';
import { type JobData, type JobReport, jobId, nameInRun, QUEUE, TRIES } from './job.js';
import { notesFor } from './notes.js';
import type { Run } from './run.js';

/** A piece of work and the name of its result. */
export interface Work extends Pick<JobData, 'name' | 'split' | 'count' | 'task'> {
  /** Workers take it before what waits already. */
  readonly isUrgent?: boolean;
  /** Puts its task where workers find it once more. */
  readonly restore?: () => Promise<void>;
}

/** The workers as the one who started a run sees them. */
export interface Fleet {
  /** how many pieces may be under way or wait for those before them */
  ahead(): number;
  /** pieces that all workers do at once */
  slots(): number;
  /** of those, how many one host does at the most */
  beside(): number;
  /** Hands pieces to whoever is free. One that is there already stays as it is. */
  offer(work: readonly Work[]): Promise<void>;
  /** Where a piece is: with a worker or on its way, given up (why), or nowhere. */
  whereIs(name: string): Promise<{ readonly state: 'open' | 'nowhere' } | { readonly state: 'lost'; readonly reason: string }>;
  /** Takes back what no worker has begun, and forgets what was given up. */
  withdraw(names: readonly string[]): Promise<void>;
  /** Is fulfilled when something ended, or after so many milliseconds. */
  change(milliseconds: number): Promise<void>;
  wake(): void;
  /** Whether it was told that the piece ended; an end that nobody told of is found by looking. */
  hasEnded(name: string): boolean;
  forget(name: string): void;
  close(): Promise<void>;
}

export interface FleetListener {
  /** what workers of this run must be, too */
  readonly version: string;
  readonly onNote: (note: Localized) => void;
  /** all of a piece so far; it may begin again */
  readonly onProgress: (name: string, bytes: number, items: number) => void;
}

/** Pieces ahead for every slot: enough that no worker waits for the merge, and few enough that results do not pile up. */
const AHEAD = 4;
const LEAST_AHEAD = 8;
/** Milliseconds between two looks at who is there. */
const LOOK = 3000;
/** Looks without a worker after which the user is told, for a fleet may start after the run. */
const PATIENCE = 2;

export async function openFleet({ redis, prefix, ask }: Connection, run: Run, settings: FleetListener): Promise<Fleet> {
  const { version } = settings;
  const options = { connection: redis, prefix, skipVersionCheck: true };
  const queue = new Queue<JobData>(QUEUE, options);
  const events = new QueueEvents(QUEUE, options);
  // What breaks a connection is told by the connection itself.
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  const ended = new Set<string>();
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const stop of [...waiting]) stop();
  };

  const onEnd = ({ jobId: id }: { jobId: string }): void => {
    const name = nameInRun(run.id, id);
    if (name === null) return;
    ended.add(name);
    wake();
  };
  events.on('completed', onEnd);
  events.on('failed', onEnd);
  events.on('progress', ({ jobId: id, data }) => {
    const name = nameInRun(run.id, id);
    const report = data as JobReport;
    if (name === null) return;
    if ('note' in report) notes.fromWorker(report.note);
    else settings.onProgress(name, report.bytes, report.items);
  });

  const notes = notesFor(settings.onNote, version);
  let slots = 0;
  let beside = 1;
  let emptyLooks = 0;
  async function look(): Promise<void> {
    await run.sign();
    const hosts = await liveHosts(redis, prefix);
    const own = hosts.filter((host) => host.version === version);
    slots = own.reduce((sum, { threads }) => sum + threads, 0);
    beside = own.reduce((most, { threads }) => Math.max(most, threads), 1);
    emptyLooks = own.length === 0 ? emptyLooks + 1 : 0;
    if (emptyLooks === PATIENCE) notes.nobody(hosts);
  }
  const close = async (): Promise<void> => void (await Promise.allSettled([events.close(), queue.close()]));
  await events
    .waitUntilReady()
    .then(() => ask(look))
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  // A server that is away for a while is looked at again when it is back.
  const timer = setInterval(() => look().catch(() => undefined), LOOK);

  return {
    ahead: () => Math.max(LEAST_AHEAD, AHEAD * slots),
    slots: () => slots,
    beside: () => beside,
    async offer(work) {
      const jobs = work.map(({ name, split, count = 1, task, isUrgent = false }) => ({
        name: split === null ? 'task' : 'scan',
        data: { name, split, count, task, run: run.id, version, refusedBy: [], begunAlone: 0 },
        opts: {
          jobId: jobId(run.id, name),
          lifo: isUrgent,
          attempts: TRIES,
          backoff: { type: 'fixed', delay: 500 },
          removeOnComplete: true,
          removeOnFail: { age: LOST_SECONDS },
        },
      }));
      await ask(() => queue.addBulk(jobs));
    },
    async whereIs(name) {
      const id = jobId(run.id, name);
      const state = await ask(() => queue.getJobState(id));
      if (state === 'failed') return { state: 'lost', reason: (await ask(() => queue.getJob(id)))?.failedReason ?? '' };
      if (state !== 'unknown') return { state: 'open' };
      // One that is known but in no list that a worker looks at would not be taken for a new one.
      await ask(() => queue.remove(id));
      return { state: 'nowhere' };
    },
    async withdraw(names) {
      // One that a worker is at stays locked: it ends by itself.
      await Promise.all(names.map((name) => queue.remove(jobId(run.id, name)).catch(() => 0)));
    },
    wake,
    hasEnded: (name) => ended.has(name),
    forget: (name) => void ended.delete(name),
    async change(milliseconds) {
      await new Promise<void>((resolve) => {
        const stop = (): void => {
          clearTimeout(clock);
          waiting.delete(stop);
          resolve();
        };
        const clock = setTimeout(stop, milliseconds);
        waiting.add(stop);
      });
    },
    async close() {
      clearInterval(timer);
      await close();
    },
  };
}

/** Seconds that BullMQ keeps a piece that was given up. */
const LOST_SECONDS = 24 * 3600;
