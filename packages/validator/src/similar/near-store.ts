import { BLOOM_WORDS, FACTS } from '@jatdae/kernel';
import type { ScannedRun } from '../scan/scanned-run.js';
import { type AnchorData, createAnchorStore } from './anchor-store.js';
import type { Tier } from './containment.js';
import { createRawAnchors } from './raw-anchors.js';
import { createSketchStore, type SketchData } from './sketch-store.js';
import type { StoredNear } from './stored-near.js';
import { readLengths } from './stored-rest.js';
import { createTextLengths } from './text-lengths.js';

/** What scans put aside of all items for the search for near ones, in plan order. */
export interface NearStore {
  /**
   * After the last `append`: the lengths of the texts of all sketches, in shared memory. Once.
   * @throws LostLogs where some that were stored are not there as they were written
   */
  lengths(): Uint16Array;
  /** After the last `append`: brings into memory what fits of the facts and the Bloom filters, for all threads. */
  share(room: { readonly facts: number; readonly blooms: number }): SketchData;
  /** After the last `append`. */
  anchors(tier: Tier): AnchorData;
  /** Takes what the splits left that come next in the plan. */
  append(run: Pick<ScannedRun, 'splits' | 'stored'>): void;
  close(): void;
}

/** @param giveBack told of logs of splits that are no longer held */
export function createNearStore(
  bands: number,
  budgetBytes: number,
  tempDir: string,
  giveBack: (log: Int32Array) => void,
): NearStore {
  const sketches = createSketchStore(bands, (budgetBytes * 2) / 3, tempDir, giveBack);
  // A wide anchor is rarer than a narrow one.
  const wide = createAnchorStore(budgetBytes / 12, tempDir, giveBack);
  const narrow = createAnchorStore(budgetBytes / 4, tempDir, giveBack);
  const raw = createRawAnchors(budgetBytes / 4, tempDir, giveBack);
  const lengths = createTextLengths();
  return {
    lengths: lengths.share,
    share: sketches.share,
    anchors(tier) {
      if (tier === 'wide') return wide.share();
      raw.dealInto(narrow);
      return narrow.share();
    },
    append({ splits }) {
      for (const { logs } of splits) {
        if (logs === null) continue;
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
  let stored: StoredNear | null = null;
  const data = (): StoredNear => {
    // One and the same array for all columns: it is parked once.
    stored ??= { folder, runs: Int32Array.from(runs), sketches: Int32Array.from(sizes) };
    return stored;
  };
  return {
    lengths: () => readLengths(data()),
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
    append({ stored: files }) {
      for (const { first, count, sketches } of files) {
        if (sketches === 0) continue;
        runs.push(first, count);
        sizes.push(sketches);
      }
    },
    close: () => undefined,
  };
}
