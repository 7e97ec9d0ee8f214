import type { AnchorStores } from './anchor-store.js';
import { type Candidate, createCandidateLog } from './candidate-log.js';
import { findContained } from './contained.js';
import type { Room } from './containment.js';
import { createKeyGrouper, type KeyGroups, type Keys } from './equal-keys.js';
import { createInsideJudge } from './inside.js';
import { createPairing, type Pairing } from './pairing.js';
import type { Facts } from './relation.js';
import type { SimilarSettings } from './settings.js';
import type { SketchStore } from './sketch-store.js';
import { FACTS } from './sketches.js';

export interface Found {
  /** in the order of the items that are told of */
  candidates(): Iterable<Candidate>;
  /** The facts of `count` sketches. */
  factsOf(ids: Int32Array, count: number, out: Facts): void;
  /** sketches that were not compared with all that have a key in common with them, for these were too many */
  readonly cut: number;
  close(): void;
}

/** Comparisons that an item may cost on average, over all bands, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;
/** Sketches whose facts are looked up at once where they are in memory. */
const BATCH = 1 << 12;

const SKIPPED = 1;
const CUT = 2;

/**
 * Finds pairs that meet in a band and whose parity words do not rule them out, and pairs of which one may contain the other. Sketches are
 * numbered in plan order. What is found does not depend on the room.
 * @param skip sketches that take no part
 */
export function findCandidates(
  store: SketchStore,
  anchors: AnchorStores,
  settings: SimilarSettings,
  skip: ((facts: Facts, at: number) => boolean) | null,
  room: Room,
): Found {
  const { memory, temp } = room;
  const log = createCandidateLog(memory / 8, temp);
  try {
    const flags = new Uint8Array(store.size);
    const isHeld = store.holdFacts((memory * 5) / 8);
    const batch = isHeld ? BATCH : Math.max(BATCH, Math.floor(memory / 4 / (FACTS * 4)));
    if (skip !== null) markSkipped(store, skip, flags);
    const pairing = createPairing(settings, log, store.facts, batch);
    pairBands(store, pairing.pair, flags, memory / 4);
    store.dropFacts();
    store.holdBlooms(memory / 2);
    const inside = createInsideJudge(settings, log, store.facts, memory / 8);
    findContained(
      anchors,
      {
        n: settings.shape.n,
        least: settings.least,
        containment: settings.containment,
        sketches: store.size,
        blooms: store.blooms,
        takesPart: (sketch) => ((flags[sketch] as number) & SKIPPED) === 0,
        take: inside.take,
        cut: (sketch) => cutOff(flags, sketch),
      },
      room,
    );
    inside.flush();
    const cut = flags.reduce((sum, flag) => sum + (flag & CUT) / CUT, 0);
    return { candidates: log.candidates, factsOf: store.facts, cut, close: log.close };
  } catch (error) {
    log.close();
    throw error;
  }
}

function cutOff(flags: Uint8Array, sketch: number): void {
  flags[sketch] = (flags[sketch] as number) | CUT;
}

function markSkipped(store: SketchStore, skip: (facts: Facts, at: number) => boolean, flags: Uint8Array): void {
  let sketch = 0;
  for (const piece of store.factPieces()) {
    for (let at = 0; at < piece.length; at += FACTS) flags[sketch++] = skip(piece, at) ? SKIPPED : 0;
  }
}

/** Keys are grouped part by part, in memory of so many bytes; where there are several parts, once to see how large the groups are, and once more. */
function pairBands(store: SketchStore, pair: Pairing['pair'], flags: Uint8Array, groupingBytes: number): void {
  const { size, bands } = store;
  const { parts, group } = createKeyGrouper(size, groupingBytes);
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size) / bands;
  const skipped = flags.map((flag) => flag & SKIPPED);
  const readOnce = parts === 1;
  const whole = new Int32Array(readOnce ? size : 0);
  const cut = (sketch: number): void => cutOff(flags, sketch);
  for (let band = 0; band < bands; band++) {
    const keys = readOnce ? inOnePiece(store, band, whole) : () => store.keysOf(band);
    const sizes = new Map<number, number>();
    let groups: KeyGroups | null = null;
    for (let part = 0; part < parts; part++) {
      groups = group(keys, part, skipped);
      countSizes(groups, sizes);
    }
    const most = mostRepresentatives(sizes, budget);
    for (let part = 0; part < parts; part++) {
      pair(groups === null || parts > 1 ? group(keys, part, skipped) : groups, most, cut);
    }
  }
}

function inOnePiece(store: SketchStore, band: number, into: Int32Array): Keys {
  let at = 0;
  for (const piece of store.keysOf(band)) {
    into.set(piece, at);
    at += piece.length;
  }
  return () => [into];
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
