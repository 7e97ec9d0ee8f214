import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, createColumn } from './column.js';
import { BLOOM_WORDS, FACTS } from './sketches.js';

/** Holds the sketches of all items by column, in memory up to a budget and on disk past it. An item costs 152 bytes with 18 bands. */
export interface SketchStore {
  readonly bands: number;
  /** sketches held */
  readonly size: number;
  /** Takes the sketches of the next split in plan order, by column (`columnsOf`). */
  append(columns: Int32Array): void;
  /** After the last `append`: brings the facts into memory if they fit, where they are looked up faster; gives whether they are there. */
  holdFacts(budgetBytes: number): boolean;
  /** Lets go of facts that are on the disk, too. */
  dropFacts(): void;
  /** FACTS integers of each of `count` sketches. */
  facts(ids: Int32Array, count: number, out: Int32Array): void;
  /** The facts of all sketches, piece by piece; each piece is good until the next. */
  factPieces(): Iterable<Int32Array>;
  /** Brings the Bloom filters into memory if they fit. */
  holdBlooms(budgetBytes: number): void;
  /** BLOOM_WORDS integers of each of `count` sketches. */
  blooms(ids: Int32Array, count: number, out: Int32Array): void;
  /** The keys of all sketches in one band, piece by piece; each piece is good until the next. */
  keysOf(band: number): Iterable<Int32Array>;
  close(): void;
}

export function createSketchStore(bands: number, budgetBytes: number, tempDir: string): SketchStore {
  const widths = [FACTS, ...Array.from({ length: bands }, () => 1), BLOOM_WORDS];
  const stride = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map(createColumn);
  const facts = columns[0] as Column;
  const blooms = columns[1 + bands] as Column;
  let held = 0;
  let size = 0;
  let folder: string | null = null;

  function spill(): void {
    const within = folder ?? mkdtempSync(join(tempDir, 'jatdae-sketches-'));
    folder = within;
    for (const [k, column] of columns.entries()) column.spill(join(within, `${k}.sketches`));
    held = 0;
  }

  /** What never was put on the disk was within the budget, and stays. */
  function holdIn(column: Column, width: number, room: number): boolean {
    if (folder !== null && held > 0) spill();
    const isHeld = folder === null || size * width * 4 <= room;
    if (isHeld) column.hold();
    return isHeld;
  }

  return {
    bands,
    get size() {
      return size;
    },
    append(split) {
      const count = split.length / stride;
      if (count === 0) return;
      let at = 0;
      for (const [k, column] of columns.entries()) {
        const length = (widths[k] as number) * count;
        column.append(split.subarray(at, at + length));
        at += length;
      }
      size += count;
      held += split.byteLength;
      if (held > budgetBytes) spill();
    },
    holdFacts: (room) => holdIn(facts, FACTS, room),
    dropFacts() {
      if (folder !== null) facts.drop();
    },
    facts: facts.gather,
    factPieces: facts.pieces,
    holdBlooms: (room) => void holdIn(blooms, BLOOM_WORDS, room),
    blooms: blooms.gather,
    keysOf: (band) => columns[1 + band]?.pieces() ?? [],
    close() {
      for (const column of columns) column.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}
