import type { Engine, Plan } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';
import type { Work } from './fleet.js';
import { placeOf, scanOn } from './scan.js';
import { searchOn } from './search.js';
import { shuffleOn } from './shuffle.js';

/**
 * An engine whose work is done by the workers of a fleet. It holds one result at a time, however many splits there are.
 * @param threads so many of this process do what no worker can
 */
export function createFleetEngine(desk: Desk, plan: Plan, threads: number, close: () => Promise<void>): Engine {
  const searching = searchOn(desk, plan, threads);
  return {
    ...searching,
    async *scan(_, signal, onProgress, aside) {
      desk.progress.listen(onProgress);
      desk.room.lend([]);
      try {
        yield* scanOn(desk, plan, signal, aside);
      } finally {
        desk.room.letGo();
      }
    },
    giveBack: desk.room.giveBack,
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
    async close() {
      await searching.close();
      await close();
    },
  };
}
