import { shareMetric } from './share.js';
import { acceptedTexts, givenText } from './texts.js';

/** The share of answers that are the key, character for character, once both are NFC, trimmed and their white space is collapsed. */
export const metric = shareMetric('exact-match', 1, ({ keyChoices, givenChoices, key, given }) => {
  if (keyChoices !== 0) return givenChoices === keyChoices;
  const text = givenText(given);
  return text !== null && acceptedTexts(key).includes(text);
});
