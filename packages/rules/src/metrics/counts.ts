export type Counts = ReadonlyMap<string, number>;

export function countsOf(parts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

/** How many parts both have, each as often as in the one that has it less often. */
export function shared(a: Counts, b: Counts): number {
  let sum = 0;
  for (const [part, count] of a) sum += Math.min(count, b.get(part) ?? 0);
  return sum;
}

/** Runs of `length` neighbours, joined by a character that no part holds. */
export function* runsOf(parts: readonly string[], length: number): Generator<string, void, void> {
  for (let k = 0; k + length <= parts.length; k++) yield parts.slice(k, k + length).join('\u0000');
}
