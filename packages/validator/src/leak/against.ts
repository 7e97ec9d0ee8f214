import type { NearOptions } from '@jatdae/rules';
import type { ComparedItem } from '../read-items.js';
import { likenessOf } from '../similar/compare.js';
import { type AnchorIndex, BLOCK_TEXTS, createAnchorIndex } from './anchor-index.js';
import { comparison, type LeakComparison, type LeakPair, stronger } from './overlap.js';
import { createSketchIndex, type SketchIndex, sketchText } from './text-sketch.js';

/** Another data set, whose items are read as often as they are asked for. */
export interface OtherDataset {
  readonly name: string;
  texts(): AsyncIterable<ComparedItem>;
}

/**
 * Which items of a deliverable stand in other data sets, by the settings of its profile. Candidates come from sketches and anchors, verdicts from the texts, as for H003 and H004.
 * As many of the deliverable's items are held at once as `memory` has room for, a block of 16,384 at the least; the others are read once for each such portion. The outcome is
 * the same for any number of portions.
 * @param memory bytes
 */
export async function compareAgainst(
  items: AsyncIterable<ComparedItem>,
  near: NearOptions,
  others: readonly OtherDataset[],
  { keep, memory }: { readonly keep: number; readonly memory: number },
): Promise<LeakComparison> {
  const source = items[Symbol.asyncIterator]();
  const best = new Map<number, LeakPair>();
  let first = 0;
  let compared = 0;
  let cut = 0;
  try {
    for (let isLast = false; !isLast; ) {
      const portion = await takePortion(source, near, memory);
      isLast = portion.isLast;
      if (first > 0 && portion.held.length === 0) break;
      const seen = await comparePortion(portion, first, near, others, best);
      if (first === 0) compared = seen;
      first += portion.held.length;
      cut += portion.anchors.cut();
    }
  } finally {
    await source.return?.();
  }
  return comparison(best, { a: first, b: compared }, keep, cut);
}

/** What an item takes while it is held, besides what each unit of its text takes: measured. */
const ITEM_BYTES = 2500;
const UNIT_BYTES = 18;

/** Items of the deliverable that are held at once, and what finds them. */
interface Portion {
  readonly held: readonly ComparedItem[];
  readonly byDigest: ReadonlyMap<string, readonly number[]>;
  readonly sketches: SketchIndex;
  readonly anchors: AnchorIndex;
  readonly isLast: boolean;
}

const wholeOf = ({ text }: ComparedItem): string => text.passage + text.question;

async function takePortion(source: AsyncIterator<ComparedItem>, near: NearOptions, memory: number): Promise<Portion> {
  const held: ComparedItem[] = [];
  const byDigest = new Map<string, number[]>();
  const sketches = createSketchIndex(near);
  const anchors = createAnchorIndex(near);
  let bytes = 0;
  // Blocks of anchors are whole, whatever the portion.
  while (bytes < memory || held.length % BLOCK_TEXTS > 0) {
    const { done, value: item } = await source.next();
    if (done === true) return { held, byDigest, sketches, anchors, isLast: true };
    const text = wholeOf(item);
    sketches.add(held.length, sketchText(text, near, hashOf));
    anchors.add(text);
    const same = byDigest.get(item.digest);
    if (same === undefined) byDigest.set(item.digest, [held.length]);
    else same.push(held.length);
    held.push(item);
    bytes += ITEM_BYTES + text.length * UNIT_BYTES;
  }
  return { held, byDigest, sketches, anchors, isLast: false };
}

/** Notes for each item of the portion, numbered from `first` on, the one that is most like it; gives how many there are. */
async function comparePortion(
  { held, byDigest, sketches, anchors }: Portion,
  first: number,
  near: NearOptions,
  others: readonly OtherDataset[],
  best: Map<number, LeakPair>,
): Promise<number> {
  let compared = 0;
  for (const { name, texts } of others) {
    for await (const other of texts()) {
      compared += 1;
      const note = (k: number, kind: LeakPair['kind'], similarity: number | null): void => {
        const { path, record } = held[k] as ComparedItem;
        const b = { path: other.path, record: other.record, dataset: name };
        best.set(first + k, stronger(best.get(first + k), { kind, a: { path, record }, b, similarity, estimate: false }));
      };
      for (const k of byDigest.get(other.digest) ?? []) note(k, 'same', null);
      const text = wholeOf(other);
      const candidates = sketches.candidates(sketchText(text, near, hashOf));
      for (const k of anchors.candidates(text)) candidates.add(k);
      for (const k of candidates) {
        const likeness = likenessOf((held[k] as ComparedItem).text, other.text, near);
        if (likeness.kind === 'other') continue;
        note(k, likeness.kind, Math.floor(likeness.share * 1000 + 1e-9) / 1000);
      }
    }
  }
  return compared;
}

/** FNV-1a over UTF-16 units, mixed (MurmurHash3's finaliser). */
function hashOf(gram: string): number {
  let h = 0x811c9dc5;
  for (let k = 0; k < gram.length; k++) h = Math.imul(h ^ gram.charCodeAt(k), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
