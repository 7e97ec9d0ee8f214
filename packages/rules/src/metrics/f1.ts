import { countsOf, shared } from './counts.js';
import { textMean } from './text-mean.js';

/**
 * The F1 score of the parts that an answer and a reference share, as bags: the best over the references, the mean over the items.
 * words: as SQuAD's evaluation (Rajpurkar et al. 2016): lower case, without punctuation and the English articles, split at white space.
 * characters: as KorQuAD's (Lim et al. 2019): lower case, without punctuation and brackets, the characters of the words.
 * Two empty texts are equal, an empty one shares nothing with another.
 */
export const metric = textMean('f1', 1, {
  words: (given, reference) => f1(wordsOf(given), wordsOf(reference)),
  characters: (given, reference) => f1(charactersOf(given), charactersOf(reference)),
});

const PUNCTUATION = /[!-/:-@[-`{-~]/gu;
const BRACKETS = /[《》<>〈〉「」『』‘’“”]/gu;

const spaced = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

const wordsOf = (text: string): string[] =>
  spaced(
    text
      .toLowerCase()
      .replace(PUNCTUATION, '')
      .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' '),
  );

const charactersOf = (text: string): string[] =>
  spaced(text.replace(BRACKETS, ' ').toLowerCase().replace(PUNCTUATION, '')).flatMap((word) => [...word]);

function f1(given: readonly string[], reference: readonly string[]): number {
  if (given.length === 0 || reference.length === 0) return Number(given.length === reference.length);
  return (2 * shared(countsOf(given), countsOf(reference))) / (given.length + reference.length);
}
