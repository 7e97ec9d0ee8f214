import { type ByteMemory, FACTS, GROUPED, type GroupSizes } from '@jatdae/kernel';
import { collectGroups, createBandGroups } from './band-groups.js';
import { createCandidateLog } from './candidate-log.js';
import { type ColumnData, openColumn } from './column.js';
import type { KeyGroups } from './equal-keys.js';
import { createPairing, type Pairing, type PairingRoom, pairingRoom } from './pairing.js';
import type { PairsFound } from './pairs-found.js';
import type { SearchMemory } from './search-memory.js';
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
/** Sketches whose facts are looked up at once where they are in memory, and at the least where they are not. */
const BATCH = 1 << 12;
/** Bytes of a sketch in a batch: its facts, and what it takes to look them up in order and to compare them. */
const BATCH_BYTES = FACTS * 4 + 28;

/** Finds pairs that meet in a band and whose parity words do not rule them out. */
export function searchBands(settings: SimilarSettings, work: BandWork, searchMemory: SearchMemory): PairsFound {
  const { sketches, from, to, memory, folder } = work;
  const log = createCandidateLog(memory / 8, folder);
  const cut = new Uint8Array(sketches.size);
  const facts = openColumn(sketches.facts);
  try {
    let room: PairingRoom | null = null;
    const open = (bytes: ByteMemory, batch: number): Pairing => {
      room = pairingRoom(batch, room);
      return createPairing(settings, log, facts, batch, bytes, room, (sketch) => {
        cut[sketch] = 1;
      });
    };
    for (let band = from; band < to; band++) searchBand(work, band, open, () => searchMemory(sketches.size > LARGE));
  } finally {
    facts.close();
  }
  return { kind: 'pairs', pairs: log.finish(), cut };
}

/**
 * Keys are grouped part by part; where there are several parts, once to see how large the groups are, and once more.
 * @param takeMemory what was taken before is then no longer in use
 */
function searchBand(
  { sketches: { size, keys, facts }, skipped, memory }: BandWork,
  band: number,
  openPairing: (bytes: ByteMemory, batch: number) => Pairing,
  takeMemory: () => ByteMemory,
): void {
  const column = openColumn(keys[band] as ColumnData);
  const grouping = (memory * 3) / 4;
  let bytes = takeMemory();
  let groups = createBandGroups(size, grouping, bytes);
  const { parts } = groups;
  const takePart = (part: number): GroupSizes => groups.take(column.pieces, part, skipped);

  function pairPart(part: GroupSizes, most: number): void {
    const held = facts.whole === null && collectedBytes(part) <= memory / 8 ? collectGroups(groups.groups(), part) : null;
    // Keys are no longer needed then, and facts that are on the disk take their place.
    if (held !== null) bytes = takeMemory();
    const room = held === null ? memory / 8 : grouping;
    const batch = facts.whole === null ? Math.max(BATCH, Math.floor(room / BATCH_BYTES)) : BATCH;
    const pairing = openPairing(bytes, Math.max(GROUPED, Math.min(size, batch)));
    for (const some of held === null ? groups.groups() : [held]) pairing.pair(some, most);
    pairing.finish();
  }

  try {
    const measured = Array.from({ length: parts }, (_, part) => takePart(part));
    const most = mostFor(measured, Math.max(LEAST_COST, COST_PER_ITEM * size) / keys.length, () => {
      const sizes = new Map<number, number>();
      for (let part = 0; part < parts; part++) {
        if (parts > 1) takePart(part);
        for (const some of groups.groups()) countSizes(some, sizes);
      }
      return sizes;
    });
    for (const [part, sizes] of measured.entries()) {
      if (parts > 1) {
        bytes = takeMemory();
        groups = createBandGroups(size, grouping, bytes);
        takePart(part);
      }
      pairPart(sizes, most);
    }
  } finally {
    column.close();
  }
}

const collectedBytes = ({ members, groups }: GroupSizes): number => (members + groups) * 4;

/** @param count how many groups of each size there are, which is only counted where it has to be known */
function mostFor(parts: readonly GroupSizes[], budget: number, count: () => ReadonlyMap<number, number>): number {
  const pairs = parts.reduce((sum, part) => sum + part.pairs, 0);
  const isWithin = pairs <= budget && parts.every(({ largest }) => largest <= MOST);
  return isWithin ? MOST : mostRepresentatives(count(), budget);
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
