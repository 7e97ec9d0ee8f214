import { Side } from '@jatdae/kernel';
import { createKeyGrouper, type KeyGroups } from './equal-keys.js';
import { createEstimator, type Estimator } from './estimate.js';
import type { SimilarSettings } from './settings.js';
import type { SketchStore } from './sketch-store.js';
import { CHOICE_WORDS, FACTS, Fact, isJamoOf, sideOf } from './sketches.js';

/** Of each item the sketches that may be near it, best first, PARTNERS at the most. Sketches are numbered in plan order. */
export type Candidates = ReadonlyMap<number, readonly number[]>;

export interface Found {
  /** by a later item of a split */
  readonly within: Candidates;
  /** by an item of the leaderboard split, whose partners are public */
  readonly across: Candidates;
  /** FACTS integers of each sketch */
  readonly facts: Int32Array;
  /** sketches that were not compared with all that have a key in common with them, for these were too many */
  readonly cut: number;
}

const PARTNERS = 6;
/** Share of an item's grams that the longer one must have where it contains it. */
export const CONTAINMENT = 0.95;
/** Estimated similarity, of thousand, from which an item is taken for the same as another: what is near one is compared with that one. */
const SURE = 950;

/** Comparisons that an item may cost on average, over all bands, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;

/** Finds pairs that meet in a band and whose parity words do not rule them out. @param skip sketches that take no part */
export function findCandidates(
  store: SketchStore,
  settings: SimilarSettings,
  skip: (facts: Int32Array, at: number) => boolean,
): Found {
  const facts = store.takeFacts();
  const { size, bands } = store;
  const skipped = new Uint8Array(size);
  for (let k = 0; k < size; k++) skipped[k] = skip(facts, k * FACTS) ? 1 : 0;
  const pairing = createPairing(facts, settings);
  const keys = new Int32Array(size);
  const group = createKeyGrouper(size);
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size) / bands;
  const cut = new Uint8Array(size);
  for (let band = 0; band < bands; band++) {
    store.readBand(band, keys);
    const groups = group(keys, skipped);
    const most = mostRepresentatives(groups, budget);
    for (let g = 0; g < groups.count; g++) pairing.pair(groups, g, most, cut);
  }
  return { within: pairing.within, across: pairing.across, facts, cut: cut.reduce((sum, one) => sum + one, 0) };
}

/** The most members of a group that later ones are compared with, so that all comparisons stay within the budget. */
function mostRepresentatives({ count, ends }: KeyGroups, budget: number): number {
  for (let most = 1 << 20; most > 1; most >>= 1) {
    let cost = 0;
    for (let g = 0; g < count; g++) cost += comparisons((ends[g] as number) - startOf(ends, g), most);
    if (cost <= budget) return most;
  }
  return 1;
}

const startOf = (ends: Int32Array, g: number): number => (g === 0 ? 0 : (ends[g - 1] as number));

const comparisons = (size: number, most: number): number =>
  size <= most ? (size * (size - 1)) / 2 : (most * (most - 1)) / 2 + (size - most) * most;

interface Pairing {
  readonly within: Map<number, number[]>;
  readonly across: Map<number, number[]>;
  /** Compares each member with the representatives before it: those that are not sure to be the same as an earlier one. */
  pair(groups: KeyGroups, g: number, most: number, cut: Uint8Array): void;
}

function createPairing(facts: Int32Array, { within, across }: SimilarSettings): Pairing {
  const estimator: Estimator = createEstimator(Math.min(within ?? 1, across ?? 1), CONTAINMENT);
  const found = { within: new Map<number, number[]>(), across: new Map<number, number[]>() };
  const fact = (k: number, name: number): number => facts[k * FACTS + name] as number;

  function note(into: Map<number, number[]>, owner: number, partner: number): void {
    const list = into.get(owner);
    if (list === undefined) into.set(owner, [partner]);
    else if (!list.includes(partner)) keepBest(list, partner, (k) => rank(owner, k));
  }

  /** Those that have most choices in common first, then clear cases before others. */
  function rank(owner: number, partner: number): number {
    return commonBits(facts, owner, partner) * 2 + (estimator.compare(facts, owner, partner) >= 900 ? 1 : 0);
  }

  /** Whether `later` is sure to be what `earlier` is. */
  function compare(earlier: number, later: number): boolean {
    if (fact(earlier, Fact.Media) !== fact(later, Fact.Media)) return false;
    const [a, b] = [fact(earlier, Fact.Packed), fact(later, Fact.Packed)];
    if (isJamoOf(a) !== isJamoOf(b)) return false;
    const isWithin = sideOf(a) === sideOf(b);
    if (isWithin ? within === null : across === null || sideOf(a) + sideOf(b) !== Side.Public + Side.Leaderboard) return false;
    const likeness = estimator.compare(facts, earlier, later);
    if (likeness < 0 || !mayShareChoices(facts, earlier, later)) return false;
    if (isWithin) note(found.within, later, earlier);
    else if (sideOf(b) === Side.Leaderboard) note(found.across, later, earlier);
    else note(found.across, earlier, later);
    return isWithin && likeness >= SURE && hasSameChoices(facts, earlier, later);
  }

  return {
    ...found,
    pair({ members, ends }, g, most, cut) {
      // Representatives are gathered at the group's start: no member stands before them.
      const from = startOf(ends, g);
      let to = from;
      for (let at = from; at < (ends[g] as number); at++) {
        const member = members[at] as number;
        let isSure = false;
        for (let k = from; k < to; k++) isSure = compare(members[k] as number, member) || isSure;
        // Each item of the leaderboard is to be told of, so that all of them are compared with what comes later.
        if (isSure && (across === null || sideOf(fact(member, Fact.Packed)) !== Side.Leaderboard)) continue;
        if (to - from < most) members[to++] = member;
        else cut[member] = 1;
      }
    },
  };
}

/** False where both have choices and fewer than half of the fewer ones can be in both. */
function mayShareChoices(facts: Int32Array, a: number, b: number): boolean {
  return commonBits(facts, a, b) * 2 >= Math.min(commonBits(facts, a, a), commonBits(facts, b, b));
}

/** Bits of the choices that both sketches have. */
function commonBits(facts: Int32Array, a: number, b: number): number {
  let count = 0;
  for (let k = 0; k < CHOICE_WORDS; k++) {
    let common = (facts[a * FACTS + Fact.Choices + k] as number) & (facts[b * FACTS + Fact.Choices + k] as number);
    for (; common !== 0; common &= common - 1) count += 1;
  }
  return count;
}

function hasSameChoices(facts: Int32Array, a: number, b: number): boolean {
  for (let k = 0; k < CHOICE_WORDS; k++) {
    if (facts[a * FACTS + Fact.Choices + k] !== facts[b * FACTS + Fact.Choices + k]) return false;
  }
  return true;
}

/** Keeps the list's order: by rank, the highest first, then in plan order. */
function keepBest(list: number[], partner: number, rank: (k: number) => number): void {
  const own = rank(partner);
  let at = list.length;
  while (at > 0) {
    const before = rank(list[at - 1] as number);
    if (before > own || (before === own && (list[at - 1] as number) < partner)) break;
    at -= 1;
  }
  list.splice(at, 0, partner);
  list.length = Math.min(list.length, PARTNERS);
}
