import { textMean } from './text-mean.js';

/**
 * ROUGE-L (Lin 2004, "ROUGE: a package for automatic evaluation of summaries", section 3): the F1 score of the longest common
 * subsequence of words, over the whole text as one sentence. Words are runs of letters and digits of any script in lower case, without
 * stemming: for ASCII text what rouge_score gives.
 */
export const metric = textMean('rouge-l', 1, {
  words: (given, reference) => {
    const [a, b] = [wordsOf(given), wordsOf(reference)];
    return a.length === 0 || b.length === 0 ? 0 : (2 * longestCommon(a, b)) / (a.length + b.length);
  },
});

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Words of a text that are compared at the most: the table grows with the product. */
const LONGEST = 1 << 13;

/** Length of the longest common subsequence, one row of the table at a time. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const columns = b.slice(0, LONGEST);
  let before = new Uint32Array(columns.length + 1);
  let row = new Uint32Array(columns.length + 1);
  for (const word of a.slice(0, LONGEST)) {
    columns.forEach((other, k) => {
      row[k + 1] = word === other ? (before[k] as number) + 1 : Math.max(before[k + 1] as number, row[k] as number);
    });
    [before, row] = [row, before];
  }
  return before[columns.length] as number;
}
