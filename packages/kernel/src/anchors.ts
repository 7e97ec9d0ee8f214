/** How a text's anchors are chosen: the least of `narrow`, and of `wide`, hashes of `k` units that follow each other. */
export interface AnchorShape {
  readonly k: number;
  readonly narrow: number;
  readonly wide: number;
}

/** Unsigned hashes, as 32 bits: the wide ones are ints[from] … ints[between − 1], the narrow ones those up to ints[to − 1]. */
export interface Anchors {
  ints: Int32Array;
  from: number;
  between: number;
  to: number;
}

/**
 * Winnowing (Schleimer, Wilkerson, Aiken 2003): texts with `k + window − 1` units in common, wherever they stand, have an anchor of such
 * windows in common. Here those are `least` units for narrow windows and twice as many for wide ones, of which there are fewer anchors.
 * @param n units of the grams that likeness is measured by
 */
export function anchorShape(least: number, n: number): AnchorShape {
  const k = Math.max(n, Math.min(2 * n, Math.floor(least / 2)));
  return { k, narrow: least - k + 1, wide: 2 * least - k + 1 };
}

/** assembly/anchors.ts in plain TypeScript: anchors in the order of the text, without those that the window before has too. */
export function plainAnchors(
  text: string,
  n: number,
  { k, narrow, wide }: AnchorShape,
): { readonly wide: Int32Array; readonly narrow: Int32Array } {
  const hashes: number[] = [];
  for (let at = 0; at + k <= text.length; at++) hashes.push(joined(piece(text, at, n), piece(text, at + k - n, n)));
  return { wide: leastOf(hashes, wide), narrow: leastOf(hashes, narrow) };
}

/** The least hash of each window, once where windows that follow each other share it. */
function leastOf(hashes: readonly number[], window: number): Int32Array {
  const found: number[] = [];
  /** places of hashes that may yet be the least of a window, in rising order of place and hash */
  const open: number[] = [];
  let head = 0;
  hashes.forEach((hash, at) => {
    while (open.length > head && (hashes[open.at(-1) as number] as number) >= hash) open.pop();
    open.push(at);
    if ((open[head] as number) <= at - window) head += 1;
    if (at < window - 1) return;
    const least = hashes[open[head] as number] as number;
    if (found.length === 0 || found.at(-1) !== least) found.push(least);
  });
  return Int32Array.from(found);
}

function piece(text: string, from: number, n: number): number {
  let h = 0;
  for (let j = 0; j < n; j++) h = (Math.imul(h, 0x01000193) + text.charCodeAt(from + j)) | 0;
  return h;
}

function joined(first: number, second: number): number {
  let h = (Math.imul(first, 0x9e3779b1) + second) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
