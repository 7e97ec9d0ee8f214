import { COUNTED_BYTES, reachOf } from '@jatdae/kernel';
import type { AnchorData } from './anchor-store.js';
import type { PairRuns } from './candidate-log.js';
import { type Choosing, type Chosen, chooseSought } from './contained-choice.js';
import { addCounted, type Counted, type CountWork } from './contained-count.js';
import type { SeekWork } from './contained-seek.js';
import { PARTS, type Tier, wideFrom } from './containment.js';
import { gatherPairs, PARTS_OF_THREAD, type Search } from './gather-pairs.js';
import { ranges } from './ranges.js';
import type { SketchData } from './sketch-store.js';
import { dealing } from './stored-anchors.js';
import type { StoredNear } from './stored-near.js';

/** All that the search for items inside longer ones looks at. */
export interface Containment {
  readonly sketches: SketchData;
  anchors(tier: Tier): AnchorData;
  /** by sketch, in shared memory; 0 where it takes no part */
  readonly lengths: Uint16Array;
}

/** Bytes of what is looked for that may be in this host's memory where others are to see it. */
const SHARED_BYTES = 4 << 20;
/** Parts that are counted at the same time, at the most: each tells of all items. */
const MOST_COUNTING = 8;
const LONGEST = 0xffff;
const LEAST_BLOCK = 1 << 12;

/**
 * Finds items that may stand in longer ones. Whoever contains an item has its anchors too, but for those that an edit took away; so it is
 * looked for among those that have the rarest anchor of its first or its second half (as prefix filters do: Chaudhuri, Ganti, Kaushik 2006) and, by a Bloom
 * filter, its narrow ones. Anchors are held by partition, so that each table of them stays in the processor's nearest memory.
 * @returns null where it was interrupted
 */
export async function findContained(
  search: Search,
  { sketches, anchors: anchorsOf, lengths }: Containment,
): Promise<PairRuns[] | null> {
  const { least } = search.settings;
  const logs: PairRuns[] = [];
  const all = countLengths(lengths);
  for (const tier of ['narrow', 'wide'] as const) {
    const sought = { from: least, to: tier === 'wide' ? LONGEST + 1 : wideFrom(least) };
    const counts = all.slice().fill(0, 0, tier === 'wide' ? wideFrom(least) : least);
    const shortest = counts.findIndex((count) => count > 0);
    const longest = counts.findLastIndex((count) => count > 0);
    if (shortest < 0 || shortest >= sought.to || reachOf(longest) < shortest) continue;
    const anchors = anchorsOf(tier);
    if (tier === 'narrow' && anchors.stored !== null && !(await deal(search, anchors.stored))) return null;
    const chosen = await choose(search, anchors, { lengths, counts, sought });
    if (chosen === null) return null;
    try {
      const found = await seek(search, chosen, { sketches, anchors, lengths });
      if (found === null) return null;
      logs.push(...found);
    } finally {
      chosen.entries.close();
    }
  }
  return logs;
}

function countLengths(lengths: Uint16Array): Uint32Array {
  const counts = new Uint32Array(LONGEST + 1);
  for (let k = 0; k < lengths.length; k++) counts[lengths[k] as number] = (counts[lengths[k] as number] as number) + 1;
  return counts;
}

/** Anchors in a folder that all hosts see are dealt where they lie. @returns false where it was interrupted */
async function deal({ plan, engine, signal }: Search, stored: StoredNear): Promise<boolean> {
  const work = dealing(stored, engine.width().threads * PARTS_OF_THREAD);
  let dealt = 0;
  for await (const found of engine.search(plan, work, signal)) if (found.kind === 'dealt') dealt += 1;
  return dealt === work.length;
}

function choose(search: Search, anchors: AnchorData, choosing: Choosing): Promise<Chosen | null> {
  const { engine, room } = search;
  const { threads, beside } = engine.width();
  const { lengths, sought } = choosing;
  // What each thread counts, and what is put together of it, takes half of the memory.
  const most = Math.max(LEAST_BLOCK, Math.floor(room.memory / 2 / (COUNTED_BYTES * (beside + 1))));
  const hasOthers = choosing.counts.subarray(sought.to).some((count) => count > 0);

  async function* blocks(): AsyncGenerator<Counted, void, void> {
    for (let first = 0; first < lengths.length; first += most) {
      const size = Math.min(most, lengths.length - first);
      const work = ranges(PARTS, Math.min(threads, MOST_COUNTING)).map(
        (range): CountWork => ({ kind: 'count', anchors, lengths, sought, hasOthers, ...range, first, size }),
      );
      let counted: Counted | null = null;
      let parts = 0;
      for await (const found of engine.search(search.plan, work, search.signal)) {
        if (found.kind !== 'counted') continue;
        if (counted === null) counted = found;
        else addCounted(counted, found);
        parts += 1;
      }
      if (counted === null || parts < work.length) return;
      yield counted;
    }
  }

  return chooseSought(
    blocks(),
    choosing,
    search.settings,
    engine.shuffle === undefined ? room : { ...room, memory: SHARED_BYTES },
  );
}

function seek(
  search: Search,
  { entries, most, cost }: Chosen,
  containment: Pick<SeekWork, 'sketches' | 'anchors' | 'lengths'>,
): Promise<PairRuns[] | null> {
  const sought = entries.share();
  return gatherPairs(search, (parts, room) =>
    ranges(PARTS, parts).map((range): SeekWork => ({ kind: 'seek', ...containment, sought, most, cost, ...range, ...room })),
  );
}
