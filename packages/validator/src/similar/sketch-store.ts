import { appendFileSync, closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS } from './sketches.js';

/** Holds the sketches of all items by column, in memory up to a budget and on disk past it. */
export interface SketchStore {
  readonly bands: number;
  /** sketches held */
  readonly size: number;
  /** Takes the sketches of the next split in plan order, by column (`columnsOf`). */
  append(columns: Int32Array): void;
  /** FACTS integers of each sketch; the store holds them no longer. */
  takeFacts(): Int32Array;
  /** The key of each sketch in one band, into `out`. */
  readBand(band: number, out: Int32Array): void;
  close(): void;
}

export function createSketchStore(bands: number, budgetBytes: number, tempDir: string): SketchStore {
  const stride = FACTS + bands;
  /** columns: the facts, then each band; each in pieces, one for each split */
  const columns = Array.from({ length: 1 + bands }, (): Int32Array[] => []);
  let held = 0;
  let size = 0;
  let folder: string | null = null;
  const fileOf = (column: number): string => join(folder ?? tempDir, `${column}.sketches`);

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-sketches-'));
    columns.forEach((pieces, k) => {
      for (const piece of pieces.splice(0)) appendFileSync(fileOf(k), bytesOf(piece));
    });
    held = 0;
  }

  function read(column: number, out: Int32Array): void {
    let at = 0;
    if (folder !== null && size > 0) {
      if (held > 0) spill();
      readInto(fileOf(column), out);
      return;
    }
    for (const piece of columns[column] ?? []) {
      out.set(piece, at);
      at += piece.length;
    }
  }

  return {
    bands,
    get size() {
      return size;
    },
    append(split) {
      const count = split.length / stride;
      if (count === 0) return;
      columns[0]?.push(split.subarray(0, count * FACTS));
      for (let j = 0; j < bands; j++) columns[1 + j]?.push(split.subarray(count * (FACTS + j), count * (FACTS + j + 1)));
      size += count;
      held += split.byteLength;
      if (held > budgetBytes) spill();
    },
    takeFacts() {
      const facts = new Int32Array(size * FACTS);
      read(0, facts);
      columns[0]?.splice(0);
      return facts;
    },
    readBand: (band, out) => read(1 + band, out),
    close() {
      for (const pieces of columns) pieces.length = 0;
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

const bytesOf = (ints: Int32Array): Uint8Array => new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength);

function readInto(file: string, out: Int32Array): void {
  const bytes = bytesOf(out);
  const handle = openSync(file, 'r');
  try {
    for (let at = 0; at < bytes.length; ) {
      const count = readSync(handle, bytes, at, bytes.length - at, null);
      if (count === 0) throw new RangeError(`${file} is shorter than what was written to it`);
      at += count;
    }
  } finally {
    closeSync(handle);
  }
}
