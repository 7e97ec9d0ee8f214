import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan/plan.js';
import type { AnchorStores } from './anchor-store.js';
import type { BandWork } from './band-search.js';
import { type Candidate, candidatesOf, createCandidateLog, type PairRuns } from './candidate-log.js';
import { type ColumnReader, openColumn } from './column.js';
import { findContained } from './contained.js';
import type { Room } from './containment.js';
import { createInsideJudge } from './inside.js';
import type { Facts } from './relation.js';
import type { SimilarSettings } from './settings.js';
import type { SketchData, SketchStore } from './sketch-store.js';
import { FACTS } from './sketches.js';

export interface Found {
  /** in the order of the items that are told of */
  candidates(): Iterable<Candidate>;
  /** of all sketches */
  readonly facts: Pick<ColumnReader, 'lookUp'>;
  /** sketches that were not compared with all that have a key in common with them, for these were too many */
  readonly cut: number;
  close(): void;
}

export interface Search {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly settings: SimilarSettings;
  readonly signal: AbortSignal;
  readonly room: Room;
}

/** Parts for each thread: those that were lucky take what others have left. */
const PARTS_OF_THREAD = 3;

/**
 * Finds pairs that meet in a band and whose parity words do not rule them out, and pairs of which one may contain the other. Sketches are
 * numbered in plan order. What is found depends neither on the room nor on the threads.
 * @param skip sketches that take no part
 * @returns null where it was interrupted
 */
export async function findCandidates(
  search: Search,
  store: SketchStore,
  anchors: AnchorStores,
  skip: ((facts: Facts, at: number) => boolean) | null,
): Promise<Found | null> {
  const { room } = search;
  const folder = mkdtempSync(join(room.temp, 'jatdae-near-'));
  const sketches = store.share({ facts: (room.memory * 5) / 8, blooms: room.memory / 8 });
  const facts = openColumn(sketches.facts);
  const close = (): void => {
    facts.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const skipped = skippedOf(sketches, facts, skip);
    const cut = new Uint8Array(sketches.size);
    const logs = await pairBands(search, sketches, skipped, cut, folder);
    if (logs === null) {
      close();
      return null;
    }
    logs.push(pairContained(search, sketches, anchors, skipped, cut, folder));
    return { candidates: () => candidatesOf(logs), facts, cut: cut.reduce((sum, one) => sum + one, 0), close };
  } catch (error) {
    close();
    throw error;
  }
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

async function pairBands(
  { plan, engine, signal, room }: Search,
  sketches: SketchData,
  skipped: Uint8Array,
  cut: Uint8Array,
  folder: string,
): Promise<PairRuns[] | null> {
  const bands = sketches.keys.length;
  const parts = Math.min(bands, engine.threads * PARTS_OF_THREAD);
  const work = Array.from({ length: parts }, (_, k): BandWork => {
    const [from, to] = [Math.floor((bands * k) / parts), Math.floor((bands * (k + 1)) / parts)];
    return { kind: 'bands', sketches, skipped, from, to, memory: room.memory / 2 / engine.threads, folder };
  });
  const logs: PairRuns[] = [];
  for await (const found of engine.search(plan, work, signal)) {
    logs.push(found.pairs);
    for (let sketch = 0; sketch < cut.length; sketch++) if (found.cut[sketch] === 1) cut[sketch] = 1;
  }
  return logs.length === work.length ? logs : null;
}

function pairContained(
  { settings, room }: Search,
  sketches: SketchData,
  anchors: AnchorStores,
  skipped: Uint8Array,
  cut: Uint8Array,
  folder: string,
): PairRuns {
  const log = createCandidateLog(room.memory / 8, folder);
  const [facts, blooms] = [openColumn(sketches.facts), openColumn(sketches.blooms)];
  try {
    const inside = createInsideJudge(settings, log, facts, room.memory / 8);
    findContained(
      anchors,
      {
        n: settings.shape.n,
        least: settings.least,
        containment: settings.containment,
        sketches: sketches.size,
        blooms: blooms.lookUp,
        takesPart: (sketch) => skipped[sketch] === 0,
        take: inside.take,
        cut: (sketch) => {
          cut[sketch] = 1;
        },
      },
      room,
    );
    inside.flush();
    return log.finish();
  } finally {
    facts.close();
    blooms.close();
  }
}
