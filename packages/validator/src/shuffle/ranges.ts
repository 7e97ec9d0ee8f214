import { PARTITIONS } from '../finish/print-partitions.js';
import type { ReduceWork } from './reduce.js';
import { type PrintColumn, strideOf } from './stored-logs.js';

export type PrintRange = Pick<ReduceWork, 'from' | 'to' | 'share'>;

/** What those who search may take. */
export interface ReduceRoom {
  /** pieces of work that are done at the same time */
  readonly threads: number;
  /** bytes for each */
  readonly memory: number;
}

/** Bytes of entries below which dividing the search costs more than it saves. */
const LEAST_BYTES = 4 << 20;
/** Bytes that searching takes for each byte of entries: room that grows, a table, and groups, which all passages may be in. */
const SEARCHED = 6;
/** The second byte of a print. */
const MOST_SHARES = 256;

/** Divides the prints of a column evenly, for they are hashes, so that each part fits into what a worker may take. */
export function rangesOf(column: PrintColumn, entries: number, { threads, memory }: ReduceRoom): PrintRange[] {
  if (entries === 0) return [];
  const bytes = entries * strideOf(column) * 4;
  const parts = Math.max(
    Math.min(threads * 2, Math.ceil(bytes / LEAST_BYTES)),
    Math.ceil((bytes * SEARCHED) / Math.max(1, memory)),
  );
  const count = Math.min(PARTITIONS, parts);
  const of = Math.min(MOST_SHARES, Math.ceil(parts / count));
  return Array.from({ length: count * of }, (_, k) => {
    const range = Math.floor(k / of);
    return {
      from: Math.floor((PARTITIONS * range) / count),
      to: Math.floor((PARTITIONS * (range + 1)) / count),
      share: { of, at: k % of },
    };
  });
}
