import { createInsideSearch, SOUGHT, Sought } from '@jatdae/kernel';
import { type AnchorData, openAnchors } from './anchor-store.js';
import { createCandidateLog } from './candidate-log.js';
import { openColumn } from './column.js';
import { leastHoldersOf } from './contained-choice.js';
import { createInsideJudge } from './inside.js';
import type { PairsFound } from './pairs-found.js';
import { openPartitions, type PartitionsData } from './partitions.js';
import type { SearchMemory } from './search-memory.js';
import type { SimilarSettings } from './settings.js';
import type { SketchData } from './sketch-store.js';

/** The search for items inside longer ones in some partitions, as data. */
export interface SeekWork {
  readonly kind: 'seek';
  readonly sketches: SketchData;
  readonly anchors: AnchorData;
  /** by sketch, in shared memory; 0 where it takes no part */
  readonly lengths: Uint16Array;
  /** entries of SOUGHT integers */
  readonly sought: PartitionsData;
  /** the most items that an anchor may have, and how many comparisons all of it makes */
  readonly most: number;
  readonly cost: number;
  /** partitions, before the last */
  readonly from: number;
  readonly to: number;
  /** bytes that it may take, and where more is put aside */
  readonly memory: number;
  readonly folder: string;
}

/** Comparisons from which WebAssembly saves more time than it takes to begin. */
const LARGE_COST = 2_000_000;

/** Compares the items that are looked for with those that have their anchors and are longer, partition by partition. */
export function seekContained(settings: SimilarSettings, work: SeekWork, memory: SearchMemory): PairsFound {
  const log = createCandidateLog(work.memory / 4, work.folder);
  const cut = new Uint8Array(work.sketches.size);
  const [facts, blooms, anchors] = [openColumn(work.sketches.facts), openColumn(work.sketches.blooms), openAnchors(work.anchors)];
  try {
    const inside = createInsideJudge(settings, log, facts, work.memory / 8);
    const sought = openPartitions(work.sought);
    const search = createInsideSearch(memory(work.cost > LARGE_COST), work.lengths, blooms, work.memory / 2);
    for (let part = work.from; part < work.to; part++) {
      const entries = sought.read(part);
      const count = search.index(entries, work.most);
      if (count * SOUGHT < entries.length) noteCut(entries, work.most, cut);
      if (count > 0) search.find(anchors.pieces(part), inside.take);
    }
    inside.flush();
  } finally {
    for (const reader of [facts, blooms, anchors]) reader.close();
  }
  return { kind: 'pairs', pairs: log.finish(), cut };
}

/** Notes the items of whose anchors even the rarest is too many items'. */
function noteCut(entries: Int32Array, most: number, cut: Uint8Array): void {
  for (let at = 0; at < entries.length; at += SOUGHT) {
    if (leastHoldersOf(entries[at + Sought.Holders] as number) > most) cut[entries[at + Sought.Sketch] as number] = 1;
  }
}
