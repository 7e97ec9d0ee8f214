import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BLOOM_WORDS, FACTS } from '@jatdae/kernel';
import { type ColumnData, createColumn } from './column.js';

/** Holds the sketches of all items by column, in memory up to a budget and on disk past it. An item costs 152 bytes with 18 bands. */
export interface SketchStore {
  /** sketches held */
  readonly size: number;
  /** Takes the sketches of the next split in plan order, by column (`columnsOf`). */
  append(columns: Int32Array): void;
  /** After the last `append`: brings into memory what fits of the facts and the Bloom filters, for all threads. */
  share(room: { readonly facts: number; readonly blooms: number }): SketchData;
  close(): void;
}

/** Sketches as data that each thread of this machine may open, by column: FACTS integers, a key for each band, BLOOM_WORDS. */
export interface SketchData {
  readonly size: number;
  readonly facts: ColumnData;
  readonly keys: readonly ColumnData[];
  readonly blooms: ColumnData;
}

/** @param giveBack told of logs that are no longer held */
export function createSketchStore(
  bands: number,
  budgetBytes: number,
  tempDir: string,
  giveBack: (log: Int32Array) => void,
): SketchStore {
  const widths = [FACTS, ...Array.from({ length: bands }, () => 1), BLOOM_WORDS];
  const stride = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map(createColumn);
  let splits: Int32Array[] = [];
  let held = 0;
  let size = 0;
  let folder: string | null = null;

  function spill(): void {
    const within = folder ?? mkdtempSync(join(tempDir, 'jatdae-sketches-'));
    folder = within;
    for (const [k, column] of columns.entries()) column.spill(join(within, `${k}.sketches`));
    letGo();
  }

  function letGo(): void {
    for (const split of splits) giveBack(split);
    splits = [];
    held = 0;
  }

  return {
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
      splits.push(split);
      held += split.byteLength;
      if (held > budgetBytes) spill();
    },
    share(room) {
      const shared = columns.map((column, k) => column.share(k === 0 ? room.facts : k > bands ? room.blooms : 0));
      letGo();
      return { size, facts: shared[0] as ColumnData, keys: shared.slice(1, 1 + bands), blooms: shared[1 + bands] as ColumnData };
    },
    close() {
      for (const column of columns) column.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}
