/** Two models on the same items: on how many only the first was right, and only the second. */
export interface Discordance {
  readonly items: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Standard normal quantiles: 97.5 % (a two-sided test at 5 %), 80 % (its power). */
const Z_TEST = 1.959963984540054;
const Z_POWER = 0.8416212335729143;

export function discordanceOf(first: Uint8Array, second: Uint8Array, among: readonly number[]): Discordance {
  const counts = { items: 0, onlyFirst: 0, onlySecond: 0 };
  for (const i of among) {
    const [a, b] = [first[i] as number, second[i] as number];
    if (a > 1 || b > 1) continue;
    counts.items += 1;
    if (a > b) counts.onlyFirst += 1;
    if (b > a) counts.onlySecond += 1;
  }
  return counts;
}

/**
 * Items that McNemar's test of two models needs to find their difference at 5 % (two-sided) with a power of 80 %, if their shares stay as
 * they were (Connor 1987, p. 209): ((z_α √d + z_β √(d − δ²)) / δ)², with d the share of items on which one alone is right and δ the
 * difference of the shares. Null where there is no difference.
 */
export function itemsNeeded({ items, onlyFirst, onlySecond }: Discordance): number | null {
  const discordant = (onlyFirst + onlySecond) / items;
  const difference = Math.abs(onlyFirst - onlySecond) / items;
  if (items === 0 || difference === 0) return null;
  return Math.ceil(((Z_TEST * Math.sqrt(discordant) + Z_POWER * Math.sqrt(discordant - difference ** 2)) / difference) ** 2);
}

/** The smallest difference of two shares that so many items would find so: the inverse of `itemsNeeded` at the same discordance. */
export function leastDifference(items: number, discordant: number): number {
  if (items === 0) return 1;
  let low = 0;
  let high = discordant;
  // The items needed fall as the difference grows.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const needed = ((Z_TEST * Math.sqrt(discordant) + Z_POWER * Math.sqrt(Math.max(0, discordant - middle ** 2))) / middle) ** 2;
    if (needed > items) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * McNemar's exact test (two-sided): probability that n = b + c fair coins fall at least as unevenly as b against c (McNemar 1947). Sums of
 * logarithms, so that n may be millions.
 */
export function mcnemar({ onlyFirst, onlySecond }: Discordance): number {
  const n = onlyFirst + onlySecond;
  const few = Math.min(onlyFirst, onlySecond);
  if (n === 0 || few * 2 === n) return 1;
  let term = Math.exp(logChoose(n, few) - n * Math.LN2);
  let tail = 0;
  for (let k = few; k >= 0; k--) {
    tail += term;
    if (term < tail * 1e-17) break;
    term *= k / (n - k + 1);
  }
  return Math.min(1, 2 * tail);
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Stirling's series, exact sums where n is small. */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let k = 2; k <= n; k++) sum += Math.log(k);
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
