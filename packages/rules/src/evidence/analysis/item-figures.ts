import type { ResponseTable } from '../responses.js';
import { classesOf } from './item-classes.js';

/** What the models made of each item, by its index. */
export interface ItemFigures {
  /** models whose answer could be judged, and those of them that were right */
  readonly answered: Uint8Array;
  readonly right: Uint8Array;
  /** point-biserial correlation of being right with the models' shares on all other items, −1 to 1; NaN where it is not defined */
  readonly discrimination: Float32Array;
}

/** With fewer models a correlation says nothing. */
const LEAST_MODELS = 3;

/**
 * Difficulty and discrimination of classical test theory, the models being the test takers (Lord & Novick 1968, chapter 15). An item that the
 * better models fail and the worse ones get right discriminates negatively. The item itself is left out of the score that it is compared
 * with («corrected item-total correlation»).
 */
export function itemFigures({ items, correct }: ResponseTable): ItemFigures {
  const answered = new Uint8Array(items);
  const right = new Uint8Array(items);
  const totals = correct.map((column) => {
    let judged = 0;
    let sum = 0;
    for (let i = 0; i < items; i++) {
      const state = column[i] as number;
      if (state > 1) continue;
      judged += 1;
      sum += state;
      answered[i] = (answered[i] as number) + 1;
      right[i] = (right[i] as number) + state;
    }
    return { judged, sum };
  });
  // Items on which the same models are right discriminate alike.
  const { of, first } = classesOf(correct, items);
  const byClass = first.map((i) => {
    // Where all are right, or all wrong, nothing is to be correlated.
    if ((answered[i] as number) < LEAST_MODELS || right[i] === 0 || right[i] === answered[i]) return Number.NaN;
    const pairs: [number, number][] = [];
    for (const [m, { judged, sum }] of totals.entries()) {
      const state = correct[m]?.[i] as number;
      if (state <= 1 && judged > 1) pairs.push([state, (sum - state) / (judged - 1)]);
    }
    return correlation(pairs);
  });
  return { answered, right, discrimination: Float32Array.from(of, (name) => byClass[name] as number) };
}

/** Pearson's; NaN where either side does not vary. Of a side that is 0 or 1 it is the point-biserial correlation. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const count = pairs.length;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / count;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx < TINY || yy < TINY ? Number.NaN : xy / Math.sqrt(xx * yy);
}

/** Sums of squares below this are rounding. */
const TINY = 1e-15;
