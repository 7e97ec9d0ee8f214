import { createIntFile, type IntFile, type IntFilePlace, type IntReader, openIntFile, placeOfFile } from './int-file.js';
import { openStoredColumn, type StoredColumn } from './stored-near.js';

/** So many integers for each sketch, in plan order. */
export interface Column {
  append(piece: Int32Array): void;
  /** Puts on the disk what is in memory. */
  spill(path: string): void;
  /** After the last `append`: what never was put on the disk, and what fits into so many bytes, is then in shared memory. */
  share(budgetBytes: number): ColumnData;
  close(): void;
}

/** A column that takes no more, as data that each thread of this machine may open. */
export interface ColumnData {
  readonly width: number;
  /** in shared memory; null where it is on the disk */
  readonly whole: Int32Array | null;
  readonly file: IntFilePlace | StoredColumn | null;
}

export interface ColumnReader {
  /** Where the rows of sketches stand; good until the next call. */
  lookUp(ids: Int32Array): Rows;
  /** All of it, piece by piece; each is good until the next. */
  pieces(): Iterable<Int32Array>;
  /** All of it at once, in `room` where it is on the disk. */
  all(room: Int32Array): Int32Array;
  close(): void;
}

/** Rows of a column: that of the k-th sketch begins at `ints[rows[k] * width]`. */
export interface Rows {
  readonly ints: Int32Array;
  readonly rows: Int32Array;
}

export function createColumn(width: number): Column {
  let held: Int32Array[] = [];
  let file: IntFile | null = null;

  function spill(path: string): void {
    file ??= createIntFile(path);
    for (const piece of held) file.append(piece);
    held = [];
  }

  return {
    append: (piece) => void held.push(piece),
    spill,
    share(budgetBytes) {
      if (file !== null) spill(file.path);
      const length = held.reduce((sum, piece) => sum + piece.length, file?.length ?? 0);
      const place = file === null ? null : placeOfFile(file);
      if (place !== null && length * 4 > budgetBytes) return { width, whole: null, file: place };
      const whole = new Int32Array(new SharedArrayBuffer(length * 4));
      file?.read(0, whole);
      let at = 0;
      for (const piece of held) {
        whole.set(piece, at);
        at += piece.length;
      }
      held = [];
      return { width, whole, file: place };
    },
    close() {
      held = [];
      file?.close();
      file = null;
    },
  };
}

export function openColumn({ width, whole, file }: ColumnData): ColumnReader {
  if (whole !== null)
    return { lookUp: (rows) => ({ ints: whole, rows }), pieces: () => [whole], all: () => whole, close: () => {} };
  const opened = file === null ? null : 'path' in file ? openIntFile(file) : openStoredColumn(file);
  if (opened === null) throw new RangeError('a column is neither in memory nor on the disk');
  let lookUp: ColumnReader['lookUp'] | null = null;
  return {
    lookUp(ids) {
      lookUp ??= createLookUp(opened, width);
      return lookUp(ids);
    },
    pieces: () => piecesOf(opened),
    all(room) {
      const out = room.subarray(0, opened.length);
      opened.read(0, out);
      return out;
    },
    close: opened.close,
  };
}

/** Integers that are read from the disk at once. */
const WINDOW = 1 << 18;
/** Integers between two rows that are wanted, past which it costs less to begin to read anew. */
const GAP = 1 << 10;

function* piecesOf(file: IntReader): Generator<Int32Array, void, void> {
  const room = new Int32Array(Math.min(WINDOW, file.length));
  for (let at = 0; at < file.length; at += WINDOW) {
    const piece = room.subarray(0, Math.min(WINDOW, file.length - at));
    file.read(at, piece);
    yield piece;
  }
}

/** Reads stretches of the file that begin with a row that is wanted and end with one. */
function createLookUp(file: IntReader, width: number): ColumnReader['lookUp'] {
  const most = Math.floor(WINDOW / width);
  const gap = Math.max(1, Math.floor(GAP / width));
  const room = new Int32Array(Math.min(most * width, file.length));
  let ints = new Int32Array(0);
  let rows = new Int32Array(0);
  return (ids) => {
    const count = ids.length;
    if (rows.length < count) {
      rows = Int32Array.from({ length: count }, (_, k) => k);
      ints = new Int32Array(count * width);
    }
    const order = inOrder(ids);
    const idAt = (k: number): number => ids[order[k] as number] as number;
    for (let first = 0; first < count; ) {
      const start = idAt(first);
      let last = first;
      while (last + 1 < count && idAt(last + 1) < start + most && idAt(last + 1) <= idAt(last) + gap) last += 1;
      const piece = room.subarray(0, (idAt(last) - start + 1) * width);
      file.read(start * width, piece);
      for (let k = first; k <= last; k++) copyRow(piece, (idAt(k) - start) * width, ints, (order[k] as number) * width, width);
      first = last + 1;
    }
    return { ints, rows };
  };
}

function copyRow(from: Int32Array, at: number, to: Int32Array, toAt: number, width: number): void {
  for (let k = 0; k < width; k++) to[toAt + k] = from[at + k] as number;
}

/** Indices of `ids` by what stands there. */
function inOrder(ids: Int32Array): Int32Array {
  const count = ids.length;
  const keys = new Float64Array(count);
  for (let k = 0; k < count; k++) keys[k] = (ids[k] as number) * count + k;
  keys.sort();
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[k] = (keys[k] as number) % count;
  return order;
}
