/** A growing column of 32-bit integers. */
export interface Ints {
  readonly length: number;
  push(value: number): void;
  at(i: number): number;
  set(i: number, value: number): void;
}

/** A growing column of numbers. */
export type Floats = Omit<Ints, 'set'>;

/** Values of a chunk: a column that grows by chunks is never copied, and wastes less than one of them. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

export const createInts = (): Ints => createColumn(() => new Int32Array(CHUNK));
export const createFloats = (): Floats => createColumn(() => new Float64Array(CHUNK));

function createColumn(createChunk: () => Int32Array | Float64Array): Ints {
  const chunks: (Int32Array | Float64Array)[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      const at = length & (CHUNK - 1);
      if (at === 0) chunks.push(createChunk());
      (chunks[length >> CHUNK_BITS] as Int32Array)[at] = value;
      length += 1;
    },
    at: (i) => (chunks[i >> CHUNK_BITS] as Int32Array)[i & (CHUNK - 1)] ?? 0,
    set(i, value) {
      (chunks[i >> CHUNK_BITS] as Int32Array)[i & (CHUNK - 1)] = value;
    },
  };
}
