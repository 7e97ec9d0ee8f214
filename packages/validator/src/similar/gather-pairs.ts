import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan/plan.js';
import type { PairRuns } from './candidate-log.js';
import type { Room } from './containment.js';
import type { SearchWork } from './search.js';
import type { SimilarSettings } from './settings.js';

/** A search for near items, as far as all its parts go. */
export interface Search {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly settings: SimilarSettings;
  readonly signal: AbortSignal;
  readonly room: Room;
  /** where parts put aside what they find; it is removed when the search ends */
  readonly folder: string;
  /** by sketch, 1 where it was not compared with all that it might be near, for these were too many */
  readonly cut: Uint8Array;
}

/** Parts for each thread: those that were lucky take what others have left. */
export const PARTS_OF_THREAD = 3;

/** What a part of a search may use. */
export interface PartRoom {
  readonly memory: number;
  readonly folder: string;
}

/**
 * Has parts of a search done, so many as are useful, and puts together what they find.
 * @returns null where it was interrupted
 */
export async function gatherPairs(
  { plan, engine, signal, room, folder, cut }: Search,
  divide: (parts: number, room: PartRoom) => readonly SearchWork[],
): Promise<PairRuns[] | null> {
  const { threads, beside } = engine.width();
  const work = divide(threads * PARTS_OF_THREAD, { memory: (room.memory * 3) / 4 / beside, folder });
  const logs: PairRuns[] = [];
  for await (const found of engine.search(plan, work, signal)) {
    if (found.kind !== 'pairs') continue;
    logs.push(found.pairs);
    if (!found.cut.includes(1)) continue;
    for (let sketch = 0; sketch < cut.length; sketch++) if (found.cut[sketch] === 1) cut[sketch] = 1;
  }
  return logs.length === work.length ? logs : null;
}
