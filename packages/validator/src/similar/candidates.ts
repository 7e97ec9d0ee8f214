import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS } from '@jatdae/kernel';
import type { BandWork } from './band-search.js';
import { type Candidate, candidatesOf, type PairRuns } from './candidate-log.js';
import { type ColumnReader, openColumn } from './column.js';
import { findContained } from './contained.js';
import { gatherPairs, type Search } from './gather-pairs.js';
import type { NearStore } from './near-store.js';
import { ranges } from './ranges.js';
import type { Facts } from './relation.js';
import type { SketchData } from './sketch-store.js';

export interface Found {
  /** in the order of the items that are told of */
  candidates(): Iterable<Candidate>;
  /** of all sketches */
  readonly facts: Pick<ColumnReader, 'lookUp'>;
  /** sketches that were not compared with all that have a key in common with them, for these were too many */
  readonly cut: number;
  close(): void;
}

/**
 * Finds pairs that meet in a band and whose parity words do not rule them out, and pairs of which one may contain the other. Sketches are
 * numbered in plan order. What is found depends neither on the room nor on the threads.
 * @param skip sketches that take no part
 * @returns null where it was interrupted
 */
export async function findCandidates(
  asked: Omit<Search, 'folder' | 'cut'>,
  store: NearStore,
  skip: ((facts: Facts, at: number) => boolean) | null,
): Promise<Found | null> {
  const { memory, temp } = asked.room;
  const folder = mkdtempSync(join(temp, 'jatdae-near-'));
  const sketches = store.share({ facts: (memory * 5) / 8, blooms: memory / 8 });
  const facts = openColumn(sketches.facts);
  const close = (): void => {
    facts.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const cut = new Uint8Array(sketches.size);
    const logs = await findPairs({ ...asked, folder, cut }, store, sketches, skippedOf(sketches, facts, skip));
    if (logs !== null) {
      return { candidates: () => candidatesOf(logs), facts, cut: cut.reduce((sum, one) => sum + one, 0), close };
    }
  } catch (error) {
    close();
    throw error;
  }
  close();
  return null;
}

function skippedOf({ size }: SketchData, facts: ColumnReader, skip: ((facts: Facts, at: number) => boolean) | null): Uint8Array {
  const skipped = new Uint8Array(new SharedArrayBuffer(size));
  if (skip === null) return skipped;
  let sketch = 0;
  for (const piece of facts.pieces()) {
    for (let at = 0; at < piece.length; at += FACTS) skipped[sketch++] = skip(piece, at) ? 1 : 0;
  }
  return skipped;
}

async function findPairs(
  search: Search,
  store: NearStore,
  sketches: SketchData,
  skipped: Uint8Array,
): Promise<PairRuns[] | null> {
  const near = await gatherPairs(search, (parts, room) =>
    ranges(sketches.keys.length, parts).map((range): BandWork => ({ kind: 'bands', sketches, skipped, ...range, ...room })),
  );
  if (near === null) return null;
  const contained = await findContained(search, { sketches, anchors: store.anchors, lengths: lengthsOf(store, skipped) });
  return contained === null ? null : [...near, ...contained];
}

/** Of sketches that take no part the length is 0. */
function lengthsOf(store: NearStore, skipped: Uint8Array): Uint16Array {
  const lengths = store.lengths();
  for (let sketch = 0; sketch < skipped.length; sketch++) if (skipped[sketch] !== 0) lengths[sketch] = 0;
  return lengths;
}
