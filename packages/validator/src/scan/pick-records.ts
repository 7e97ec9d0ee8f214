import type { RawBatch } from '@jatdae/kernel';
import { isLost } from './lost.js';

/** A batch of those records alone that are wanted. */
export function pickRecords(
  raw: RawBatch,
  isWanted: (i: number) => boolean,
): { readonly rows: readonly number[]; readonly batch: RawBatch } {
  const rows: number[] = [];
  for (let i = 0; i < raw.size; i++) if (isWanted(i)) rows.push(i);
  const pieces = rows.map((i) => raw.bytes.subarray(raw.start[i], raw.end[i]));
  const start = new Int32Array(rows.length);
  const end = new Int32Array(rows.length);
  let length = 0;
  pieces.forEach((piece, k) => {
    start[k] = length;
    length += piece.length;
    end[k] = length;
  });
  const bytes = new Uint8Array(length);
  pieces.forEach((piece, k) => {
    bytes.set(piece, start[k]);
  });
  const column = (values: Int32Array): Int32Array => Int32Array.from(rows, (i) => values[i] as number);
  const places = {
    record: column(raw.record),
    line: column(raw.line),
    byte: Float64Array.from(rows, (i) => raw.byte[i] as number),
  };
  return { rows, batch: { bytes, size: rows.length, start, end, ...places, faults: [] } };
}

/** The batches until the source is lost. */
export async function* readable(batches: AsyncIterable<RawBatch>, signal: AbortSignal): AsyncGenerator<RawBatch, void, void> {
  try {
    yield* batches;
  } catch (error) {
    if (signal.aborted || !isLost(error)) throw error;
  }
}
