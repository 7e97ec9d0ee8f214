import { type Counts, countsOf, runsOf, shared } from './counts.js';
import type { Metric } from './metric.js';
import { acceptedTexts, givenText } from './texts.js';

const ORDERS = 4;

/**
 * BLEU (Papineni et al. 2002) over the whole corpus, with the tokens of NIST's mteval-v13a and exponential smoothing of orders without a
 * match (Chen and Cherry 2014, method 3): sacreBLEU's `nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp` (Post 2018). Korean counts by its
 * words between blanks and punctuation.
 */
export const metric: Metric = {
  name: 'bleu',
  version: 1,
  kind: 'corpus',
  reads: 'values',
  unit: 'share',
  variants: ['13a'],
  width: 2 + 2 * ORDERS,
  measure({ key, given }, out) {
    out.set(bleuCounts(tokensOf(givenText(given) ?? ''), acceptedTexts(key).map(tokensOf)));
  },
  scores: (sums) => [bleuOf(sums)],
};

/** The tokens of mteval-v13a: a blank around punctuation, but not around points and commas between digits. */
function tokensOf(text: string): string[] {
  const spaced = ` ${text} `
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/[{-~[-` -&(-+:-@/]/gu, ' $& ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ');
  return spaced.split(/\s+/u).filter((token) => token !== '');
}

/** Length of the text and of the nearest reference; then of each order, n-grams of the text and those that a reference has as well. */
export function bleuCounts(text: readonly string[], references: readonly (readonly string[])[]): Float64Array {
  const counts = new Float64Array(2 + 2 * ORDERS);
  counts[0] = text.length;
  counts[1] = nearestLength(
    text.length,
    references.map(({ length }) => length),
  );
  for (let order = 1; order <= ORDERS; order++) {
    counts[2 * order] = Math.max(0, text.length - order + 1);
    counts[2 * order + 1] = shared(countsOf(runsOf(text, order)), most(references, order));
  }
  return counts;
}

const nearestLength = (length: number, lengths: readonly number[]): number =>
  lengths.reduce((best, other) => {
    const [near, far] = [Math.abs(other - length), Math.abs(best - length)];
    return near < far || (near === far && other < best) ? other : best;
  }, lengths[0] ?? 0);

/** Of each n-gram, how often the reference has it that has it most often. */
function most(references: readonly (readonly string[])[], order: number): Counts {
  const counts = new Map<string, number>();
  for (const reference of references) {
    for (const [run, count] of countsOf(runsOf(reference, order))) counts.set(run, Math.max(count, counts.get(run) ?? 0));
  }
  return counts;
}

export function bleuOf(counts: Float64Array): number {
  const [length = 0, reference = 0] = counts;
  if (length === 0 || counts[3] === 0) return 0;
  let logs = 0;
  let smooth = 1;
  for (let order = 1; order <= ORDERS; order++) {
    const total = counts[2 * order] as number;
    const both = counts[2 * order + 1] as number;
    if (total === 0) return 0;
    if (both === 0) smooth *= 2;
    logs += Math.log(both === 0 ? 1 / (smooth * total) : both / total);
  }
  const brevity = length < reference ? Math.exp(1 - reference / length) : 1;
  return brevity * Math.exp(logs / ORDERS);
}
