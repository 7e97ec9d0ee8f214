import { isSelectable, KNOWN_CODES } from '@jatdae/rules';
import { nearestWord } from '@jatdae/schema';
import { wrongUsage } from './usage.js';

/** Codes and families of `P,H004`, upper-cased; a word that names no rule is wrong usage. */
export function checkSelection(option: string, words: readonly string[]): string[] {
  return words.map((word) => {
    const code = word.toUpperCase();
    if (isSelectable(code)) return code;
    // One letter is near to every other one.
    const nearest = code.length === 1 ? null : nearestWord(code, KNOWN_CODES);
    throw wrongUsage(
      `${option}에 적은 규칙이 없습니다: ${word}${nearest === null ? '' : `. 혹시 ${nearest}입니까?`} 'jatdae rules'가 모든 규칙을 보여 줍니다.`,
      `${option} names no rule: ${word}${nearest === null ? '' : `. Did you mean ${nearest}?`} 'jatdae rules' lists them all.`,
    );
  });
}
