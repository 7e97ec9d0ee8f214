import type { NearOptions } from '@jatdae/rules';
import type { ComparedItem } from '../read-items.js';
import { likenessOf } from '../similar/compare.js';
import { createAnchorIndex } from './anchor-index.js';
import { comparison, type LeakComparison, type LeakPair, stronger } from './overlap.js';
import { createSketchIndex, sketchText, type TextSketch } from './text-sketch.js';

/** Another data set, whose items are read as often as they are asked for. */
export interface OtherDataset {
  readonly name: string;
  texts(): AsyncIterable<ComparedItem>;
}

/**
 * Which items of a deliverable stand in other data sets, by the settings of its profile. Candidates come from sketches and anchors, verdicts from the texts, as for H003 and H004.
 * The first side's texts are held in memory: some kilobytes an item.
 */
export async function compareAgainst(
  items: AsyncIterable<ComparedItem>,
  near: NearOptions,
  others: readonly OtherDataset[],
  keep: number,
): Promise<LeakComparison> {
  const held: ComparedItem[] = [];
  const byDigest = new Map<string, number[]>();
  const index = createSketchIndex(near);
  const anchors = createAnchorIndex(near);
  const sketchOf = ({ text }: ComparedItem): TextSketch => sketchText(text.passage + text.question, near, hashOf);
  for await (const item of items) {
    const k = held.length;
    held.push(item);
    index.add(k, sketchOf(item));
    anchors.add(item.text.passage + item.text.question);
    byDigest.set(item.digest, [...(byDigest.get(item.digest) ?? []), k]);
  }
  const best = new Map<number, LeakPair>();
  let compared = 0;
  for (const { name, texts } of others) {
    for await (const other of texts()) {
      compared += 1;
      const note = (k: number, kind: LeakPair['kind'], similarity: number | null): void => {
        const { path, record } = held[k] as ComparedItem;
        const b = { path: other.path, record: other.record, dataset: name };
        best.set(k, stronger(best.get(k), { kind, a: { path, record }, b, similarity, estimate: false }));
      };
      for (const k of byDigest.get(other.digest) ?? []) note(k, 'same', null);
      const candidates = index.candidates(sketchOf(other));
      for (const k of anchors.candidates(other.text.passage + other.text.question)) candidates.add(k);
      for (const k of candidates) {
        const likeness = likenessOf((held[k] as ComparedItem).text, other.text, near);
        if (likeness.kind === 'other') continue;
        note(k, likeness.kind, Math.floor(likeness.share * 1000 + 1e-9) / 1000);
      }
    }
  }
  return comparison(best, { a: held.length, b: compared }, keep, anchors.cut().size);
}

/** FNV-1a over UTF-16 units, mixed (MurmurHash3's finaliser). */
function hashOf(gram: string): number {
  let h = 0x811c9dc5;
  for (let k = 0; k < gram.length; k++) h = Math.imul(h ^ gram.charCodeAt(k), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
