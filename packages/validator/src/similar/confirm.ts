import { Fact } from '@jatdae/kernel';
import type { NearItem, NearPair } from '@jatdae/rules';
import type { Engine } from '../engine/engine.js';
import type { Groups } from '../finish/groups.js';
import type { Plan } from '../plan/plan.js';
import type { Witness } from '../scan/witness.js';
import type { Prints } from '../shuffle/prints.js';
import type { Candidate } from './candidate-log.js';
import { createCandidateQueue } from './candidate-queue.js';
import { type Found, findCandidates } from './candidates.js';
import { type Clusters, clustersOf } from './clusters.js';
import { type LikenessMeasure, likenessOf } from './compare.js';
import type { Room } from './containment.js';
import { type Item, type Job, loadsOf, type Place, placeOf, readTexts } from './loads.js';
import type { NearStore } from './near-store.js';
import { NO_SHARED_PASSAGES, type SharedPassages } from './passages.js';
import type { Facts, Relation } from './relation.js';
import { type SimilarSettings, similarSettings } from './settings.js';
import { LostLogs } from './stored-near.js';

/** Items near each other, confirmed by reading them again, in the order of the items that are told of. */
export interface Similar {
  readonly within: readonly NearPair[];
  readonly across: readonly NearPair[];
  readonly samePassage: SharedPassages;
  readonly clusters: Clusters['counts'];
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

/** Partners of an item that are judged, and read, at once: most items need no more. */
const ROUND = 2;
/** Texts of all candidates up to which all their partners are read at once. */
const FEW_TEXTS = 20_000;

interface Confirmed extends NearPair {
  readonly owner: Place;
  readonly partner: Place;
}

type ByRelation = Readonly<Record<Relation, Map<number, Confirmed>>>;

export async function confirmSimilar(...search: Parameters<typeof searchSimilar>): Promise<Similar> {
  try {
    return await searchSimilar(...search);
  } catch (error) {
    if (!(error instanceof LostLogs)) throw error;
    return { ...NOTHING_SIMILAR, whole: false };
  }
}

async function searchSimilar(
  plan: Plan,
  engine: Engine,
  { near, prints }: { readonly near: NearStore; readonly prints: Prints },
  groups: Groups,
  signal: AbortSignal,
  room: Room,
): Promise<Similar> {
  const settings = similarSettings(plan);
  if (settings === null) return NOTHING_SIMILAR;
  const search = { plan, engine, settings, signal, room: { ...room, temp: engine.shuffle?.folder ?? room.temp } };
  const found = await findCandidates(search, near, isCopyIn(groups));
  if (found === null) return { ...NOTHING_SIMILAR, whole: false };
  try {
    const { confirmed, whole } = await readAgain(plan, engine, found, settings, signal, room);
    const pairs = { within: oneOfEach(confirmed.within), across: oneOfEach(confirmed.across) };
    const clusters = clustersOf(pairs.within);
    const toldOf = (told: Iterable<Confirmed>) => new Set([...told].map(({ owner }) => placeOf(owner)));
    const samePassage = await prints.sharedPassages(
      { within: toldOf(confirmed.within.values()), across: toldOf(confirmed.across.values()) },
      signal,
    );
    return {
      within: pairs.within.map((pair) => ({ ...pairOf(pair), items: clusters.sizeOf(pair.owner) })),
      across: pairs.across.map(pairOf),
      clusters: clusters.counts,
      samePassage: samePassage ?? NO_SHARED_PASSAGES,
      cut: found.cut,
      whole: whole && samePassage !== null,
    };
  } finally {
    found.close();
  }
}

/** Of items that are the same, whether a sketch is of one that is not the first of its split; null where there is none. */
function isCopyIn({ item }: Groups): ((facts: Facts, at: number) => boolean) | null {
  const copies = new Set(item.flatMap((group) => surplusOf(group)).map(placeOf));
  if (copies.size === 0) return null;
  return (facts, at) => copies.has(placeOf({ split: facts[at + Fact.Split] as number, row: facts[at + Fact.Row] as number }));
}

const surplusOf = <T extends { readonly side: number }>(group: readonly T[]): T[] =>
  group.filter((member, k) => group.findIndex(({ side }) => side === member.side) < k);

/** Reads candidates again, a few partners of each at a time, until one is confirmed or none is left. */
async function readAgain(
  plan: Plan,
  engine: Engine,
  found: Found,
  settings: SimilarSettings,
  signal: AbortSignal,
  { memory, temp }: Room,
): Promise<{ readonly confirmed: ByRelation; readonly whole: boolean }> {
  const confirmed: ByRelation = { within: new Map(), across: new Map() };
  const step = isSmall(found.candidates()) ? Number.MAX_SAFE_INTEGER : ROUND;
  let whole = true;
  let open = { all: found.candidates, close: () => {} };
  for (let from = 0; ; from += step) {
    const left = createCandidateQueue(memory / 16, temp);
    try {
      for (const load of loadsOf(open.all(), { from, to: from + step }, found.facts, memory)) {
        const witnesses = await readTexts(plan, engine, load, signal);
        for (const job of load) {
          const judged = judgeJob(job, from, confirmed, witnesses, settings);
          whole &&= judged.whole;
          if (!judged.isDone && job.candidate.partners.length > from + step) left.add(job.candidate);
        }
      }
    } catch (error) {
      left.close();
      throw error;
    } finally {
      open.close();
    }
    open = left;
    if (left.size > 0) continue;
    left.close();
    return { confirmed, whole };
  }
}

/** Whether all partners may be read at once: a pass over the files costs more than some texts that no one needs. */
function isSmall(candidates: Iterable<Candidate>): boolean {
  let texts = 0;
  for (const { partners } of candidates) {
    texts += 1 + partners.length;
    if (texts > FEW_TEXTS) return false;
  }
  return true;
}

/** Judges the partners that were read, a round at a time, until what they are to the item is settled. */
function judgeJob(
  { candidate: { relation, owner, near }, items: [own, ...partners] }: Job,
  from: number,
  confirmed: ByRelation,
  witnesses: ReadonlyMap<string, Witness>,
  settings: SimilarSettings,
): { readonly isDone: boolean; readonly whole: boolean } {
  let whole = true;
  for (let first = 0; first < partners.length; first += ROUND) {
    const round = [own as Item, ...partners.slice(first, first + ROUND)] as const;
    const judged = judgeRound(round, witnesses, settings, relation);
    whole &&= judged.whole;
    const best = strongest(confirmed[relation].get(owner), judged.pair);
    if (best !== undefined) confirmed[relation].set(owner, best);
    if (best !== undefined && (best.kind === 'similar' || from + first + ROUND >= near)) return { isDone: true, whole };
  }
  return { isDone: false, whole };
}

const STRENGTH: Readonly<Record<NearPair['kind'], number>> = { contained: 0, numbers: 1, similar: 2 };

/** The first of those that say most. */
function strongest(a: Confirmed | undefined, b: Confirmed | undefined): Confirmed | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return STRENGTH[b.kind] > STRENGTH[a.kind] ? b : a;
}

/** The partner that the item really is nearest to. */
function judgeRound(
  [owner, ...partners]: readonly [Item, ...Item[]],
  witnesses: ReadonlyMap<string, Witness>,
  settings: SimilarSettings,
  relation: Relation,
): { pair: Confirmed | undefined; whole: boolean } {
  const measure: LikenessMeasure = { ...settings, n: settings.shape.n, jaccard: settings[relation] ?? 1 };
  const own = witnesses.get(placeOf(owner));
  let pair: Confirmed | undefined;
  let whole = own !== undefined;
  for (const partner of partners) {
    const other = witnesses.get(placeOf(partner));
    if (other === undefined) whole = false;
    if (own?.text == null || other?.text == null || own.contentDigest === other.contentDigest) continue;
    const likeness = likenessOf(own.text, other.text, measure);
    if (likeness.kind === 'other') continue;
    // Rounded down: 0.7996 must not read as 0.8.
    const share = Math.floor(likeness.share * 1000 + 1e-9) / 1000;
    const [item, like] = [itemOf(own, owner), itemOf(other, partner)];
    pair = strongest(pair, { kind: likeness.kind, share, items: 2, owner, partner, item, like });
  }
  return { pair, whole };
}

const itemOf = ({ at, id, subMetric }: Witness, { side }: Item): NearItem => ({ at, id, subMetric, side });

const pairOf = ({ item, like, kind, share, items }: Confirmed): NearPair => ({ item, like, kind, share, items });

/** In plan order; an item that has a sketch of each kind may have been confirmed twice. */
function oneOfEach(pairs: ReadonlyMap<number, Confirmed>): Confirmed[] {
  const sorted = [...pairs].sort(([a], [b]) => a - b).map(([, pair]) => pair);
  return sorted.filter((pair, k) => {
    const before = sorted[k - 1];
    return before === undefined || placeOf(before.owner) !== placeOf(pair.owner);
  });
}
