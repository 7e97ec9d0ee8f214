import { createIntFile, type IntFile } from './int-file.js';

/** So many integers for each sketch, in plan order. */
export interface Column {
  append(piece: Int32Array): void;
  /** Puts on the disk what is in memory. */
  spill(path: string): void;
  /** Brings all of it into memory, where rows are found fastest. */
  hold(): void;
  /** Lets go of what `hold` brought. */
  drop(): void;
  /** Writes the rows of `count` sketches to `out`, one behind the other; after `hold` or `spill`. */
  gather(ids: Int32Array, count: number, out: Int32Array): void;
  /** All of it, piece by piece; each is good until the next. */
  pieces(): Iterable<Int32Array>;
  close(): void;
}

/** Integers that are read from the disk at once. */
const WINDOW = 1 << 18;

export function createColumn(width: number): Column {
  let held: Int32Array[] = [];
  let whole: Int32Array | null = null;
  let file: IntFile | null = null;
  let room = new Int32Array(0);
  const window = (): Int32Array => {
    if (room.length === 0) room = new Int32Array(WINDOW);
    return room;
  };

  function* pieces(): Generator<Int32Array, void, void> {
    if (whole !== null) {
      yield whole;
      return;
    }
    for (let at = 0; file !== null && at < file.length; at += WINDOW) {
      const piece = window().subarray(0, Math.min(WINDOW, file.length - at));
      file.read(at, piece);
      yield piece;
    }
    yield* held;
  }

  /** Reads stretches of the file that begin with a row that is wanted and end with one. */
  function gatherFrom(from: IntFile, ids: Int32Array, count: number, out: Int32Array): void {
    const order = inOrder(ids, count);
    const rows = Math.floor(WINDOW / width);
    for (let first = 0; first < count; ) {
      const start = ids[order[first] as number] as number;
      let last = first;
      while (last + 1 < count && (ids[order[last + 1] as number] as number) < start + rows) last += 1;
      const piece = window().subarray(0, ((ids[order[last] as number] as number) - start + 1) * width);
      from.read(start * width, piece);
      for (let k = first; k <= last; k++) {
        const row = order[k] as number;
        copyRow(piece, ((ids[row] as number) - start) * width, out, row * width, width);
      }
      first = last + 1;
    }
  }

  return {
    append: (piece) => void held.push(piece),
    spill(path) {
      file ??= createIntFile(path);
      for (const piece of held) file.append(piece);
      held = [];
    },
    hold() {
      const length = held.reduce((sum, piece) => sum + piece.length, file?.length ?? 0);
      const all = new Int32Array(length);
      let at = 0;
      for (const piece of pieces()) {
        all.set(piece, at);
        at += piece.length;
      }
      whole = all;
      held = [];
    },
    drop() {
      whole = null;
    },
    gather(ids, count, out) {
      if (whole === null) {
        if (file !== null) gatherFrom(file, ids, count, out);
        return;
      }
      for (let k = 0; k < count; k++) copyRow(whole, (ids[k] as number) * width, out, k * width, width);
    },
    pieces,
    close() {
      held = [];
      whole = null;
      file?.close();
      file = null;
    },
  };
}

function copyRow(from: Int32Array, at: number, to: Int32Array, toAt: number, width: number): void {
  for (let k = 0; k < width; k++) to[toAt + k] = from[at + k] as number;
}

/** Indices of `ids` by what stands there. */
function inOrder(ids: Int32Array, count: number): Int32Array {
  const keys = new Float64Array(count);
  for (let k = 0; k < count; k++) keys[k] = (ids[k] as number) * count + k;
  keys.sort();
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[k] = (keys[k] as number) % count;
  return order;
}
