import type { AnchorShape } from './anchors.js';
import { allocate, type ByteMemory } from './byte-memory.js';
import { FINGERPRINT_WORDS } from './fingerprint.js';
import type { ItemBatch } from './item-batch.js';
import { MAX_UNITS, NORMAL_STEPS, type SketchShape } from './normal-text.js';
import { MAX_JAMO_UNITS, type SketchRoom } from './sketch.js';
import { BLOOM_WORDS, FACTS } from './sketch-facts.js';

/** How items are sketched: `SketchShape` and `AnchorShape`, and from how many units of normal text on what is done. */
export interface ItemSketchShape {
  readonly sketch: SketchShape;
  readonly anchors: AnchorShape;
  /** a text is sketched at all */
  readonly least: number;
  /** not only as jamo */
  readonly jamo: number;
  /** no longer as jamo, too */
  readonly jamoTo: number;
  /** its wide anchors are noted */
  readonly wideFrom: number;
}

/** Sketches of some rows, in row order; views that the next call overwrites. */
export interface SketchedRows {
  /** FACTS integers each, of which the media is left 0 */
  readonly facts: Int32Array;
  /** by band, a key each */
  readonly keys: readonly Int32Array[];
  /** BLOOM_WORDS each */
  readonly blooms: Int32Array;
  /** the units of the text of each; 0 where another sketch of the item has its anchors */
  readonly lengths: Uint16Array;
  /** of items: the sketch (its number in the split), how many anchors follow, and they */
  readonly wide: Int32Array;
  readonly narrow: Int32Array;
}

/** Who takes sketches, in row order. */
export interface SketchTaker {
  /** Sketches of the split that were taken before. */
  taken(): number;
  take(rows: SketchedRows): void;
  /** A row that only TypeScript can sketch. */
  takeRow(row: number): void;
}

/** Sketches the items of whole batches by their bytes. */
export interface ItemSketcher {
  /** `firstRow`: number of the batch's first row in its split. */
  sketch(batch: ItemBatch, firstRow: number, taker: SketchTaker): void;
}

/** Sketches, and words of anchors of each kind, that there is room for: those of a text, at the least. */
const ROOM = 1 << 11;
const ANCHOR_ROOM = MAX_UNITS * 2;
/** Words from the keys of a band to those of the next: no power of two, of which the processor's nearest memory holds few. */
const BAND_ROOM = ROOM + 16;

/** @param room that of the sketcher which takes what is left to TypeScript. @returns null where TypeScript has to sketch every row */
export function createItemSketcher(memory: ByteMemory, room: SketchRoom, shape: ItemSketchShape): ItemSketcher | null {
  const { kernels } = memory;
  const steps = shape.sketch.normal ?? NORMAL_STEPS;
  if (kernels === null || steps.length < NORMAL_STEPS.length || shape.jamoTo > MAX_JAMO_UNITS) return null;
  const { bands } = shape.sketch;
  const columns = { rows: 0, at: 0, stride: 0, choices: 0, prints: 0 };
  const found: Found = {
    head: allocate(memory, HEAD_WORDS * 4),
    facts: allocate(memory, ROOM * FACTS * 4),
    keys: allocate(memory, BAND_ROOM * bands * 4),
    blooms: allocate(memory, ROOM * BLOOM_WORDS * 4),
    lengths: allocate(memory, ROOM * 2),
    wide: allocate(memory, ANCHOR_ROOM * 4),
    narrow: allocate(memory, ANCHOR_ROOM * 4),
  };

  return {
    sketch(batch, firstRow, taker) {
      const { tape, size } = batch;
      writeColumns(memory, columns, batch);
      for (let next = 0; next < size; ) {
        writeHead(memory, columns, found, room, shape, [batch.split, firstRow, taker.taken()]);
        next = kernels.sketchItems(tape.marks.bytesAt, tape.nodesAt, found.head, next, size);
        const [count = 0, wide = 0, narrow = 0, isHard] = intsAt(memory, found.head + FOUND * 4, 4);
        taker.take({
          facts: intsAt(memory, found.facts, count * FACTS),
          keys: Array.from({ length: bands }, (_, band) => intsAt(memory, found.keys + band * BAND_ROOM * 4, count)),
          blooms: intsAt(memory, found.blooms, count * BLOOM_WORDS),
          lengths: new Uint16Array(memory.buffer, found.lengths, count),
          wide: intsAt(memory, found.wide, wide),
          narrow: intsAt(memory, found.narrow, narrow),
        });
        if (isHard === 1) taker.takeRow(next++);
      }
    },
  };
}

/** Rows of assembly/sketch-items.ts, and where in it stands what a call gives. */
const HEAD_WORDS = 38;
const FOUND = 34;
const COLUMNS = 6;

/** Addresses of what a call writes. */
interface Found {
  readonly head: number;
  readonly facts: number;
  readonly keys: number;
  readonly blooms: number;
  readonly lengths: number;
  readonly wide: number;
  readonly narrow: number;
}

/** Room in the memory for the columns of a batch. */
interface ColumnRoom {
  /** rows that there is room for, the address of the first column, and bytes from one to the next */
  rows: number;
  at: number;
  stride: number;
  /** choices that there is room for, and the address of their fingerprints */
  choices: number;
  prints: number;
}

function writeColumns(memory: ByteMemory, room: ColumnRoom, batch: ItemBatch): void {
  const { size, field, root, choiceStart, choicePrint, side } = batch;
  const choices = choiceStart[size] as number;
  if (size > room.rows) {
    room.rows = Math.max(1024, size * 2);
    room.stride = (room.rows + 4) * 4;
    room.at = allocate(memory, room.stride * COLUMNS);
  }
  if (choices > room.choices) {
    room.choices = Math.max(4096, choices * 2);
    room.prints = allocate(memory, room.choices * FINGERPRINT_WORDS * 4);
  }
  [root, field.context, field.question, field.turns].forEach((column, k) => {
    intsAt(memory, room.at + k * room.stride, size).set(column.subarray(0, size));
  });
  intsAt(memory, room.at + 4 * room.stride, size + 1).set(choiceStart.subarray(0, size + 1));
  new Uint8Array(memory.buffer, room.at + 5 * room.stride, size).set(side.subarray(0, size));
  const words = choices * FINGERPRINT_WORDS;
  intsAt(memory, room.prints, words).set(choicePrint.subarray(0, words));
}

function writeHead(
  memory: ByteMemory,
  columns: ColumnRoom,
  found: Found,
  { units, jamo, scratch, out, hashes }: SketchRoom,
  { sketch, anchors, least, jamo: fromJamo, jamoTo, wideFrom }: ItemSketchShape,
  place: readonly [split: number, firstRow: number, firstSketch: number],
): void {
  intsAt(memory, found.head, FOUND).set([
    ...Array.from({ length: COLUMNS }, (_, k) => columns.at + k * columns.stride),
    columns.prints,
    ...[sketch.n, sketch.rows, sketch.bands],
    ...[anchors.k, anchors.narrow, anchors.wide],
    ...[least, fromJamo, jamoTo, wideFrom],
    ...[units, jamo, scratch, out, hashes],
    ...place,
    ...[found.facts, found.keys, BAND_ROOM * 4, found.blooms, found.lengths, found.wide, found.narrow],
    ...[ROOM, ANCHOR_ROOM],
  ]);
}

function intsAt(memory: ByteMemory, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}
