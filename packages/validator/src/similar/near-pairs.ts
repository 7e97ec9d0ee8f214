import { createSketcher, type ItemBatch, KEYED_BINS, type Sketcher } from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';
import { equalBins, leastEqual } from '../leak/bins.js';
import type { Plan } from '../plan/plan.js';
import { isItem } from '../record-runs.js';
import { createComparer } from '../scan/witness.js';
import { likenessOf } from './compare.js';
import { createKeyGrouper } from './equal-keys.js';
import { comparedNodes, type ItemText } from './item-texts.js';
import { bandsFor } from './settings.js';
import { jamoUpTo } from './sketches.js';

/** Which items belong together because they are near each other; items are numbered as they are read. */
export interface NearPairs {
  /** enough of all near pairs to lead from each item to every other one that a chain of near items leads to */
  readonly pairs: readonly (readonly [number, number])[];
  /** items that share a key with too many to be compared with them all */
  readonly cut: number;
}

type Batches = AsyncIterable<{ readonly batch: ItemBatch }>;

/** Items of equal key that each is compared with, at the most; in an order that what they hold decides. */
const MOST_PARTNERS = 256;
/** Key of the grams' hash: no secret. */
const GRAM_KEY = new Uint8Array(16);
const WORDS = KEYED_BINS / 4;
const GROUP_BYTES = 64 << 20;

/**
 * Finds near items (H004, D002) whatever splits they are in, so that the outcome does not depend on the order of the items. Sketches that meet in a
 * band are compared bin by bin, and pairs that these do not rule out by their texts, which are held for items that meet any. An item inside a much longer
 * one may be missed.
 * @param batches all items; read twice
 */
export async function nearPairs(plan: Plan, near: NearOptions, batches: () => Batches): Promise<NearPairs> {
  const { rows, bands } = bandsFor(near.jaccard);
  const sketches = await takeSketches(near, batches());
  const groups = [...meetings(sketches, rows, bands)];
  const texts = await takeTexts(plan, groups, batches());
  const least = leastEqual(near.jaccard);
  const joined = createJoin();
  const refused = new Set<string>();
  const pairs: [number, number][] = [];
  const cut = new Set<number>();
  const isNear = (a: number, b: number): boolean => {
    const [one, other] = [texts.get(a), texts.get(b)];
    if (one === undefined || other === undefined) return false;
    return likenessOf(one.text, other.text, near).kind !== 'other';
  };
  for (const { sketch, members } of groups) {
    const order = members.length <= MOST_PARTNERS ? members : byContent(members, sketch.owners, texts);
    order.forEach((member, k) => {
      const own = sketch.owners[member] as number;
      if (k > MOST_PARTNERS) cut.add(own);
      for (let j = Math.max(0, k - MOST_PARTNERS); j < k; j++) {
        const partner = order[j] as number;
        const other = sketch.owners[partner] as number;
        if (joined.isJoined(own, other)) continue;
        if (equalBins(sketch.words(member), 0, sketch.words(partner), 0, least) < 0) continue;
        const name = own < other ? `${own} ${other}` : `${other} ${own}`;
        if (refused.has(name)) continue;
        if (isNear(own, other)) {
          joined.join(own, other);
          pairs.push([own, other]);
        } else if (refused.size < MOST_REFUSED) refused.add(name);
      }
    });
  }
  return { pairs, cut: cut.size };
}

/** Pairs that are remembered not to be near, so that another band does not compare them again. */
const MOST_REFUSED = 1_000_000;

/** Sketches of one kind. */
interface Sketches {
  readonly owners: number[];
  /** bins of a sketch, WORDS integers */
  words(k: number): Int32Array;
  add(owner: number, bins: Uint8Array): void;
}

const CHUNK = 1 << 12;

function createSketches(): Sketches {
  const chunks: Int32Array[] = [];
  const owners: number[] = [];
  const words = (k: number): Int32Array =>
    (chunks[Math.floor(k / CHUNK)] as Int32Array).subarray((k % CHUNK) * WORDS, ((k % CHUNK) + 1) * WORDS);
  return {
    owners,
    words,
    add(owner, bins) {
      if (owners.length % CHUNK === 0) chunks.push(new Int32Array(CHUNK * WORDS));
      const own = words(owners.length);
      new Uint8Array(own.buffer, own.byteOffset, KEYED_BINS).set(bins);
      owners.push(owner);
    },
  };
}

/** Of syllables where a text is not too short for them, of jamo where it is short. */
async function takeSketches(
  { n, least, jaccard, jamo: letters, normal }: NearOptions,
  batches: Batches,
): Promise<readonly Sketches[]> {
  const [syllables, jamo] = [createSketches(), createSketches()];
  const bins = new Uint8Array(KEYED_BINS);
  const nodes: number[] = [];
  let sketcher: Sketcher | null = null;
  let item = 0;
  for await (const { batch } of batches) {
    sketcher ??= createSketcher(batch.tape.memory, { n, ...bandsFor(jaccard), normal });
    for (let i = 0; i < batch.size; i++) {
      if (!isItem(batch, i)) continue;
      const own = item++;
      comparedNodes(batch, i, nodes);
      const units = nodes.length === 0 ? 0 : sketcher.take(batch.tape, nodes);
      if (units < least) continue;
      if (units >= letters && sketcher.keyedBins(false, GRAM_KEY, bins, 0)) syllables.add(own, bins);
      if (units < jamoUpTo(letters, jaccard) && sketcher.keyedBins(true, GRAM_KEY, bins, 0)) jamo.add(own, bins);
    }
  }
  return [syllables, jamo];
}

/** Sketches that meet in a band, two or more. */
interface Meeting {
  readonly sketch: Sketches;
  readonly members: readonly number[];
}

function* meetings(kinds: readonly Sketches[], rows: number, bands: number): Generator<Meeting, void, void> {
  for (const sketch of kinds) {
    const size = sketch.owners.length;
    const keys = new Int32Array(size);
    const nobody = new Uint8Array(size);
    const grouper = createKeyGrouper(size, GROUP_BYTES);
    for (let band = 0; band < bands; band++) {
      for (let k = 0; k < size; k++) keys[k] = bandKey(sketch.words(k), band * rows, rows);
      for (let part = 0; part < grouper.parts; part++) {
        const { count, members, ends } = grouper.group(() => [keys], part, nobody);
        for (let g = 0, from = 0; g < count; from = ends[g++] as number)
          yield { sketch, members: [...members.subarray(from, ends[g])] };
      }
    }
  }
}

/** FNV-1a over the bins of a band, mixed: what is taken for equal and is not is found out bin by bin. */
function bandKey(words: Int32Array, from: number, rows: number): number {
  let h = 0x811c9dc5;
  for (let k = from; k < from + rows; k++) h = Math.imul(h ^ (((words[k >> 2] as number) >>> ((k & 3) * 8)) & 0xff), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}

type Compared = { readonly text: ItemText; readonly digest: string };

async function takeTexts(plan: Plan, groups: readonly Meeting[], batches: Batches): Promise<ReadonlyMap<number, Compared>> {
  const wanted = new Set(groups.flatMap(({ sketch, members }) => members.map((member) => sketch.owners[member] as number)));
  const texts = new Map<number, Compared>();
  if (wanted.size === 0) return texts;
  const compare = createComparer(plan);
  let item = 0;
  for await (const { batch } of batches) {
    for (let i = 0; i < batch.size; i++) {
      if (!isItem(batch, i)) continue;
      const own = item++;
      const compared = wanted.has(own) ? compare(batch, i) : null;
      if (compared !== null) texts.set(own, compared);
    }
  }
  return texts;
}

function byContent(members: readonly number[], owners: readonly number[], texts: ReadonlyMap<number, Compared>): number[] {
  const digestOf = (member: number): string => texts.get(owners[member] as number)?.digest ?? '';
  const order = members.map((member) => ({ member, digest: digestOf(member) }));
  return order.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0)).map(({ member }) => member);
}

interface Join {
  join(a: number, b: number): void;
  isJoined(a: number, b: number): boolean;
}

function createJoin(): Join {
  const up = new Map<number, number>();
  const rootOf = (item: number): number => {
    let at = item;
    for (let next = up.get(at); next !== undefined; next = up.get(at)) at = next;
    if (at !== item) up.set(item, at);
    return at;
  };
  return {
    join: (a, b) => void up.set(rootOf(a), rootOf(b)),
    isJoined: (a, b) => rootOf(a) === rootOf(b),
  };
}
