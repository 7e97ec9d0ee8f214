import type { Worker } from 'node:worker_threads';
import { startThread } from './crew.js';
import type { ScanProgress } from './engine.js';
import { unpackFailure } from './failure.js';
import type { PackedPlan } from './packed-plan.js';
import type { Reply, Task } from './worker.js';

/** Looking into media and searching prints need no plan. */
export type PoolTask = Extract<Task, { kind: 'scan' | 'merge' | 'witness' | 'score' | 'inspect' | 'reduce' | 'search' }>;
export type TaskResult = Exclude<Reply, { kind: 'progress' | 'failed' }>;

/** Worker threads that do tasks of any plan, each one task at a time. One that dies takes its task with it and is replaced. */
export interface TaskPool {
  /**
   * @param key tells plans apart: a thread that has the plan already is not given it again
   * @param plan null: the task needs none
   * @throws what the task throws, or what ended the thread
   */
  run(key: string, plan: PackedPlan | null, task: PoolTask, onProgress: (progress: ScanProgress) => void): Promise<TaskResult>;
  /** Ends the threads and whatever they do. */
  close(): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  /** key of the plan that it has */
  plan: string | null;
}

/** Its threads start at once, so that they have loaded what they need before there is work. */
export function createTaskPool(size: number): TaskPool {
  const all = new Set<Thread>();
  const idle = Array.from({ length: size }, start);
  const waiting: ((thread: Thread) => void)[] = [];
  let closed = false;

  function start(): Thread {
    const thread: Thread = { worker: startThread(), plan: null };
    // Whoever runs a task listens, too; a thread that dies while nobody does is found missing.
    thread.worker.on('error', () => all.delete(thread));
    thread.worker.on('exit', () => all.delete(thread));
    all.add(thread);
    return thread;
  }

  function acquire(key: string): Promise<Thread> {
    const live = idle.filter((thread) => all.has(thread));
    const thread = live.find(({ plan }) => plan === key) ?? live[0] ?? (all.size < size ? start() : null);
    if (thread === null) return new Promise((resolve) => waiting.push(resolve));
    idle.splice(0, idle.length, ...live.filter((other) => other !== thread));
    return Promise.resolve(thread);
  }

  function release(thread: Thread): void {
    const next = waiting.shift();
    if (next === undefined) {
      if (all.has(thread)) idle.push(thread);
      return;
    }
    next(all.has(thread) ? thread : start());
  }

  return {
    async run(key, plan, task, onProgress) {
      if (closed) throw new RangeError('the pool is closed');
      const thread = await acquire(key);
      try {
        if (plan !== null && thread.plan !== key) {
          thread.worker.postMessage({ kind: 'plan', plan } satisfies Task);
          thread.plan = key;
        }
        return await answer(thread.worker, task, onProgress);
      } finally {
        release(thread);
      }
    },
    async close() {
      closed = true;
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}

function answer(worker: Worker, task: PoolTask, onProgress: (progress: ScanProgress) => void): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      end();
    };
    const onMessage = (reply: Reply): void => {
      if (reply.kind === 'progress') onProgress(reply);
      else if (reply.kind === 'failed') settle(() => reject(unpackFailure(reply)));
      else settle(() => resolve(reply));
    };
    const onError = (error: unknown): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`a worker thread ended with status ${code}`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(task);
  });
}
