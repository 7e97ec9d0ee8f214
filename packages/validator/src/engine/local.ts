import type { Plan } from '../plan/plan.js';
import { rangeOf } from '../scan/log-room.js';
import type { Engine, ScanProgress } from './engine.js';
import type { Lane } from './lanes.js';
import { type PackedPlan, packPlan } from './packed-plan.js';
import type { Result, Work } from './work.js';

/** How many results may wait for an earlier one, in multiples of the lanes: bounds what is held in memory. */
const AHEAD = 4;
/** Logs of a split that are given back: its sketches and both kinds of anchors. */
const SHARED_LOGS = 3;

/** Work on this machine, in this thread and in those that help it. They hand over state, never rows. */
export function createLocalEngine(lanes: readonly Lane[]): Engine {
  let told: Plan | null = null;
  /** shared memory of logs that was given back, while there are scans to come */
  let spare: SharedArrayBuffer[] | null = null;

  function tell(plan: Plan): void {
    let packed: PackedPlan | null = null;
    for (const lane of lanes) lane.take(plan, () => (packed ??= packPlan(plan)));
    told = plan;
  }

  function withRanges(work: Work): Work {
    return work.kind === 'scan' ? { ...work, ranges: spare?.splice(0, SHARED_LOGS) ?? null } : work;
  }

  async function* results(
    plan: Plan,
    work: readonly Work[],
    signal: AbortSignal,
    onProgress: (progress: ScanProgress) => void = () => {},
  ): AsyncGenerator<Result, void, void> {
    if (told !== plan) tell(plan);
    yield* inOrder(lanes, work, withRanges, signal, onProgress);
  }

  return {
    width: () => ({ threads: lanes.length, beside: lanes.length }),
    async *scan(plan, signal, onProgress, aside) {
      const left = plan.splits.filter(({ index }) => aside?.done.has(index) !== true);
      const work = left.map(({ index }): Work => ({ kind: 'scan', split: index, count: 1, folder: null, ranges: null }));
      spare = [];
      try {
        for await (const each of results(plan, work, signal, onProgress)) if (each.kind === 'scanned') yield each.result;
      } finally {
        spare = null;
      }
    },
    async *witness(plan, wanted, signal) {
      const work = wanted.map((rows): Work => ({ kind: 'witness', ...rows }));
      for await (const each of results(plan, work, signal)) if (each.kind === 'witnessed') yield each;
    },
    async *search(plan, parts, signal) {
      const work = parts.map((part): Work => ({ kind: 'search', part, folder: null }));
      for await (const each of results(plan, work, signal)) if (each.kind === 'found') yield each.found;
    },
    async *score(plan, experiments, keys, signal) {
      const work = experiments.map((each): Work => ({ kind: 'score', work: each, keys }));
      for await (const each of results(plan, work, signal)) if (each.kind === 'scored') yield each.result;
    },
    giveBack(log) {
      const range = rangeOf(log);
      if (range !== null) spare?.push(range);
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/** Gives each lane more when it is done with a piece, as `readied` makes it at that time, and yields the results in the order of the work. */
async function* inOrder(
  lanes: readonly Lane[],
  work: readonly Work[],
  readied: (work: Work) => Work,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
): AsyncGenerator<Result, void, void> {
  const done = new Map<number, Result>();
  const held = lanes.map(() => 0);
  let next = 0;
  let due = 0;
  const failures: unknown[] = [];
  let wake = (): void => {};

  function give(k: number): void {
    const place = next++;
    held[k] = (held[k] as number) + 1;
    void (lanes[k] as Lane)
      .run(readied(work[place] as Work), onProgress)
      .then(
        (result) => {
          done.set(place, result);
        },
        (error: unknown) => {
          failures.push(error);
        },
      )
      .finally(() => {
        held[k] = (held[k] as number) - 1;
        wake();
      });
  }

  const deepest = Math.max(...lanes.map(({ depth }) => depth));

  function assign(): void {
    for (let depth = 0; depth < deepest; depth++) {
      lanes.forEach((lane, k) => {
        // The last pieces wait for whoever is done first.
        const mayWait = depth === 0 || work.length - next > lanes.length;
        const isDue = next < work.length && next < due + AHEAD * lanes.length;
        if (held[k] === depth && depth < lane.depth && mayWait && isDue && failures.length === 0 && !signal.aborted) give(k);
      });
    }
  }

  const onAbort = (): void => {
    for (const lane of lanes) lane.stop();
    wake();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (due < work.length) {
      assign();
      const ready = done.get(due);
      if (ready !== undefined) {
        done.delete(due);
        due += 1;
        yield ready;
        continue;
      }
      if (signal.aborted) return;
      if (failures.length > 0) throw failures[0];
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
