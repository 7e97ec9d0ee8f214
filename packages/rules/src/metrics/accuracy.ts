import { shareMetric } from './share.js';
import { acceptedTexts, givenText, normalised } from './texts.js';

/**
 * The share of right answers. A choice is right where it is the key, a set of choices where it is the whole set, a text where it is one
 * of the accepted ones without regard to case, white space and the punctuation around it.
 */
export const metric = shareMetric('accuracy', 1, ({ keyChoices, givenChoices, key, given }) => {
  if (keyChoices !== 0) return givenChoices === keyChoices;
  const text = givenText(given);
  if (text === null) return false;
  const wanted = normalised(text);
  return acceptedTexts(key).some((accepted) => normalised(accepted) === wanted);
});
