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
