import type { SplitRows } from '../scan/witness.js';

/** `items`: numbers of records in the deliverable, ascending. */
export function rowsBySplit(items: readonly number[], starts: readonly number[]): SplitRows[] {
  const rows = new Map<number, number[]>();
  let split = 0;
  for (const item of items) {
    while (split + 1 < starts.length && (starts[split + 1] as number) <= item) split += 1;
    const row = item - (starts[split] as number);
    const known = rows.get(split);
    if (known === undefined) rows.set(split, [row]);
    else known.push(row);
  }
  return [...rows].map(([index, list]) => ({ split: index, rows: list }));
}
