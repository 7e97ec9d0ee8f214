import { RULES } from './registry.gen.js';

/** How many codes each family has been given so far, those included that this version has no rule for yet. */
const FAMILIES: ReadonlyMap<string, number> = new Map([
  ['M', 7],
  ['F', 12],
  ['I', 11],
  ['S', 4],
  ['H', 7],
  ['D', 6],
  ['P', 7],
  ['A', 5],
  ['E', 7],
  ['C', 7],
  ['T', 5],
]);

/** Every code that has a meaning, sorted by family. A selection written for another version goes on to work. */
export const KNOWN_CODES: readonly string[] = [...FAMILIES].flatMap(([family, count]) =>
  Array.from({ length: count }, (_, k) => `${family}${String(k + 1).padStart(3, '0')}`),
);

/** Whether a word is a known code or a family's letter. */
export const isSelectable = (word: string): boolean => FAMILIES.has(word) || KNOWN_CODES.includes(word);

/** The rules that words name, upper case: codes or letters of families. */
export function codesNamed(words: readonly string[]): string[] {
  return RULES.map(({ meta }) => meta.code).filter((code) => words.includes(code) || words.includes(code.charAt(0)));
}
