import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_UNITS } from '@jatdae/kernel';
import { extend, type PrintLog } from '../scan/prints.js';
import type { Tier } from './containment.js';
import { createIntFile, type IntFile } from './int-file.js';

/** Integers before an item's anchors in the log of its split: its sketch there, its length, and how many anchors follow. */
const HEAD = 3;

/**
 * Appends an item's anchors to the log of its split. @param sketch its number in the split @param units length of its normal text
 * @param anchors they are anchors[from] … anchors[to − 1]
 */
export function logAnchors(log: PrintLog, sketch: number, units: number, anchors: Int32Array, from: number, to: number): void {
  const at = extend(log, HEAD + to - from);
  const { ints } = log;
  ints[at] = sketch;
  ints[at + 1] = units;
  ints[at + 2] = to - from;
  for (let k = from; k < to; k++) ints[at + HEAD + k - from] = anchors[k] as number;
}

/** The items of a split, one after the other: `next` moves on to the first and to each following one. */
export interface AnchoredItems {
  readonly ints: Int32Array;
  /** counted over all splits */
  sketch: number;
  units: number;
  /** the anchors are ints[from] … ints[to − 1] */
  from: number;
  to: number;
  next(): boolean;
}

/** Holds the anchors of all items as they came, in memory up to a budget and on disk past it. An item costs 12 bytes and 4 for each anchor. */
export interface AnchorStore {
  /** items held, by their length */
  readonly lengths: Uint32Array;
  /** anchors held */
  readonly anchors: number;
  /** Takes the log of the next split in plan order. @param sketchesBefore sketches of all splits before it */
  append(log: Int32Array, sketchesBefore: number): void;
  /** The items of each split, in plan order; as often as asked for. */
  splits(): Iterable<AnchoredItems>;
  close(): void;
}

export type AnchorStores = Readonly<Record<Tier, AnchorStore>>;

/** A wide anchor is rarer than a narrow one. */
export const createAnchorStores = (budgetBytes: number, tempDir: string): AnchorStores => ({
  wide: createAnchorStore(MAX_UNITS, budgetBytes / 4, tempDir),
  narrow: createAnchorStore(MAX_UNITS, (budgetBytes * 3) / 4, tempDir),
});

export function closeAnchors({ wide, narrow }: AnchorStores): void {
  wide.close();
  narrow.close();
}

interface Piece {
  /** null where it is on the disk */
  ints: Int32Array | null;
  readonly length: number;
  readonly sketchesBefore: number;
}

/** @param longest units of the longest text */
export function createAnchorStore(longest: number, budgetBytes: number, tempDir: string): AnchorStore {
  const pieces: Piece[] = [];
  const lengths = new Uint32Array(longest + 1);
  let anchors = 0;
  let held = 0;
  let folder: string | null = null;
  let file: IntFile | null = null;

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-anchors-'));
    file ??= createIntFile(join(folder, 'anchors'));
    for (const piece of pieces) {
      if (piece.ints !== null) file.append(piece.ints);
      piece.ints = null;
    }
    held = 0;
  }

  function* splits(): Generator<AnchoredItems, void, void> {
    let at = 0;
    let room = new Int32Array(0);
    for (const { ints, length, sketchesBefore } of pieces) {
      if (ints !== null) yield itemsOf(ints, sketchesBefore);
      else {
        if (room.length < length) room = new Int32Array(Math.ceil(length * 1.25));
        const piece = room.subarray(0, length);
        file?.read(at, piece);
        yield itemsOf(piece, sketchesBefore);
      }
      at += length;
    }
  }

  return {
    lengths,
    get anchors() {
      return anchors;
    },
    append(log, sketchesBefore) {
      if (log.length === 0) return;
      for (const items = itemsOf(log, sketchesBefore); items.next(); ) {
        lengths[items.units] = (lengths[items.units] as number) + 1;
        anchors += items.to - items.from;
      }
      pieces.push({ ints: log, length: log.length, sketchesBefore });
      held += log.byteLength;
      if (held > budgetBytes) spill();
    },
    splits,
    close() {
      pieces.length = 0;
      file?.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

function itemsOf(ints: Int32Array, sketchesBefore: number): AnchoredItems {
  const items: AnchoredItems = {
    ints,
    sketch: -1,
    units: 0,
    from: 0,
    to: 0,
    next() {
      const head = items.to;
      if (head >= ints.length) return false;
      items.sketch = sketchesBefore + (ints[head] as number);
      items.units = ints[head + 1] as number;
      items.from = head + HEAD;
      items.to = items.from + (ints[head + 2] as number);
      return true;
    },
  };
  return items;
}
