import { createHash } from 'node:crypto';
import { type Localized, particleAfter } from '@jatdae/schema';
import {
  type Engine,
  type EngineMaker,
  lostSplit,
  type Plan,
  type PlannedTask,
  type ScanProgress,
  searchHere,
  type TaskResult,
} from '@jatdae/validator';
import type { Connection } from './connection.js';
import { seal } from './envelope.js';
import { openFleet, type Work } from './fleet.js';
import { inOrder, type Outcome } from './in-order.js';
import { SEEN_OTHERWISE } from './job.js';
import { openRun } from './run.js';

export interface FleetSettings {
  /** a folder that all hosts see takes large results; null: all go through Redis */
  readonly store: string | null;
  readonly onNote: (note: Localized) => void;
}

/** An engine whose work is done by the workers of a fleet. It holds one result at a time, however many splits there are. */
export function clusterEngine(connection: Connection, { store, onNote }: FleetSettings): EngineMaker {
  return async (plan) => {
    const run = await openRun(connection, plan, store);
    const progress = createProgress();
    const fleet = await openFleet(connection, run, { onNote, onProgress: progress.add });
    let isOpen = true;

    async function* results(
      count: number,
      workAt: (k: number) => Promise<Work>,
      signal: AbortSignal,
    ): AsyncGenerator<Outcome, void, void> {
      for await (const outcome of inOrder(count, workAt, fleet, run, signal)) {
        if ('lost' in outcome) onNote(lostMessage(plan, outcome));
        yield outcome;
        progress.forget(outcome.name);
      }
    }

    /** The task as a value of the run, named by what it is, so that a run that goes on never takes the result of another. */
    async function asValue(task: PlannedTask): Promise<Work> {
      const print = createHash('sha256').update(seal(task)).digest('hex').slice(0, 24);
      await run.blobs.put(`task-${print}`, task);
      return { name: `${task.kind}-${print}`, split: null, task: `task-${print}` };
    }

    const engine: Engine = {
      // What a search looks up is in the memory and on the disk of this host.
      threads: 1,
      search: searchHere,
      async *scan(_, signal, onProgress, done) {
        progress.listen(onProgress);
        const left = plan.splits.filter(({ index }) => done?.has(index) !== true);
        const workAt = async (k: number): Promise<Work> => {
          const { index } = left[k] as (typeof left)[number];
          return { name: nameOfSplit(index), split: index, task: null };
        };
        let due = 0;
        for await (const outcome of results(left.length, workAt, signal)) {
          const split = left[due++];
          if (split === undefined) return;
          const result = resultIn(outcome, 'scanned')?.result;
          yield result === undefined ? lostSplit(plan, split, reasonOf(outcome)) : detached(result);
        }
      },
      async *witness(_, wanted, signal) {
        let due = 0;
        const workAt = (k: number): Promise<Work> => asValue({ kind: 'witness', ...(wanted[k] as (typeof wanted)[number]) });
        for await (const outcome of results(wanted.length, workAt, signal)) {
          const split = wanted[due++]?.split ?? 0;
          yield { split, witnesses: resultIn(outcome, 'witnessed')?.witnesses ?? [] };
        }
      },
      async *score(_, work, keys, signal) {
        const workAt = (k: number): Promise<Work> => asValue({ kind: 'score', work: work[k] as (typeof work)[number], keys });
        let areAllScored = true;
        for await (const outcome of results(work.length, workAt, signal)) {
          const result = resultIn(outcome, 'scored')?.result;
          // An experiment that nobody could score leaves those after it unjudged, and so all of them.
          areAllScored &&= result !== undefined;
          if (areAllScored && result !== undefined) yield result;
        }
      },
      async close() {
        if (!isOpen) return;
        isOpen = false;
        await fleet.close();
        await run.remove();
      },
    };
    return { engine, jobs: Math.max(1, fleet.slots()) };
  };
}

const nameOfSplit = (index: number): string => `split-${index}`;

function resultIn<Kind extends TaskResult['kind']>(outcome: Outcome, kind: Kind): Extract<TaskResult, { kind: Kind }> | null {
  if ('lost' in outcome) return null;
  const result = outcome.value as TaskResult;
  return result.kind === kind ? (result as Extract<TaskResult, { kind: Kind }>) : null;
}

const reasonOf = (outcome: Outcome): string =>
  'lost' in outcome && outcome.lost === SEEN_OTHERWISE ? SEEN_OTHERWISE : 'given-up';

type Scanned = Extract<TaskResult, { kind: 'scanned' }>['result'];

/** Arrays that were read are views of all the bytes that came; whoever keeps one must not keep the rest. */
function detached(result: Scanned): Scanned {
  const { ids, items, near, passages, keys } = result;
  return {
    ...result,
    ids: ids.slice(),
    items: items.slice(),
    near: {
      sketches: near.sketches.slice(),
      lengths: near.lengths.slice(),
      wide: near.wide.slice(),
      narrow: near.narrow.slice(),
    },
    passages: passages.slice(),
    keys: keys.slice(),
  };
}

/** Progress over all hosts. A piece that is begun again tells of the same bytes once more, which count once. */
function createProgress() {
  const known = new Map<string, ScanProgress>();
  let onProgress: (progress: ScanProgress) => void = () => undefined;
  return {
    listen(listener: (progress: ScanProgress) => void): void {
      onProgress = listener;
    },
    add(name: string, bytes: number, items: number): void {
      const before = known.get(name) ?? { bytes: 0, items: 0 };
      if (bytes <= before.bytes) return;
      known.set(name, { bytes, items });
      onProgress({ bytes: bytes - before.bytes, items: items - before.items });
    },
    forget: (name: string): void => void known.delete(name),
  };
}

function lostMessage(plan: Plan, { name, lost }: Extract<Outcome, { lost: string }>) {
  const split = name.startsWith('split-') ? plan.splits[Number(name.slice('split-'.length))] : undefined;
  const file = split === undefined ? undefined : plan.files[plan.resources[split.resource]?.files[split.from] ?? -1];
  const place = file === undefined ? name : `${file.path} (byte ${split?.start}–${split?.end})`;
  return {
    ko: `${place}${particleAfter(place, '을/를')} 검사하는 작업이 거듭 실패하여 건너뜁니다: ${lost}`,
    en: `Work on ${place} failed again and again and is left out: ${lost}`,
  };
}
