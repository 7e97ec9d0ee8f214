import { Side } from '@jatdae/kernel';
import type { AnchorStores } from './anchor-store.js';
import { findContained } from './contained.js';
import type { Room } from './containment.js';
import { createKeyGrouper, type KeyGroups } from './equal-keys.js';
import { createEstimator, type Estimator } from './estimate.js';
import { createRelations, type Relation, type Relations } from './relation.js';
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
  /** the same of pairs of which one may contain the other, whether they are above or not */
  readonly contained: Readonly<Record<Relation, Candidates>>;
  /** FACTS integers of each sketch */
  readonly facts: Int32Array;
  /** sketches that were not compared with all that have a key in common with them, for these were too many */
  readonly cut: number;
}

const PARTNERS = 6;
/** The same of those that may contain it, or that it may contain. */
const CONTAINED_PARTNERS = 16;
/** Share of an item's grams that the longer one must have where it contains it. */
export const CONTAINMENT = 0.95;
/** Estimated similarity, of thousand, from which an item is taken for the same as another: what is near one is compared with that one. */
const SURE = 950;

/** Comparisons that an item may cost on average, over all bands, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;

/**
 * Finds pairs that meet in a band and whose parity words do not rule them out, and pairs of which one may contain the other.
 * @param skip sketches that take no part
 */
export function findCandidates(
  store: SketchStore,
  anchors: AnchorStores,
  settings: SimilarSettings,
  skip: (facts: Int32Array, at: number) => boolean,
  room: Room,
): Found {
  store.settle(room.memory / 4);
  const facts = store.takeFacts();
  const { size, bands } = store;
  const skipped = new Uint8Array(size);
  for (let k = 0; k < size; k++) skipped[k] = skip(facts, k * FACTS) ? 1 : 0;
  const relations = createRelations(facts, settings);
  const pairing = createPairing(facts, settings, relations);
  const keys = new Int32Array(size);
  const group = createKeyGrouper(size);
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * size) / bands;
  const cut = new Uint8Array(size);
  for (let band = 0; band < bands; band++) {
    let at = 0;
    for (const piece of store.keysOf(band)) {
      keys.set(piece, at);
      at += piece.length;
    }
    const groups = group(keys, skipped);
    const most = mostRepresentatives(groups, budget);
    for (let g = 0; g < groups.count; g++) pairing.pair(groups, g, most, cut);
  }
  const contained = containedPairs(store, anchors, settings, facts, relations, { skipped, cut }, room);
  const { within, across } = pairing;
  return { within, across, contained, facts, cut: cut.reduce((sum, one) => sum + one, 0) };
}

/** Of each item those that it may contain, or that may contain it. */
function containedPairs(
  store: SketchStore,
  anchors: AnchorStores,
  { shape, least }: SimilarSettings,
  facts: Int32Array,
  relations: Relations,
  { skipped, cut }: { readonly skipped: Uint8Array; readonly cut: Uint8Array },
  room: Room,
): Record<Relation, Candidates> {
  const pairs = { within: new Map<number, Doubtful[]>(), across: new Map<number, Doubtful[]>() };
  findContained(
    anchors,
    {
      n: shape.n,
      least,
      containment: CONTAINMENT,
      sketches: store.size,
      blooms: store.blooms,
      takesPart: (sketch) => skipped[sketch] === 0,
      take(shorter, longer, missing, units) {
        const relation = relations.of(shorter, longer);
        if (relation === null) return;
        const owner = ownerOf(relation, facts, shorter, longer);
        const pair = { partner: owner === shorter ? longer : shorter, missing, units };
        const list = pairs[relation].get(owner);
        if (list === undefined) pairs[relation].set(owner, [pair]);
        else keepLeastDoubtful(list, pair);
      },
      cut(sketch) {
        cut[sketch] = 1;
      },
    },
    room,
  );
  const partnersOf = (lists: ReadonlyMap<number, readonly Doubtful[]>): Candidates =>
    new Map([...lists].map(([owner, list]) => [owner, list.map(({ partner }) => partner)]));
  return { within: partnersOf(pairs.within), across: partnersOf(pairs.across) };
}

interface Doubtful {
  readonly partner: number;
  /** bits that the shorter one has alone */
  readonly missing: number;
  /** of the shorter one */
  readonly units: number;
}

function keepLeastDoubtful(list: Doubtful[], pair: Doubtful): void {
  if (list.some(({ partner }) => partner === pair.partner)) return;
  list.push(pair);
  list.sort((a, b) => a.missing - b.missing || b.units - a.units || a.partner - b.partner);
  list.length = Math.min(list.length, CONTAINED_PARTNERS);
}

/** The item that is told of: the later one of a split, across splits the one of the leaderboard. */
function ownerOf(relation: Relation, facts: Int32Array, a: number, b: number): number {
  if (relation === 'within') return Math.max(a, b);
  return sideOf(facts[a * FACTS + Fact.Packed] as number) === Side.Leaderboard ? a : b;
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

function createPairing(facts: Int32Array, { within, across }: SimilarSettings, relations: Relations): Pairing {
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
    return relations.commonChoices(owner, partner) * 2 + (estimator.compare(facts, owner, partner) >= 900 ? 1 : 0);
  }

  /** Whether `later` is sure to be what `earlier` is. */
  function compare(earlier: number, later: number): boolean {
    if (isJamoOf(fact(earlier, Fact.Packed)) !== isJamoOf(fact(later, Fact.Packed))) return false;
    const likeness = estimator.compare(facts, earlier, later);
    const relation = likeness < 0 ? null : relations.of(earlier, later);
    if (relation === null) return false;
    const owner = ownerOf(relation, facts, earlier, later);
    note(found[relation], owner, owner === later ? earlier : later);
    return relation === 'within' && likeness >= SURE && hasSameChoices(facts, earlier, later);
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
