import { allocate, type ByteMemory, plainMemory, wasmMemory } from './byte-memory.js';
import { csv } from './csv-twin.js';
import { flagsOf } from './nodes.js';
import { appendJson } from './parse-json.js';
import type { ParsedRecords } from './raw-batch.js';
import { createTape, loadTape } from './tape.js';

/** A table whose rows are scanned: the names of its columns, all different, and the bytes that end and quote its cells. */
export interface TableShape {
  readonly names: readonly string[];
  readonly delimiter: number;
  /** null: quotes are plain text */
  readonly quote: number | null;
}

/** Finds the rows of a table and writes each as a JSON object of strings. */
export interface TableScanner {
  /** What the next calls of `scan` are about. */
  begin(shape: TableShape): void;
  /** Reads whole rows from the first of at most `room` bytes on. What it gives is valid until the next call. */
  scan(bytes: Uint8Array): ScannedRows;
  readonly room: number;
}

export interface ScannedRows {
  /** how many bytes were read: up to the first row that was not */
  readonly read: number;
  /**
   * why there is a row that was not read: `more`, it does not end in the bytes; `full`, no room is left for it; `odd`, a quote in it
   * neither ends its cell nor is doubled
   */
  readonly stop: 'more' | 'full' | 'odd';
  /** line ends passed, and rows that LF and CRLF end, blank ones too */
  readonly lines: number;
  readonly lf: number;
  readonly crlf: number;
  /** rows that are not blank, ROW_STRIDE words each: see RowWord */
  readonly size: number;
  readonly rows: Int32Array;
  /** the JSON text of all rows */
  readonly text: Uint8Array;
  readonly nodes: ParsedRecords['nodes'];
}

export const ROW_STRIDE = 8;

/** Words of a row. A row of more or fewer cells than the table has columns has no text, and its root is -1. */
export const RowWord = {
  TextStart: 0,
  TextEnd: 1,
  /** in the bytes given: the row's first byte, and its line end */
  Start: 2,
  End: 3,
  /** line ends before it */
  Line: 4,
  Cells: 5,
  Root: 6,
  Flags: 7,
} as const;

/** Whether cells that these end and quote can be scanned: other marks stand in the way of the escapes of JSON, or are no single byte. */
export function isScannable(delimiter: Uint8Array, quote: number | null): boolean {
  const [mark = 0] = delimiter;
  if (delimiter.length !== 1 || mark >= 0x80 || [0, 0x0a, 0x0d, 0x20].includes(mark)) return false;
  return quote === null || (quote > 0x20 && quote < 0x7f && quote !== 0x5c && quote !== mark);
}

const ROOM = 256 << 10;
const ROWS = 4096;
const STOPS = ['more', 'full', 'odd'] as const;
/** The first of STOPS in assembly/csv.ts. */
const MORE = 3;

export function createTableScanner(memory: ByteMemory = wasmMemory() ?? plainMemory(), room = ROOM): TableScanner {
  const keyTape = createTape(64);
  const sourceAt = allocate(memory, room);
  const textSize = room * 2 + 1024;
  const textAt = allocate(memory, textSize);
  const nodesSize = room * 4 + 1024;
  const nodesAt = allocate(memory, nodesSize);
  const rowsAt = allocate(memory, ROWS * ROW_STRIDE * 4);
  const stateAt = allocate(memory, 7 * 4);
  /** of the columns: address, length and text flags of each key, and the keys */
  let table = { at: 0, size: 0 };
  let columns = 0;
  let marks = 0;

  return {
    room,
    begin({ names, delimiter, quote }) {
      const keys = names.map((name, i) => new TextEncoder().encode(`${i === 0 ? '{' : '",'}${JSON.stringify(name)}:"`));
      const size = keys.reduce((sum, key) => sum + key.length, names.length * 12);
      if (size > table.size) table = { at: allocate(memory, size), size };
      let at = table.at + names.length * 12;
      const entries = new Int32Array(memory.buffer, table.at, names.length * 3);
      const bytes = new Uint8Array(memory.buffer);
      keys.forEach((key, i) => {
        loadTape(keyTape, new Uint8Array());
        entries.set([at, key.length, flagsOf(keyTape, appendJson(keyTape, JSON.stringify(names[i])))], i * 3);
        bytes.set(key, at);
        at += key.length;
      });
      columns = names.length;
      marks = delimiter | ((quote ?? 0) << 8);
    },
    scan(bytes) {
      new Uint8Array(memory.buffer, sourceAt, room).set(bytes);
      const { length } = bytes;
      const args = [
        sourceAt,
        length,
        columns,
        table.at,
        marks,
        textAt,
        textSize,
        nodesAt,
        nodesSize,
        rowsAt,
        ROWS,
        stateAt,
      ] as const;
      const size = memory.kernels === null ? csv(memory.buffer, ...args) : memory.kernels.csv(...args);
      const [read = 0, stop = 0, used = 0, words = 0, lines = 0, lf = 0, crlf = 0] = new Int32Array(memory.buffer, stateAt, 7);
      return {
        read,
        stop: STOPS[stop - MORE] ?? 'odd',
        lines,
        lf,
        crlf,
        size,
        rows: new Int32Array(memory.buffer, rowsAt, size * ROW_STRIDE),
        text: new Uint8Array(memory.buffer, textAt, used),
        nodes: new Int32Array(memory.buffer, nodesAt, words),
      };
    },
  };
}
