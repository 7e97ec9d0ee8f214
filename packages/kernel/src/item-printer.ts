import { allocate, type ByteMemory } from './byte-memory.js';
import { FINGERPRINT_WORDS, reserve } from './fingerprint.js';
import type { ItemBatch } from './item-batch.js';

/** Integers of an id's entry: fingerprint (4), split, row in the split, and a mark that tells of the item. */
export const ID_STRIDE = 7;
/** The same of a content, then two words of the key's fingerprint. */
export const ITEM_STRIDE = 9;
/** In the mark of an entry: its key's fingerprint is there. */
export const KEYED_MARK = 1 << 19;

/** What an entry tells of its item beside its key. */
export const markOf = (subMetric: number, side: number, valid: number): number => (subMetric + 1) | (side << 16) | (valid << 18);

/** What all items of a resource share. */
export interface PrintPlan {
  /** stands before an id: a number, the item's sub-metric, or nothing */
  readonly scope: number | 'sub-metric' | null;
  /** whether an item may have a key: by sub-metric, and before them of items of none */
  readonly mayBeKeyed: readonly boolean[];
}

/** A plan as it lies in the memory. */
export interface PrintProgram {
  readonly scope: PrintPlan['scope'];
  readonly mayBeKeyed: number;
}

/** Who takes entries, in row order; views that the next call overwrites. */
export interface PrintTaker {
  take(ids: Int32Array, items: Int32Array): void;
  /** A row that only TypeScript can print. */
  takeRow(row: number): void;
}

/** Writes the entries of ids and contents of whole batches by their bytes. */
export interface ItemPrinter {
  program(plan: PrintPlan): PrintProgram;
  /** `firstRow`: number of the batch's first row in its split. */
  print(batch: ItemBatch, firstRow: number, program: PrintProgram, taker: PrintTaker): void;
}

/** null where the memory has no printer: TypeScript then prints every row. */
export function createItemPrinter(memory: ByteMemory): ItemPrinter | null {
  const printItems = memory.kernels?.printItems;
  if (printItems === undefined) return null;
  const area: Area = {
    head: allocate(memory, HEAD_WORDS * 4),
    rows: 0,
    columns: 0,
    stride: 0,
    ids: 0,
    items: 0,
    choices: 0,
    prints: 0,
  };
  return {
    program({ scope, mayBeKeyed }) {
      const address = allocate(memory, mayBeKeyed.length);
      new Uint8Array(memory.buffer, address, mayBeKeyed.length).set(mayBeKeyed.map(Number));
      return { scope, mayBeKeyed: address };
    },
    print(batch, firstRow, program, taker) {
      const { tape, size } = batch;
      const { sink, marks } = tape;
      sink.length = 0;
      reserve(sink, SCRATCH_BYTES);
      reserveRows(memory, area, size, batch.choiceStart[size] as number);
      writeHead(memory, area, batch, firstRow, program);
      writeColumns(memory, area, batch);
      for (let next = 0; next < size; ) {
        const stop = printItems(marks.bytesAt, tape.nodesAt, area.head, next, size, sink.address, sink.room);
        const [idCount = 0, itemCount = 0] = intsAt(memory, area.head + COUNTS * 4, 2);
        taker.take(intsAt(memory, area.ids, idCount * ID_STRIDE), intsAt(memory, area.items, itemCount * ITEM_STRIDE));
        if (stop < size) taker.takeRow(stop);
        next = stop + 1;
      }
    },
  };
}

/** Room for what a record's content is written to; a longer one is left to TypeScript, which makes more. */
const SCRATCH_BYTES = 1 << 16;

/** Room in the memory for the columns of a batch and its entries. */
interface Area {
  /** Rows of assembly/prints.ts */
  readonly head: number;
  /** rows that there is room for */
  rows: number;
  /** address of the first column, and bytes from one to the next */
  columns: number;
  stride: number;
  ids: number;
  items: number;
  /** choices that there is room for, and the address of their fingerprints */
  choices: number;
  prints: number;
}

const HEAD_WORDS = 23;
/** Where the numbers of entries are in the head. */
const COUNTS = 21;
const COLUMNS = 13;

function reserveRows(memory: ByteMemory, area: Area, size: number, choices: number): void {
  if (size > area.rows) {
    area.rows = Math.max(1024, size * 2);
    area.stride = (area.rows + 4) * 4;
    area.columns = allocate(memory, area.stride * COLUMNS);
    area.ids = allocate(memory, area.rows * ID_STRIDE * 4);
    area.items = allocate(memory, area.rows * ITEM_STRIDE * 4);
  }
  if (choices > area.choices) {
    area.choices = Math.max(4096, choices * 2);
    area.prints = allocate(memory, area.choices * FINGERPRINT_WORDS * 4);
  }
}

function writeHead(memory: ByteMemory, area: Area, batch: ItemBatch, firstRow: number, program: PrintProgram): void {
  const { scope, mayBeKeyed } = program;
  intsAt(memory, area.head, COUNTS).set([
    ...Array.from({ length: COLUMNS }, (_, k) => area.columns + k * area.stride),
    area.prints,
    mayBeKeyed,
    scope === null ? 0 : scope === 'sub-metric' ? 2 : 1,
    scope === null || scope === 'sub-metric' ? 0 : scope,
    batch.split,
    firstRow,
    area.ids,
    area.items,
  ]);
}

function writeColumns(memory: ByteMemory, area: Area, batch: ItemBatch): void {
  const { size, field, root, key, choiceStart, mediaStart, choicePrint, subMetric, side, valid, answer } = batch;
  const at = (column: number): number => area.columns + column * area.stride;
  [root, field.id, field.context, field.question, field.turns, field.answer, key].forEach((column, k) => {
    intsAt(memory, at(k), size).set(column.subarray(0, size));
  });
  intsAt(memory, at(7), size + 1).set(choiceStart.subarray(0, size + 1));
  intsAt(memory, at(8), size + 1).set(mediaStart.subarray(0, size + 1));
  new Int16Array(memory.buffer, at(9), size).set(subMetric.subarray(0, size));
  [side, valid, answer].forEach((column, k) => {
    new Uint8Array(memory.buffer, at(10 + k), size).set(column.subarray(0, size));
  });
  const words = (choiceStart[size] as number) * FINGERPRINT_WORDS;
  intsAt(memory, area.prints, words).set(choicePrint.subarray(0, words));
}

function intsAt(memory: ByteMemory, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}
