import { canonicalString } from '@jatdae/kernel';

/** The texts that count as a key: one value, or a list of accepted ones. */
export const acceptedTexts = (key: unknown): readonly string[] => (Array.isArray(key) ? key : [key]).flatMap(textsOf);

/** The text of an answer, null where there is none. A list of one is its element. */
export function givenText(given: unknown): string | null {
  const [only, ...more] = Array.isArray(given) ? given : [given];
  return more.length > 0 ? null : (textsOf(only)[0] ?? null);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [canonicalString(value)];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

/** Case, and punctuation and quotes around the text, do not matter. */
export const normalised = (text: string): string =>
  canonicalString(text.toLowerCase().replace(/^[\s"'“‘「『([]+|[\s"'”’」』)\].,!?。]+$/gu, ''));
