import { appendFileSync, closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchors } from '@jatdae/kernel';
import { extend, type PrintLog } from '../scan/prints.js';

/** Integers before an item's anchors in the log of its split: its sketch there, its length, and how many wide and narrow ones follow. */
const HEAD = 4;

/** Appends an item's anchors to the log of its split. @param sketch its number in the split @param units length of its normal text */
export function logAnchors(log: PrintLog, sketch: number, units: number, { wide, narrow }: Anchors): void {
  const at = extend(log, HEAD + wide.length + narrow.length);
  log.ints[at] = sketch;
  log.ints[at + 1] = units;
  log.ints[at + 2] = wide.length;
  log.ints[at + 3] = narrow.length;
  log.ints.set(wide, at + HEAD);
  log.ints.set(narrow, at + HEAD + wide.length);
}

/** The items of a split, one after the other: `next` moves on to the first and to each following one. */
export interface AnchoredItems {
  readonly ints: Int32Array;
  /** counted over all splits */
  sketch: number;
  units: number;
  /** the wide anchors are ints[from] … ints[between − 1], the narrow ones those up to ints[to − 1] */
  from: number;
  between: number;
  to: number;
  next(): boolean;
}

/** Holds the anchors of all items as they came, in memory up to a budget and on disk past it. */
export interface AnchorStore {
  /** items held */
  readonly size: number;
  /** Takes the log of the next split in plan order. @param sketchesBefore sketches of all splits before it */
  append(log: Int32Array, sketchesBefore: number): void;
  /** The items of each split, in plan order; as often as asked for. */
  splits(): Iterable<AnchoredItems>;
  close(): void;
}

interface Piece {
  /** null where it is on the disk */
  ints: Int32Array | null;
  readonly length: number;
  readonly sketchesBefore: number;
}

export function createAnchorStore(budgetBytes: number, tempDir: string): AnchorStore {
  const pieces: Piece[] = [];
  let size = 0;
  let held = 0;
  let folder: string | null = null;
  const file = (): string => join(folder ?? tempDir, 'anchors');

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-anchors-'));
    for (const piece of pieces) {
      if (piece.ints !== null) appendFileSync(file(), bytesOf(piece.ints));
      piece.ints = null;
    }
    held = 0;
  }

  function* splits(): Generator<AnchoredItems, void, void> {
    const handle = folder === null ? null : openSync(file(), 'r');
    try {
      let at = 0;
      for (const { ints, length, sketchesBefore } of pieces) {
        if (ints === null) yield itemsOf(readInts(handle as number, at, length), sketchesBefore);
        else yield itemsOf(ints, sketchesBefore);
        at += length * 4;
      }
    } finally {
      if (handle !== null) closeSync(handle);
    }
  }

  return {
    get size() {
      return size;
    },
    append(log, sketchesBefore) {
      if (log.length === 0) return;
      for (const items = itemsOf(log, sketchesBefore); items.next(); ) size += 1;
      pieces.push({ ints: log, length: log.length, sketchesBefore });
      held += log.byteLength;
      if (held > budgetBytes) spill();
    },
    splits,
    close() {
      pieces.length = 0;
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
    between: 0,
    to: 0,
    next() {
      const head = items.to;
      if (head >= ints.length) return false;
      items.sketch = sketchesBefore + (ints[head] as number);
      items.units = ints[head + 1] as number;
      items.from = head + HEAD;
      items.between = items.from + (ints[head + 2] as number);
      items.to = items.between + (ints[head + 3] as number);
      return true;
    },
  };
  return items;
}

const bytesOf = (ints: Int32Array): Uint8Array => new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength);

function readInts(handle: number, at: number, length: number): Int32Array {
  const ints = new Int32Array(length);
  const bytes = bytesOf(ints);
  for (let read = 0; read < bytes.length; ) {
    const count = readSync(handle, bytes, read, bytes.length - read, at + read);
    if (count === 0) throw new RangeError('the anchors are shorter than what was put aside');
    read += count;
  }
  return ints;
}
