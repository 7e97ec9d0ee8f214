import { KEYED_BINS } from '@jatdae/kernel';
import { createKeyGrouper, type KeyGroups } from '../similar/equal-keys.js';
import { bandsFor } from '../similar/settings.js';
import { type BestKeys, kindNumber } from './best-keys.js';
import { equalBins, leastEqual } from './bins.js';
import type { SketchKind } from './key-format.js';
import type { KeyFile } from './read-keys.js';

/** Sketches that are held at once of the first side and of the other one: 128 bytes each. */
const LOADS = { a: 1 << 19, b: 1 << 20 } as const;
/** Comparisons that a sketch of the first side may cost on average, over all bands, and the least that all may cost together. */
const COST_PER_ITEM = 100;
const LEAST_COST = 20_000_000;
const WORDS = KEYED_BINS / 4;
const NEAR = kindNumber('near');
const KINDS: readonly SketchKind[] = ['syllables', 'jamo'];

/** Sketches of one side that lie behind each other, with the item of each. */
interface Sketches {
  readonly count: number;
  readonly bins: Int32Array;
  readonly owner: Uint32Array;
}

/**
 * Finds items of the first side that have no equal fingerprint and a sketch near one of the other side. Pairs that share a band are compared bin by
 * bin. Gives how many items were not compared with all that they share one with, for these were too many.
 */
export async function findNearKeys(a: KeyFile, b: KeyFile, best: BestKeys): Promise<number> {
  const least = leastEqual(a.header.jaccard);
  const cut = new Uint8Array(a.items);
  for (const kind of KINDS) {
    for await (const theirs of loadsOf(b, kind, LOADS.b, () => true)) {
      for await (const own of loadsOf(a, kind, LOADS.a, (item) => isOpen(best, item))) {
        compareLoads(own, theirs, a.header.jaccard, least, best, cut);
      }
    }
  }
  return cut.reduce((sum, one) => sum + one, 0);
}

const isOpen = ({ kind }: BestKeys, item: number): boolean => kind[item] === 0 || kind[item] === NEAR;

async function* loadsOf(
  file: KeyFile,
  kind: SketchKind,
  most: number,
  takes: (item: number) => boolean,
): AsyncGenerator<Sketches> {
  const room = Math.min(
    most,
    file.blocks.reduce((sum, block) => sum + block[kind], 0),
  );
  const bytes = new Uint8Array(room * KEYED_BINS);
  const owner = new Uint32Array(room);
  let count = 0;
  for (const block of file.blocks) {
    if (block[kind] === 0) continue;
    const owners = await file.owners(block, kind);
    const bins = await file.column(block, kind);
    for (const [k, item] of owners.entries()) {
      if (!takes(item)) continue;
      if (count === room) {
        yield { count, bins: new Int32Array(bytes.buffer), owner };
        count = 0;
      }
      bytes.set(bins.subarray(k * KEYED_BINS, (k + 1) * KEYED_BINS), count * KEYED_BINS);
      owner[count++] = item;
    }
  }
  if (count > 0) yield { count, bins: new Int32Array(bytes.buffer), owner };
}

function compareLoads(a: Sketches, b: Sketches, jaccard: number, least: number, best: BestKeys, cut: Uint8Array): void {
  const { rows, bands } = bandsFor(jaccard);
  const size = a.count + b.count;
  const keys = new Int32Array(size);
  const nobody = new Uint8Array(size);
  const { group } = createKeyGrouper(size, Number.POSITIVE_INFINITY);
  const budget = Math.max(LEAST_COST, COST_PER_ITEM * a.count) / bands;
  for (let band = 0; band < bands; band++) {
    writeKeys(a, band, rows, keys, 0);
    writeKeys(b, band, rows, keys, a.count);
    const groups = group(() => [keys], 0, nobody);
    const most = mostPartners(groups, a.count, budget);
    forEachGroup(groups, a.count, (from, middle, to) => {
      const end = Math.min(to, middle + most);
      for (let k = from; k < middle; k++) {
        const own = groups.members[k] as number;
        if (end < to) cut[a.owner[own] as number] = 1;
        for (let j = middle; j < end; j++) compare(a, own, b, (groups.members[j] as number) - a.count, least, best);
      }
    });
  }
}

/** Keeps the nearest one, of equals the first. */
function compare(a: Sketches, own: number, b: Sketches, other: number, least: number, best: BestKeys): void {
  const item = a.owner[own] as number;
  const partner = b.owner[other] as number;
  const known = best.kind[item] === NEAR ? (best.equalBins[item] as number) : 0;
  if (known > 0 && best.partner[item] === partner) return;
  const equal = equalBins(a.bins, own * WORDS, b.bins, other * WORDS, Math.max(least, known));
  if (equal < 0 || (equal === known && partner > (best.partner[item] as number))) return;
  best.kind[item] = NEAR;
  best.partner[item] = partner;
  best.equalBins[item] = equal;
}

/** A band's bins as one word (FNV-1a, mixed): what is taken for equal and is not is found out bin by bin. */
function writeKeys({ bins, count }: Sketches, band: number, rows: number, into: Int32Array, at: number): void {
  const bytes = new Uint8Array(bins.buffer, bins.byteOffset);
  for (let k = 0; k < count; k++) {
    let h = 0x811c9dc5;
    const from = k * KEYED_BINS + band * rows;
    for (let j = from; j < from + rows; j++) h = Math.imul(h ^ (bytes[j] as number), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    into[at + k] = h ^ (h >>> 13);
  }
}

/** Groups that have members of both sides: those of the first side stand from `from` to `middle`, the others up to `to`. */
function forEachGroup(
  { count, members, ends }: KeyGroups,
  own: number,
  take: (from: number, middle: number, to: number) => void,
): void {
  for (let g = 0, from = 0; g < count; g++) {
    const to = ends[g] as number;
    let middle = from;
    while (middle < to && (members[middle] as number) < own) middle += 1;
    if (middle > from && middle < to) take(from, middle, to);
    from = to;
  }
}

/** The most members of the other side that each of a group is compared with, so that all comparisons stay within the budget. */
function mostPartners(groups: KeyGroups, own: number, budget: number): number {
  for (let most = 1 << 20; most > 1; most >>= 1) {
    let cost = 0;
    forEachGroup(groups, own, (from, middle, to) => {
      cost += (middle - from) * Math.min(most, to - middle);
    });
    if (cost <= budget) return most;
  }
  return 1;
}
