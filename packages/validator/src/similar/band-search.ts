import { FACTS, plainMemory, wasmMemory } from '@jatdae/kernel';
import { createCandidateLog } from './candidate-log.js';
import { type ColumnData, openColumn } from './column.js';
import { createKeyGrouper, type KeyGroups, type Keys } from './equal-keys.js';
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
/** Sketches from which WebAssembly saves more time than it takes to begin. */
const LARGE = 10_000;
/** Sketches whose facts are looked up at once where they are in memory. */
const BATCH = 1 << 12;

/** Finds pairs that meet in a band and whose parity words do not rule them out. */
export function searchBands(settings: SimilarSettings, { sketches, skipped, from, to, memory, folder }: BandWork): PairsFound {
  const log = createCandidateLog(memory / 8, folder);
  const cut = new Uint8Array(sketches.size);
  const facts = openColumn(sketches.facts);
  try {
    const isLarge = sketches.size > LARGE;
    const batch = sketches.facts.whole !== null ? BATCH : Math.max(BATCH, Math.floor(memory / 8 / (FACTS * 4)));
    const { pair } = createPairing(settings, log, facts, batch, (isLarge ? wasmMemory() : null) ?? plainMemory());
    const grouper = createBandGrouper(sketches, skipped, (memory * 3) / 4);
    for (let band = from; band < to; band++) {
      grouper(band, pair, (sketch) => {
        cut[sketch] = 1;
      });
    }
  } finally {
    facts.close();
  }
  return { kind: 'pairs', pairs: log.finish(), cut };
}

type BandGrouper = (band: number, pair: Pairing['pair'], cut: (sketch: number) => void) => void;

/** Keys are grouped part by part, in memory of so many bytes; where there are several parts, once to see how large the groups are, and once more. */
function createBandGrouper({ size, keys: columns }: SketchData, skipped: Uint8Array, groupingBytes: number): BandGrouper {
  const { parts, group } = createKeyGrouper(size, groupingBytes);
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size) / columns.length;
  const isOnDisk = columns.some(({ whole }) => whole === null);
  const whole = new Int32Array(parts === 1 && isOnDisk ? size : 0);
  return (band, pair, cut) => {
    const data = columns[band] as ColumnData;
    const column = openColumn(data);
    try {
      const all = parts === 1 ? [column.all(whole)] : null;
      const keys: Keys = () => all ?? column.pieces();
      const sizes = new Map<number, number>();
      let groups: KeyGroups | null = null;
      for (let part = 0; part < parts; part++) {
        groups = group(keys, part, skipped);
        countSizes(groups, sizes);
      }
      const most = mostRepresentatives(sizes, budget);
      for (let part = 0; part < parts; part++)
        pair(groups === null || parts > 1 ? group(keys, part, skipped) : groups, most, cut);
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
  for (let most = 1 << 20; most > 1; most >>= 1) {
    let cost = 0;
    for (const [size, count] of sizes) cost += count * comparisons(size, most);
    if (cost <= budget) return most;
  }
  return 1;
}

const comparisons = (size: number, most: number): number =>
  size <= most ? (size * (size - 1)) / 2 : (most * (most - 1)) / 2 + (size - most) * most;
