import type { NearItem, NearPair } from '@jatdae/rules';
import type { Engine } from '../engine/engine.js';
import type { Groups } from '../finish/groups.js';
import type { PrintStore } from '../finish/print-store.js';
import type { Plan } from '../plan/plan.js';
import type { SplitRows, Witness } from '../scan/witness.js';
import type { AnchorStores } from './anchor-store.js';
import { CONTAINMENT, type Found, findCandidates } from './candidates.js';
import { type LikenessMeasure, likenessOf } from './compare.js';
import type { Room } from './containment.js';
import { countSharedPassages, NO_SHARED_PASSAGES, type SharedPassages } from './passages.js';
import type { Relation } from './relation.js';
import { type SimilarSettings, similarSettings } from './settings.js';
import type { SketchStore } from './sketch-store.js';
import { FACTS, Fact, gramsOf, sideOf } from './sketches.js';

/** Items near each other, confirmed by reading them again, in the order of the items that are told of. */
export interface Similar {
  readonly within: readonly NearPair[];
  readonly across: readonly NearPair[];
  readonly samePassage: SharedPassages;
  readonly clusters: { readonly count: number; readonly items: number; readonly largest: number };
  /** items that were not compared with all that they have a key in common with */
  readonly cut: number;
  /** all that had to be read again was */
  readonly whole: boolean;
}

export const NOTHING_SIMILAR: Similar = {
  within: [],
  across: [],
  samePassage: NO_SHARED_PASSAGES,
  clusters: { count: 0, items: 0, largest: 0 },
  cut: 0,
  whole: true,
};

/** Grams of the texts that are held at once: a pass over the files for each such load. */
const LOAD_GRAMS = 24 << 20;
/** Partners of an item that are read at once: most items need no more. */
const ROUND = 2;

interface Job {
  readonly relation: Relation;
  readonly owner: number;
  readonly partners: readonly number[];
  /** how many of them, at the front, may be similar; the others may contain it or be contained */
  readonly near: number;
}

interface Confirmed extends NearPair {
  readonly owner: number;
  readonly partner: number;
}

/** What a scan put aside of all items. */
interface Stores {
  readonly sketches: SketchStore;
  readonly anchors: AnchorStores;
  readonly passages: PrintStore;
}

export async function confirmSimilar(
  plan: Plan,
  engine: Engine,
  { sketches, anchors, passages }: Stores,
  groups: Groups,
  signal: AbortSignal,
  room: Room,
): Promise<Similar> {
  const settings = similarSettings(plan);
  if (settings === null) return NOTHING_SIMILAR;
  const copies = new Set(groups.item.flatMap((group) => surplusOf(group)).map(({ split, row }) => `${split}:${row}`));
  const isCopy = (facts: Int32Array, at: number): boolean => copies.size > 0 && copies.has(placeOf(facts, at));
  const found = findCandidates(sketches, anchors, settings, isCopy, room);
  const confirmed = { within: new Map<number, Confirmed>(), across: new Map<number, Confirmed>() };
  let whole = true;
  let open = [...jobsOf('within', found), ...jobsOf('across', found)];
  for (let from = 0; open.length > 0; from += ROUND) {
    const round = open.map((job) => ({ ...job, partners: job.partners.slice(from, from + ROUND) }));
    const done = { within: new Set<number>(), across: new Set<number>() };
    for (const load of loadsOf(round, found.facts)) {
      const witnesses = await readTexts(plan, engine, load, found.facts, signal);
      for (const job of load) {
        const judged = judgeJob(job, found.facts, witnesses, settings);
        whole &&= judged.whole;
        const best = strongest(confirmed[job.relation].get(job.owner), judged.pair);
        if (best === undefined) continue;
        confirmed[job.relation].set(job.owner, best);
        if (best.kind === 'similar' || from + ROUND >= job.near) done[job.relation].add(job.owner);
      }
    }
    open = open.filter(({ relation, owner, partners }) => !done[relation].has(owner) && partners.length > from + ROUND);
  }
  const pairs = { within: [...confirmed.within.values()], across: [...confirmed.across.values()] };
  const toldOf = (told: readonly Confirmed[]) => new Set(told.map(({ owner }) => placeOf(found.facts, owner * FACTS)));
  const samePassage = countSharedPassages(passages, { within: toldOf(pairs.within), across: toldOf(pairs.across) });
  return { ...summary(pairs, found), samePassage, cut: found.cut, whole };
}

const STRENGTH: Readonly<Record<NearPair['kind'], number>> = { contained: 0, numbers: 1, similar: 2 };

/** The first of those that say most. */
function strongest(a: Confirmed | undefined, b: Confirmed | undefined): Confirmed | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return STRENGTH[b.kind] > STRENGTH[a.kind] ? b : a;
}

/** Of items that are the same, all but the first of each split. */
const surplusOf = <T extends { readonly side: number }>(group: readonly T[]): T[] =>
  group.filter((member, k) => group.findIndex(({ side }) => side === member.side) < k);

const placeOf = (facts: Int32Array, at: number): string => `${facts[at + Fact.Split]}:${facts[at + Fact.Row]}`;

function jobsOf(relation: Relation, found: Found): Job[] {
  const contained = found.contained[relation];
  const owners = new Set([...found[relation].keys(), ...contained.keys()]);
  return [...owners]
    .sort((a, b) => a - b)
    .map((owner) => {
      const near = found[relation].get(owner) ?? [];
      const others = (contained.get(owner) ?? []).filter((partner) => !near.includes(partner));
      return { relation, owner, partners: [...near, ...others], near: near.length };
    });
}

function* loadsOf(jobs: readonly Job[], facts: Int32Array): Generator<Job[], void, void> {
  const grams = (k: number): number => gramsOf(facts[k * FACTS + Fact.Packed] as number);
  let load: Job[] = [];
  let held = 0;
  for (const job of jobs) {
    load.push(job);
    held += job.partners.reduce((sum, partner) => sum + grams(partner), grams(job.owner));
    if (held < LOAD_GRAMS) continue;
    yield load;
    load = [];
    held = 0;
  }
  if (load.length > 0) yield load;
}

async function readTexts(
  plan: Plan,
  engine: Engine,
  load: readonly Job[],
  facts: Int32Array,
  signal: AbortSignal,
): Promise<Map<string, Witness>> {
  const rows = new Map<number, Set<number>>();
  for (const k of load.flatMap(({ owner, partners }) => [owner, ...partners])) {
    const split = facts[k * FACTS + Fact.Split] as number;
    rows.set(split, (rows.get(split) ?? new Set()).add(facts[k * FACTS + Fact.Row] as number));
  }
  const wanted = [...rows]
    .map(([split, set]): SplitRows => ({ split, rows: [...set].sort((a, b) => a - b), texts: true }))
    .sort((a, b) => a.split - b.split);
  const witnesses = new Map<string, Witness>();
  for await (const { split, witnesses: read } of engine.witness(plan, wanted, signal)) {
    for (const witness of read) witnesses.set(`${split}:${witness.row}`, witness);
  }
  return witnesses;
}

/** The partner that the item really is nearest to. */
function judgeJob(
  { relation, owner, partners }: Job,
  facts: Int32Array,
  witnesses: ReadonlyMap<string, Witness>,
  { shape, least, within, across }: SimilarSettings,
): { pair: Confirmed | undefined; whole: boolean } {
  const jaccard = (relation === 'within' ? within : across) ?? 1;
  const measure: LikenessMeasure = { n: shape.n, least, jaccard, containment: CONTAINMENT };
  const own = witnesses.get(placeOf(facts, owner * FACTS));
  let pair: Confirmed | undefined;
  let whole = own !== undefined;
  for (const partner of partners) {
    const other = witnesses.get(placeOf(facts, partner * FACTS));
    if (other === undefined) whole = false;
    if (own?.text == null || other?.text == null || own.contentDigest === other.contentDigest) continue;
    const likeness = likenessOf(own.text, other.text, measure);
    if (likeness.kind === 'other') continue;
    // Rounded down: 0.7996 must not read as 0.8.
    const share = Math.floor(likeness.share * 1000 + 1e-9) / 1000;
    const like = itemOf(other, facts, partner);
    pair = strongest(pair, { kind: likeness.kind, share, items: 2, owner, partner, item: itemOf(own, facts, owner), like });
  }
  return { pair, whole };
}

const itemOf = ({ at, id }: Witness, facts: Int32Array, k: number): NearItem => ({
  at,
  id,
  side: sideOf(facts[k * FACTS + Fact.Packed] as number),
});

function summary(
  confirmed: Record<Job['relation'], Confirmed[]>,
  { facts }: Found,
): Pick<Similar, 'within' | 'across' | 'clusters'> {
  const within = oneOfEach(confirmed.within, facts);
  const sizes = clusterSizes(within, facts);
  const pairs = within.map((pair) => ({ ...pair, items: sizes.of(placeOf(facts, pair.owner * FACTS)) }));
  return { within: pairs.map(pairOf), across: oneOfEach(confirmed.across, facts).map(pairOf), clusters: sizes.clusters };
}

const pairOf = ({ item, like, kind, share, items }: Confirmed): NearPair => ({ item, like, kind, share, items });

/** In plan order; an item that has a sketch of each kind may have been confirmed twice. */
function oneOfEach(pairs: readonly Confirmed[], facts: Int32Array): Confirmed[] {
  const sorted = [...pairs].sort((a, b) => a.owner - b.owner || a.partner - b.partner);
  return sorted.filter((pair, k) => {
    const before = sorted[k - 1];
    return before === undefined || placeOf(facts, before.owner * FACTS) !== placeOf(facts, pair.owner * FACTS);
  });
}

/** Items that are joined by being near, each to the next: union-find over their places. */
function clusterSizes(
  pairs: readonly Confirmed[],
  facts: Int32Array,
): { of(place: string): number; readonly clusters: Similar['clusters'] } {
  const parent = new Map<string, string>();
  const rootOf = (place: string): string => {
    let root = place;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = place; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  const places = new Set<string>();
  for (const { owner, partner } of pairs) {
    const [a, b] = [placeOf(facts, owner * FACTS), placeOf(facts, partner * FACTS)];
    places.add(a).add(b);
    const [rootA, rootB] = [rootOf(a), rootOf(b)];
    if (rootA !== rootB) parent.set(rootA, rootB);
  }
  const sizes = new Map<string, number>();
  for (const place of places) sizes.set(rootOf(place), (sizes.get(rootOf(place)) ?? 0) + 1);
  const all = [...sizes.values()];
  return {
    of: (place) => sizes.get(rootOf(place)) ?? 1,
    clusters: {
      count: all.length,
      items: all.reduce((sum, size) => sum + size, 0),
      largest: all.reduce((a, b) => Math.max(a, b), 0),
    },
  };
}
