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
  /** Copies the rows of sketches to `out`, one behind the other, where they begin at `at`. */
  copyRows(ids: Int32Array, out: Int32Array, at: number): void;
  /** All of it, piece by piece; each is good until the next. */
  pieces(): Iterable<Int32Array>;
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
  if (whole !== null) {
    return {
      lookUp: (rows) => ({ ints: whole, rows }),
      copyRows: createCopy(whole, width),
      pieces: () => [whole],
      close: () => {},
    };
  }
  const opened = file === null ? null : 'path' in file ? openIntFile(file) : openStoredColumn(file);
  if (opened === null) throw new RangeError('a column is neither in memory nor on the disk');
  const copyRows = createCopyOfFile(opened, width);
  let found: Rows = { ints: new Int32Array(0), rows: new Int32Array(0) };
  return {
    lookUp(ids) {
      const count = ids.length;
      if (found.rows.length < count)
        found = { ints: new Int32Array(count * width), rows: Int32Array.from({ length: count }, (_, k) => k) };
      copyRows(ids, found.ints, 0);
      return found;
    },
    copyRows,
    pieces: () => piecesOf(opened),
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

/** Integers of a row are copied so many at a time, where there are as many: two as one of 64 bits, and four of those, which takes a third of the time. */
const STEP = 8;

function createCopy(whole: Int32Array, width: number): ColumnReader['copyRows'] {
  const longs = new BigInt64Array(whole.buffer, whole.byteOffset, whole.length >>> 1);
  return (ids, out, at) => {
    if (width % STEP === 0) copyLongRows(longs, ids, new BigInt64Array(out.buffer, out.byteOffset + at * 4), width / 2);
    else for (let k = 0; k < ids.length; k++) copyRow(whole, (ids[k] as number) * width, out, at + k * width, width);
  };
}

function copyLongRows(from: BigInt64Array, ids: Int32Array, to: BigInt64Array, width: number): void {
  for (let k = 0; k < ids.length; k++) {
    const start = (ids[k] as number) * width;
    for (let at = start, toAt = k * width; at < start + width; at += STEP / 2, toAt += STEP / 2) {
      to[toAt] = from[at] as bigint;
      to[toAt + 1] = from[at + 1] as bigint;
      to[toAt + 2] = from[at + 2] as bigint;
      to[toAt + 3] = from[at + 3] as bigint;
    }
  }
}

/** Reads stretches of the file that begin with a row that is wanted and end with one. */
function createCopyOfFile(file: IntReader, width: number): ColumnReader['copyRows'] {
  const most = Math.floor(WINDOW / width);
  const gap = Math.max(1, Math.floor(GAP / width));
  const inOrder = createOrder();
  let room: Int32Array | null = null;
  return (ids, out, at) => {
    const count = ids.length;
    room ??= new Int32Array(Math.min(most * width, file.length));
    const order = inOrder(ids);
    const idAt = (k: number): number => ids[order[k] as number] as number;
    for (let first = 0; first < count; ) {
      const start = idAt(first);
      let last = first;
      while (last + 1 < count && idAt(last + 1) < start + most && idAt(last + 1) <= idAt(last) + gap) last += 1;
      const piece = room.subarray(0, (idAt(last) - start + 1) * width);
      file.read(start * width, piece);
      for (let k = first; k <= last; k++)
        copyRow(piece, (idAt(k) - start) * width, out, at + (order[k] as number) * width, width);
      first = last + 1;
    }
  };
}

function copyRow(from: Int32Array, at: number, to: Int32Array, toAt: number, width: number): void {
  for (let k = 0; k < width; k++) to[toAt + k] = from[at + k] as number;
}

const DIGIT = 11;

/** Indices of numbers, of which none is negative, by what stands there: counting sort, digit by digit. The array is used again by the next call. */
function createOrder(): (ids: Int32Array) => Int32Array {
  const fill = new Int32Array(1 << DIGIT);
  let order = new Int32Array(0);
  let other = new Int32Array(0);
  return (ids) => {
    const count = ids.length;
    if (order.length < count) {
      order = new Int32Array(count);
      other = new Int32Array(count);
    }
    let largest = 0;
    for (let k = 0; k < count; k++) {
      order[k] = k;
      largest = Math.max(largest, ids[k] as number);
    }
    for (let shift = 0; shift < 32 && largest >>> shift !== 0; shift += DIGIT) {
      fill.fill(0);
      const digitOf = (k: number): number => ((ids[k] as number) >>> shift) & (fill.length - 1);
      for (let k = 0; k < count; k++) fill[digitOf(k)] = (fill[digitOf(k)] as number) + 1;
      for (let d = 0, sum = 0; d < fill.length; d++) {
        const size = fill[d] as number;
        fill[d] = sum;
        sum += size;
      }
      for (let k = 0; k < count; k++) {
        const own = order[k] as number;
        const at = fill[digitOf(own)] as number;
        other[at] = own;
        fill[digitOf(own)] = at + 1;
      }
      [order, other] = [other, order];
    }
    return order;
  };
}
