import { type Engine, reducePrints, storeLogs } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';
import { keptBeside } from './kept-logs.js';

/** Of the memory that a host may take, the part that searching prints may. */
const SHARE = 1 / 4;
/** Bytes that one search may take in any case. */
const LEAST = 8 << 20;

/** Scans leave prints in the run's folder, and the workers search them there. */
export function shuffleOn(desk: Desk, folder: string): NonNullable<Engine['shuffle']> {
  const { fleet } = desk;
  return {
    folder,
    kept: keptBeside(folder, desk.ask),
    store: (plan, run) => desk.ask(async () => storeLogs(folder, plan, run)),
    room: (memory) => ({ threads: Math.max(1, fleet.slots()), memory: Math.max(LEAST, (memory * SHARE) / fleet.beside()) }),
    async *reduce(work, signal) {
      const workAt = (k: number) => desk.asValue({ kind: 'reduce', folder, work: workOf(k) });
      const workOf = (k: number) => work[k] as (typeof work)[number];
      // What no worker could search is searched here, which tells of it where it cannot be either.
      let due = 0;
      for await (const outcome of desk.results(work.length, workAt, () => folder, signal)) {
        const searched = resultIn(outcome, 'reduced')?.result;
        yield searched ?? reducePrints(folder, workOf(due));
        due += 1;
      }
    },
  };
}
