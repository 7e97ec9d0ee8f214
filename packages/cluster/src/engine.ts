import { type Engine, lostSplit, type Plan, searchHere, type TaskResult } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';
import type { Work } from './fleet.js';
import type { Outcome } from './in-order.js';
import { SEEN_OTHERWISE } from './job.js';

/** An engine whose work is done by the workers of a fleet. It holds one result at a time, however many splits there are. */
export function createFleetEngine(desk: Desk, plan: Plan, close: () => Promise<void>): Engine {
  return {
    // What a search looks up is in the memory and on the disk of this host.
    threads: 1,
    search: searchHere,
    async *scan(_, signal, onProgress, done) {
      desk.progress.listen(onProgress);
      const left = plan.splits.filter(({ index }) => done?.has(index) !== true);
      const workAt = async (k: number): Promise<Work> => {
        const { index } = left[k] as (typeof left)[number];
        return { name: nameOfSplit(index), split: index, task: null };
      };
      let due = 0;
      for await (const outcome of desk.results(left.length, workAt, (k) => placeOf(plan, left[k]), signal)) {
        const split = left[due++];
        if (split === undefined) return;
        const result = resultIn(outcome, 'scanned')?.result;
        yield result === undefined ? lostSplit(plan, split, reasonOf(outcome)) : detached(result);
      }
    },
    async *witness(_, wanted, signal) {
      let due = 0;
      const workAt = (k: number): Promise<Work> => desk.asValue({ kind: 'witness', ...(wanted[k] as (typeof wanted)[number]) });
      for await (const outcome of desk.results(
        wanted.length,
        workAt,
        (k) => placeOf(plan, plan.splits[wanted[k]?.split ?? -1]),
        signal,
      )) {
        const split = wanted[due++]?.split ?? 0;
        yield { split, witnesses: resultIn(outcome, 'witnessed')?.witnesses ?? [] };
      }
    },
    async *score(_, work, keys, signal) {
      const workAt = (k: number): Promise<Work> => desk.asValue({ kind: 'score', work: work[k] as (typeof work)[number], keys });
      let areAllScored = true;
      for await (const outcome of desk.results(work.length, workAt, (k) => `experiments[${work[k]?.index}]`, signal)) {
        const result = resultIn(outcome, 'scored')?.result;
        // An experiment that nobody could score leaves those after it unjudged, and so all of them.
        areAllScored &&= result !== undefined;
        if (areAllScored && result !== undefined) yield result;
      }
    },
    close,
  };
}

const nameOfSplit = (index: number): string => `split-${index}`;

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

/** Where a split is, for people. */
function placeOf(plan: Plan, split: Plan['splits'][number] | undefined): string {
  if (split === undefined) return '';
  const path = plan.files[plan.resources[split.resource]?.files[split.from] ?? -1]?.path ?? '';
  return split.to > split.from + 1 ? `${path} … (${split.to - split.from})` : `${path} (${split.start}–${split.end})`;
}
