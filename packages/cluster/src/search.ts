import { createParking, type Engine, searchHere, type TaskResult, unpark } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';

type Searching = Pick<Engine, 'width' | 'search'>;
type Work = Parameters<Engine['search']>[1][number];
type Found = Extract<TaskResult, { kind: 'found' }>['found'];

/** The search for near items: by the workers, in a folder that all see; without one what it looks up is in this host's memory. */
export function searchOn({ run: { folder }, fleet, results, asValue, ask }: Desk): Searching {
  if (folder === null) return { width: () => ({ threads: 1, beside: 1 }), search: searchHere };
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
  };
}
