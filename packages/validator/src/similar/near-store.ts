import { type AnchorData, createAnchorStore } from './anchor-store.js';
import type { Tier } from './containment.js';
import { createRawAnchors } from './raw-anchors.js';
import { createSketchStore, type SketchStore } from './sketch-store.js';
import type { NearLog } from './split-log.js';
import { createTextLengths, type TextLengths } from './text-lengths.js';

/** What scans put aside of all items for the search for near ones, in plan order. */
export interface NearStore {
  readonly sketches: SketchStore;
  readonly lengths: TextLengths;
  /** After the last `append`. */
  anchors(tier: Tier): AnchorData;
  /** Takes what a split left. */
  append(log: NearLog): void;
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
    sketches,
    lengths,
    anchors(tier) {
      if (tier === 'wide') return wide.share();
      raw.dealInto(narrow);
      return narrow.share();
    },
    append(log) {
      wide.append(log.wide, sketches.size);
      raw.append(log.narrow, sketches.size);
      sketches.append(log.sketches);
      lengths.append(log.lengths);
    },
    close() {
      sketches.close();
      wide.close();
      narrow.close();
      raw.close();
    },
  };
}
