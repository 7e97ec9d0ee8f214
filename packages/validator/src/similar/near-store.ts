import { type AnchorStore, createAnchorStore } from './anchor-store.js';
import type { Tier } from './containment.js';
import { createSketchStore, type SketchStore } from './sketch-store.js';
import type { NearLog } from './sketches.js';
import { createTextLengths, type TextLengths } from './text-lengths.js';

/** What scans put aside of all items for the search for near ones, in plan order. */
export interface NearStore {
  readonly sketches: SketchStore;
  readonly anchors: Readonly<Record<Tier, AnchorStore>>;
  readonly lengths: TextLengths;
  /** Takes what a split left. */
  append(log: NearLog): void;
  close(): void;
}

export function createNearStore(bands: number, budgetBytes: number, tempDir: string): NearStore {
  const sketches = createSketchStore(bands, (budgetBytes * 2) / 3, tempDir);
  const anchors = {
    // A wide anchor is rarer than a narrow one.
    wide: createAnchorStore(budgetBytes / 12, tempDir),
    narrow: createAnchorStore(budgetBytes / 4, tempDir),
  };
  const lengths = createTextLengths();
  return {
    sketches,
    anchors,
    lengths,
    append(log) {
      anchors.wide.append(log.wide, sketches.size);
      anchors.narrow.append(log.narrow, sketches.size);
      sketches.append(log.sketches);
      lengths.append(log.lengths);
    },
    close() {
      sketches.close();
      anchors.wide.close();
      anchors.narrow.close();
    },
  };
}
