import { FACTS, plainMemory, wasmMemory } from '@jatdae/kernel';
import { type BandGroups, createBandGroups } from './band-groups.js';
import { createCandidateLog } from './candidate-log.js';
import { type ColumnData, openColumn } from './column.js';
import type { KeyGroups } from './equal-keys.js';
import { createPairing, type Pairing } from './pairing.js';
import type { PairsFound } from './pairs-found.js';
import type { SimilarSettings } from './settings.js';
import type { SketchData } from './sketch-store.js';

/** The search for items that meet in some bands, as data. */
export interface BandWork {
  readonly kind: 'bands';
  readonly sketches: SketchData;
  /** by sketch, 1 where it takes no part */
  readonly skipped: Uint8Array;
  /** bands, before the last */
  readonly from: number;
  readonly to: number;
  /** bytes that it may take, and where more is put aside */
  readonly memory: number;
  readonly folder: string;
}

/** Comparisons that an item may cost on average, over all bands, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;
/** Members of a group that later ones are compared with, where the budget allows for it. */
const MOST = 1 << 20;
/** Sketches from which WebAssembly saves more time than it takes to begin. */
const LARGE = 10_000;
/** Sketches whose facts are looked up at once, at the least. */
const LEAST_BATCH = 1 << 12;

/** Finds pairs that meet in a band and whose parity words do not rule them out. */
export function searchBands(settings: SimilarSettings, { sketches, skipped, from, to, memory, folder }: BandWork): PairsFound {
  const { size } = sketches;
  const log = createCandidateLog(memory / 8, folder);
  const cut = new Uint8Array(size);
  const facts = openColumn(sketches.facts);
  try {
    const bytes = (size > LARGE ? wasmMemory() : null) ?? plainMemory();
    const onDisk = Math.min(size, Math.floor(memory / 8 / (FACTS * 4)));
    const batch = Math.max(LEAST_BATCH, sketches.facts.whole === null ? onDisk : 0);
    const pairing = createPairing(settings, log, facts, batch, bytes, (sketch) => {
      cut[sketch] = 1;
    });
    const pairBand = createBandPairer(sketches, skipped, createBandGroups(size, (memory * 3) / 4, bytes), pairing);
    for (let band = from; band < to; band++) pairBand(band);
  } finally {
    facts.close();
  }
  return { kind: 'pairs', pairs: log.finish(), cut };
}

/** Keys are grouped part by part, in memory of so many bytes; where there are several parts, once to see how large the groups are, and once more. */
function createBandPairer(
  { size, keys: columns }: SketchData,
  skipped: Uint8Array,
  { parts, take, groups }: BandGroups,
  pairing: Pairing,
): (band: number) => void {
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size) / columns.length;
  return (band) => {
    const column = openColumn(columns[band] as ColumnData);
    const takePart = (part: number) => take(column.pieces, part, skipped);
    const eachPart = (tell: (part: KeyGroups) => void): void => {
      for (let part = 0; part < parts; part++) {
        if (parts > 1) takePart(part);
        for (const some of groups()) tell(some);
      }
    };
    try {
      const measured = Array.from({ length: parts }, (_, part) => takePart(part));
      const pairs = measured.reduce((sum, part) => sum + part.pairs, 0);
      const largest = measured.reduce((most, part) => Math.max(most, part.largest), 0);
      const sizes = new Map<number, number>();
      if (pairs > budget || largest > MOST) eachPart((some) => countSizes(some, sizes));
      const most = mostRepresentatives(sizes, budget);
      eachPart((some) => pairing.pair(some, most));
      pairing.finish();
    } finally {
      column.close();
    }
  };
}

function countSizes({ count, ends }: KeyGroups, sizes: Map<number, number>): void {
  let start = 0;
  for (let g = 0; g < count; g++) {
    const end = ends[g] as number;
    sizes.set(end - start, (sizes.get(end - start) ?? 0) + 1);
    start = end;
  }
}

/** The most members of a group that later ones are compared with, so that all comparisons stay within the budget. */
function mostRepresentatives(sizes: ReadonlyMap<number, number>, budget: number): number {
  for (let most = MOST; most > 1; most >>= 1) {
    let cost = 0;
    for (const [size, count] of sizes) cost += count * comparisons(size, most);
    if (cost <= budget) return most;
  }
  return 1;
}

const comparisons = (size: number, most: number): number =>
  size <= most ? (size * (size - 1)) / 2 : (most * (most - 1)) / 2 + (size - most) * most;
