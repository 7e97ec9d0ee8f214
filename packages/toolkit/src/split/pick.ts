/** Units from the first one that does not surely fit on, among which sums are tried out. */
const WINDOW = 4096;
/** Sums that are tried out, at the most. */
const SUMS = 1 << 15;
/** What is left open for sums to be tried out, at the least, items; and how many of the largest unit. */
const OPEN_ITEMS = 1024;
const OPEN_UNITS = 8;

/**
 * Picks units so that their sizes add up to `quota`, or as near to it as they can; of two sums equally near the smaller one. Of all ways to that sum
 * it is the one whose units come first.
 * Of a large quota those units are taken first that surely fit, and sums are tried out among the next WINDOW ones alone.
 * @param sizes of the units, in the order in which they are wanted
 * @returns 1 for each unit that is picked
 */
export function pickUnits(sizes: ArrayLike<number>, quota: number): Uint8Array {
  const picked = new Uint8Array(sizes.length);
  if (quota <= 0) return picked;
  const margin = Math.min(quota, Math.max(OPEN_ITEMS, OPEN_UNITS * largest(sizes)));
  let taken = 0;
  let at = 0;
  for (; at < sizes.length && taken + sizeAt(sizes, at) <= quota - margin; at++) {
    picked[at] = 1;
    taken += sizeAt(sizes, at);
  }
  const open = quota - taken;
  const window: number[] = [];
  for (let k = at; k < sizes.length && window.length < WINDOW; k++) if (sizeAt(sizes, k) <= 2 * open) window.push(k);
  for (const k of nearestSum(window, sizes, open)) picked[k] = 1;
  return picked;
}

const sizeAt = (sizes: ArrayLike<number>, k: number): number => sizes[k] ?? 0;

function largest(sizes: ArrayLike<number>): number {
  let most = 1;
  for (let k = 0; k < sizes.length; k++) most = Math.max(most, sizeAt(sizes, k));
  return most;
}

/** The units of the window that add up nearest to `open`. */
function nearestSum(window: readonly number[], sizes: ArrayLike<number>, open: number): number[] {
  if (window.every((k) => sizeAt(sizes, k) === 1)) return window.slice(0, open);
  if (2 * open > SUMS) return firstFit(window, sizes, open);
  const sums = 2 * open + 1;
  // reach[j] has a bit for each sum that units j and later ones can add up to.
  const reach: bigint[] = new Array<bigint>(window.length + 1).fill(1n);
  const mask = (1n << BigInt(sums)) - 1n;
  for (let j = window.length - 1; j >= 0; j--) {
    const later = reach[j + 1] ?? 1n;
    reach[j] = (later | (later << BigInt(sizeAt(sizes, window[j] ?? 0)))) & mask;
  }
  let rest = nearest(reach[0] ?? 1n, open);
  return window.filter((k, j) => {
    const size = sizeAt(sizes, k);
    if (size > rest || (((reach[j + 1] ?? 1n) >> BigInt(rest - size)) & 1n) === 0n) return false;
    rest -= size;
    return true;
  });
}

function nearest(sums: bigint, open: number): number {
  for (let off = 0; off <= open; off++) {
    if (((sums >> BigInt(open - off)) & 1n) === 1n) return open - off;
    if (((sums >> BigInt(open + off)) & 1n) === 1n) return open + off;
  }
  return 0;
}

function firstFit(window: readonly number[], sizes: ArrayLike<number>, open: number): number[] {
  let rest = open;
  return window.filter((k) => {
    if (sizeAt(sizes, k) > rest) return false;
    rest -= sizeAt(sizes, k);
    return true;
  });
}
