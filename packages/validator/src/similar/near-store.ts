import { BLOOM_WORDS, FACTS } from '@jatdae/kernel';
import type { ScannedRun } from '../scan/scanned-run.js';
import { type AnchorData, createAnchorStore } from './anchor-store.js';
import type { Tier } from './containment.js';
import { createRawAnchors } from './raw-anchors.js';
import { createSketchStore, type SketchData } from './sketch-store.js';
import type { StoredNear } from './stored-near.js';
import { createTextLengths, type TextLengths } from './text-lengths.js';

/** What scans put aside of all items for the search for near ones, in plan order. */
export interface NearStore {
  readonly lengths: TextLengths;
  /** After the last `append`: brings into memory what fits of the facts and the Bloom filters, for all threads. */
  share(room: { readonly facts: number; readonly blooms: number }): SketchData;
  /** After the last `append`. */
  anchors(tier: Tier): AnchorData;
  /** Takes what the splits left that come next in the plan. */
  append(run: Pick<ScannedRun, 'splits' | 'stored'>): void;
  close(): void;
}

export function createNearStore(bands: number, budgetBytes: number, tempDir: string): NearStore {
  const sketches = createSketchStore(bands, (budgetBytes * 2) / 3, tempDir);
  // A wide anchor is rarer than a narrow one.
  const wide = createAnchorStore(budgetBytes / 12, tempDir);
  const narrow = createAnchorStore(budgetBytes / 4, tempDir);
  const raw = createRawAnchors(budgetBytes / 4, tempDir);
  const lengths = createTextLengths();
  return {
    lengths,
    share: sketches.share,
    anchors(tier) {
      if (tier === 'wide') return wide.share();
      raw.dealInto(narrow);
      return narrow.share();
    },
    append({ splits }) {
      for (const { logs } of splits) {
        wide.append(logs.near.wide, sketches.size);
        raw.append(logs.near.narrow, sketches.size);
        sketches.append(logs.near.sketches);
        lengths.append(logs.near.lengths);
      }
    },
    close() {
      sketches.close();
      wide.close();
      narrow.close();
      raw.close();
    },
  };
}

/** Of what runs left in a folder that all hosts see: it stays there. */
export function createSharedNearStore(bands: number, folder: string): NearStore {
  const runs: number[] = [];
  const sizes: number[] = [];
  const lengths = createTextLengths();
  let stored: StoredNear | null = null;
  const data = (): StoredNear => {
    // One and the same array for all columns: it is parked once.
    stored ??= { folder, runs: Int32Array.from(runs), sketches: Int32Array.from(sizes) };
    return stored;
  };
  return {
    lengths,
    share() {
      const size = sizes.reduce((sum, count) => sum + count, 0);
      const column = (before: number, width: number) => ({
        width,
        whole: null,
        file: { ...data(), before, width, length: size * width },
      });
      const keys = Array.from({ length: bands }, (_, band) => column(FACTS + band, 1));
      return { size, facts: column(0, FACTS), keys, blooms: column(FACTS + bands, BLOOM_WORDS) };
    },
    anchors: (tier) => ({ file: null, runs: [], stored: { ...data(), tier } }),
    append({ splits, stored: run }) {
      for (const { logs } of splits) lengths.append(logs.near.lengths);
      if (run === null || run.sketches === 0) return;
      runs.push(run.first, run.count);
      sizes.push(run.sketches);
    },
    close: () => undefined,
  };
}
