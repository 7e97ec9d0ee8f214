/** Pearson's statistic of counts against equal shares. */
export function statisticOf(counts: readonly number[]): number {
  const even = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
}

/** Cramér's V of counts against equal shares: 0 where all are equal, 1 where one has everything. */
export function effectOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Math.sqrt(statisticOf(counts) / (total * (counts.length - 1)));
}

/**
 * Probability that a chi-square variable exceeds `statistic`. The recurrence Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1) from
 * Q(1, x) or Q(1/2, x) is exact, and short for the few degrees of freedom there are.
 */
export function tailOf(statistic: number, freedom: number): number {
  if (statistic <= 0) return 1;
  const x = statistic / 2;
  const isEven = freedom % 2 === 0;
  let tail = isEven ? Math.exp(-x) : complementOfError(Math.sqrt(x));
  let term = isEven ? x * Math.exp(-x) : Math.sqrt(x / Math.PI) * 2 * Math.exp(-x);
  for (let a = isEven ? 1 : 0.5; a < freedom / 2; a += 1) {
    tail += term;
    term *= x / (a + 1);
  }
  return Math.min(1, tail);
}

/** erfc by its continued fraction, or by the series of erf where that converges fast; relative error below 1e-10 for x > 0. */
function complementOfError(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** Two samples over the same classes. */
export interface Comparison {
  readonly statistic: number;
  readonly freedom: number;
  /** Cramér's V of the table of two rows: 0 where both are spread alike, 1 where they share no class */
  readonly effect: number;
}

/** Items of a class that must be expected of either sample for the chi-square distribution to hold (Cochran's rule). */
const LEAST = 5;

/**
 * Pearson's test of homogeneity. Classes that are too rare are taken together: neighbours where the classes are in an order (lengths), all
 * of them where they are not. Null where fewer than two are left.
 */
export function compare(first: readonly number[], second: readonly number[], ordered = true): Comparison | null {
  const total = sum(first) + sum(second);
  const smaller = Math.min(sum(first), sum(second));
  const least = (LEAST * total) / smaller;
  const all = first.map((count, k): Pair => [count, second[k]]);
  const pairs = pool(ordered ? all : all.sort((a, b) => Number(isRare(a, least)) - Number(isRare(b, least))), least, ordered);
  if (smaller === 0 || pairs.length < 2) return null;
  const statistic = pairs.reduce((so, [a, b]) => {
    const expected = ((a + b) * sum(first)) / total;
    const other = a + b - expected;
    return so + (a - expected) ** 2 / expected + (b - other) ** 2 / other;
  }, 0);
  return { statistic, freedom: pairs.length - 1, effect: Math.sqrt(statistic / total) };
}

type Pair = readonly [number, number];

const isRare = ([a, b]: Pair, least: number): boolean => a + b < least;

/** Neighbours taken together until each holds `least` items; the rare ones, which stand last, as one where there is no order. */
function pool(pairs: readonly Pair[], least: number, ordered: boolean): Pair[] {
  const pooled: Pair[] = [];
  let open: Pair = [0, 0];
  for (const [a, b] of pairs) {
    open = [open[0] + a, open[1] + b];
    if (isRare(ordered ? open : [a, b], least)) continue;
    pooled.push(open);
    open = [0, 0];
  }
  if (!isRare(open, least)) return [...pooled, open];
  const last = pooled.pop();
  return last === undefined ? [] : [...pooled, [last[0] + open[0], last[1] + open[1]]];
}

const sum = (counts: readonly number[]): number => counts.reduce((so, count) => so + count, 0);

/** Wilson's score interval of a share of `items` (Wilson 1927), by default at 95 %. */
export function wilson(share: number, items: number, z = 1.959964): readonly [low: number, high: number] {
  const weight = z ** 2 / items;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / items + weight / (4 * items));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
