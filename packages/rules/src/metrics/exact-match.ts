import type { Metric } from './metric.js';
import { acceptedTexts, givenText } from './texts.js';

/** The share of answers that are the key, character for character, once both are NFC, trimmed and their white space is collapsed. */
export const metric: Metric = {
  name: 'exact-match',
  version: 1,
  kind: 'share',
  reads: 'choices',
  measure({ keyChoices, givenChoices, key, given }) {
    if (keyChoices !== 0) return Number(givenChoices === keyChoices);
    const text = givenText(given);
    return Number(text !== null && acceptedTexts(key).includes(text));
  },
};
