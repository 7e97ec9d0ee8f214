import {
  createParking,
  createSearchEngine,
  type Engine,
  type Plan,
  searchHere,
  type TaskResult,
  unpark,
} from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';

type Searching = Pick<Engine, 'width' | 'search' | 'close'>;
type Work = Parameters<Engine['search']>[1][number];
type Found = Extract<TaskResult, { kind: 'found' }>['found'];

/**
 * The search for near items: by the workers, in a folder that all see; without one what it looks up is in this host's memory, and
 * so many of its threads search.
 */
export function searchOn({ run: { folder }, fleet, results, asValue, ask }: Desk, plan: Plan, threads: number): Searching {
  if (folder === null) return createSearchEngine(plan, threads);
  const parking = createParking(folder, 'array');
  return {
    width: () => ({ threads: Math.max(1, fleet.slots()), beside: fleet.beside() }),
    async *search(plan, work, signal) {
      const workAt = async (k: number) => asValue({ kind: 'search', folder, part: await ask(async () => parking.park(work[k])) });
      let due = 0;
      for await (const outcome of results(work.length, workAt, () => folder, signal)) {
        const part = work[due++] as Work;
        const found = resultIn(outcome, 'found')?.found;
        // What no worker could do is done here.
        if (found === undefined) yield* searchHere(plan, [part], signal);
        else yield unpark(found, folder) as Found;
      }
    },
    close: async () => {},
  };
}
