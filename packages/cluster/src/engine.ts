import { type Engine, lostSplit, type Plan, type TaskResult } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';
import type { Work } from './fleet.js';
import type { Outcome } from './in-order.js';
import { SEEN_OTHERWISE } from './job.js';
import { runsOf, type SplitRun } from './runs.js';
import { searchOn } from './search.js';
import { shuffleOn } from './shuffle.js';

/** An engine whose work is done by the workers of a fleet. It holds one result at a time, however many splits there are. */
export function createFleetEngine(desk: Desk, plan: Plan, close: () => Promise<void>): Engine {
  return {
    ...searchOn(desk),
    async *scan(_, signal, onProgress, done) {
      desk.progress.listen(onProgress);
      const left = plan.splits.flatMap(({ index }) => (done?.has(index) === true ? [] : [index]));
      yield* scanRuns(
        desk,
        plan,
        runsOf(plan, left, desk.fleet.slots(), desk.run.folder === null ? RUN_BYTES_IN_REDIS : RUN_BYTES),
        signal,
      );
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
    ...(desk.run.folder === null ? {} : { shuffle: shuffleOn(desk, desk.run.folder) }),
    close,
  };
}

/**
 * Bytes that a worker scans as one piece: little comes back of it where the logs of the items stay in a folder that all see; else all of it waits in Redis until what
 * is before it is merged.
 */
const RUN_BYTES = 128 << 20;
const RUN_BYTES_IN_REDIS = 16 << 20;

async function* scanRuns(
  desk: Desk,
  plan: Plan,
  runs: readonly SplitRun[],
  signal: AbortSignal,
): AsyncGenerator<Scanned, void, void> {
  const runAt = (k: number): SplitRun => runs[k] as SplitRun;
  // What becomes of the splits of a run that was given up is told of them.
  const describe = (k: number): string | null => (runAt(k).count > 1 ? null : placeOf(plan, plan.splits[runAt(k).first]));
  let due = 0;
  for await (const outcome of desk.results(runs.length, async (k) => workOf(runAt(k)), describe, signal)) {
    const { first, count } = runAt(due++);
    const result = resultIn(outcome, 'scanned')?.result;
    if (result !== undefined) yield detached(result);
    else if (count > 1)
      yield* scanRuns(
        desk,
        plan,
        Array.from({ length: count }, (_, k) => ({ first: first + k, count: 1 })),
        signal,
      );
    else yield lostSplit(plan, plan.splits[first] as Split, reasonOf(outcome));
  }
}

const workOf = ({ first, count }: SplitRun): Work => ({
  name: count === 1 ? `split-${first}` : `splits-${first}-${count}`,
  split: first,
  count,
  task: null,
});

type Split = Plan['splits'][number];

const reasonOf = (outcome: Outcome): string =>
  'lost' in outcome && outcome.lost === SEEN_OTHERWISE ? SEEN_OTHERWISE : 'given-up';

type Scanned = Extract<TaskResult, { kind: 'scanned' }>['result'];

/** Arrays that were read are views of all the bytes that came; whoever keeps one must not keep the rest. */
function detached(result: Scanned): Scanned {
  const splits = result.splits.map(({ logs: { ids, items, near, passages, keys }, ...scanned }) => ({
    ...scanned,
    logs: {
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
    },
  }));
  return { ...result, splits };
}

/** Where a split is, for people. */
function placeOf(plan: Plan, split: Split | undefined): string {
  if (split === undefined) return '';
  const path = plan.files[plan.resources[split.resource]?.files[split.from] ?? -1]?.path ?? '';
  return split.to > split.from + 1 ? `${path} … (${split.to - split.from})` : `${path} (${split.start}–${split.end})`;
}
