import { countsOf, runsOf, shared } from './counts.js';
import type { Metric } from './metric.js';
import { acceptedTexts, givenText } from './texts.js';

const ORDERS = 6;
/** Recall counts twice as much as precision. */
const BETA = 2;

/**
 * chrF (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation") with β = 2 and characters up to six in a row, white
 * space left out, over the whole corpus: sacreBLEU's `chrF2|nc:6|nw:0|space:no`. Of several references the best one counts.
 */
export const metric: Metric = {
  name: 'chrf',
  version: 1,
  kind: 'corpus',
  reads: 'values',
  unit: 'share',
  variants: ['chrf2'],
  width: 3 * ORDERS,
  measure({ key, given }, out) {
    const text = charactersOf(givenText(given) ?? '');
    out.fill(0);
    let best = -1;
    for (const reference of acceptedTexts(key)) {
      const counts = chrfCounts(text, charactersOf(reference));
      const score = chrfOf(counts, BETA);
      if (score <= best) continue;
      best = score;
      out.set(counts);
    }
  },
  scores: (sums) => [chrfOf(sums, BETA)],
};

const charactersOf = (text: string): string[] => [...text.replace(/\s+/gu, '')];

/** Of each order: n-grams of the text, of the reference, and of both. */
export function chrfCounts(text: readonly string[], reference: readonly string[]): Float64Array {
  const counts = new Float64Array(3 * ORDERS);
  for (let order = 1; order <= ORDERS; order++) {
    const [a, b] = [countsOf(runsOf(text, order)), countsOf(runsOf(reference, order))];
    counts.set([Math.max(0, text.length - order + 1), Math.max(0, reference.length - order + 1), shared(a, b)], 3 * (order - 1));
  }
  return counts;
}

/** Precision and recall are means over the orders that both have n-grams of. */
export function chrfOf(counts: Float64Array, beta: number): number {
  let [precision, recall, orders] = [0, 0, 0];
  for (let at = 0; at < counts.length; at += 3) {
    const [inText = 0, inReference = 0, both = 0] = counts.subarray(at, at + 3);
    if (inText === 0 || inReference === 0) continue;
    precision += both / inText;
    recall += both / inReference;
    orders += 1;
  }
  if (precision === 0 || recall === 0) return 0;
  const factor = beta ** 2;
  return ((1 + factor) * precision * recall) / ((factor * precision + recall) * orders);
}
