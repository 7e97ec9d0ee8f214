import { createHash } from 'node:crypto';
import type { Localized } from '@jatdae/schema';
import { createLogRoom, type LogRoom, type PoolTask, type TaskResult } from '@jatdae/validator';
import type { Connection } from './connection.js';
import { seal } from './envelope.js';
import { type Fleet, openFleet, type Work } from './fleet.js';
import { inOrder, type Outcome } from './in-order.js';
import { ENDS_ITS_WORKER, type MergeOrder, SEEN_OTHERWISE } from './job.js';
import { createProgress, type FleetProgress } from './progress.js';
import { openRun, type Run } from './run.js';
import { type ScanShape, shapeFor } from './scan-shape.js';

export interface FleetSettings {
  /** a folder that all hosts see takes large results; null: all go through Redis */
  readonly store: string | null;
  /** of this jatdae, with whatever else must be the same on all hosts: other workers are refused */
  readonly version: string;
  readonly onNote: (note: Localized) => void;
  /** of the scan, where it is not to be the usual one */
  readonly shape?: Partial<ScanShape>;
}

/** A run and the fleet that works on it, by the one who started it. */
export interface Desk extends Pick<Connection, 'ask'> {
  readonly run: Run;
  readonly fleet: Fleet;
  readonly progress: FleetProgress;
  readonly shape: ScanShape;
  /** for logs that come with results, until they are put aside */
  readonly room: LogRoom;
  /**
   * What becomes of so many pieces, in their order; `describe` tells what a piece is that was given up, null where nobody need know. Results that stay are not
   * brought but left where they are: `value` is null.
   */
  results(
    count: number,
    workAt: (k: number) => Promise<Work>,
    describe: (k: number, reason: string) => string | null,
    signal: AbortSignal,
    results?: 'stays',
  ): AsyncGenerator<Outcome, void, void>;
  /** A task as a value of the run, named by what it is, so that no piece ever takes the result of another. */
  asValue(task: PoolTask | MergeOrder): Promise<Work>;
  close(): Promise<void>;
}

export async function openDesk(connection: Connection, { store, version, onNote, shape }: FleetSettings): Promise<Desk> {
  const run = await openRun(connection, store);
  const progress = createProgress();
  const fleet = await openFleet(connection, run, { version, onNote, onProgress: progress.add }).catch(async (error: unknown) => {
    await run.remove();
    throw error;
  });
  return {
    ask: connection.ask,
    run,
    fleet,
    progress,
    room: createLogRoom(),
    shape: { ...shapeFor(run.folder), ...shape },
    async *results(count, workAt, describe, signal, results) {
      let k = 0;
      for await (const outcome of inOrder(count, workAt, fleet, run, signal, results)) {
        const what = 'lost' in outcome ? describe(k, outcome.lost) : null;
        if ('lost' in outcome && what !== null) onNote(lostMessage(what, reasonOf(outcome.lost)));
        k += 1;
        yield outcome;
        progress.forget(outcome.name);
      }
    },
    async asValue(task) {
      const print = createHash('sha256').update(seal(task)).digest('hex').slice(0, 24);
      const restore = (): Promise<void> => run.blobs.put(`task-${print}`, task);
      await restore();
      return { name: `${task.kind}-${print}`, split: null, task: `task-${print}`, restore };
    },
    async close() {
      connection.hurry();
      await fleet.close();
      await run.remove();
    },
  };
}

/** What a piece came to; null where it was given up. */
export function resultIn<Kind extends TaskResult['kind']>(
  outcome: Outcome,
  kind: Kind,
): Extract<TaskResult, { kind: Kind }> | null {
  if ('lost' in outcome) return null;
  const result = outcome.value as TaskResult;
  return result.kind === kind ? (result as Extract<TaskResult, { kind: Kind }>) : null;
}

const lostMessage = (what: string, reason: Localized): Localized => ({
  ko: `거듭 실패한 작업을 그만둡니다. 대상: ${what}. 이유: ${reason.ko}`,
  en: `Work that failed again and again is given up: ${what}. Reason: ${reason.en}`,
});

const REASONS: Readonly<Record<string, Localized>> = {
  [SEEN_OTHERWISE]: { ko: '호스트마다 파일이 다르게 보입니다', en: 'hosts see other files' },
  [ENDS_ITS_WORKER]: {
    ko: '이것을 맡은 워커 프로세스가 매번 죽었습니다(혼자 맡았을 때에도). 메모리가 모자라지 않은지 확인하십시오',
    en: 'the worker process ended each time, also with nothing beside it; check that its memory is enough',
  },
};

const reasonOf = (reason: string): Localized => REASONS[reason] ?? { ko: reason, en: reason };
