import type { Metric } from './metric.js';
import { acceptedTexts, givenText } from './texts.js';

/** A score of a text against a reference, 0–1. */
export type TextScore = (given: string, reference: string) => number;

/** The mean, over the items, of the best score against any of the references; 0 where nothing was given. */
export function textMean(name: string, version: number, variants: Readonly<Record<string, TextScore>>): Metric {
  const measures = Object.values(variants);
  return {
    name,
    version,
    kind: 'mean',
    reads: 'values',
    unit: 'share',
    variants: Object.keys(variants),
    width: measures.length,
    measure({ key, given }, out) {
      const text = givenText(given);
      const references = acceptedTexts(key);
      measures.forEach((measure, v) => {
        out[v] = text === null ? 0 : references.reduce((best, reference) => Math.max(best, measure(text, reference)), 0);
      });
    },
    scores: (sums, items) => [...sums].map((sum) => sum / items),
  };
}
