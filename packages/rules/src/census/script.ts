/** Scripts that questions are written in. */
export const SCRIPTS = ['hangul', 'kana', 'han', 'latin', 'cyrillic', 'arabic', 'thai', 'devanagari'] as const;
export type Script = (typeof SCRIPTS)[number];

const LETTERS: Readonly<Record<Script, RegExp>> = {
  hangul: /\p{Script=Hangul}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  han: /\p{Script=Han}/gu,
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  arabic: /\p{Script=Arabic}/gu,
  thai: /\p{Script=Thai}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
};

/** A syllable or an ideograph says as much as several letters. */
const WEIGHT: Readonly<Partial<Record<Script, number>>> = { hangul: 4, kana: 3, han: 3 };

/** Fewer letters, weighed, are a formula or a name, and of no language. */
const LEAST = 12;

/**
 * The script that most of a text is written in, null where there is too little of any. Chinese characters among kana are Japanese, among
 * Hangul Korean; foreign words and names in Latin letters do not make a Korean text English.
 */
export function scriptOf(text: string): Script | null {
  let best: Script | null = null;
  let most = LEAST - 1;
  for (const script of SCRIPTS) {
    const weight = (text.match(LETTERS[script])?.length ?? 0) * (WEIGHT[script] ?? 1);
    if (weight > most) {
      most = weight;
      best = script;
    }
  }
  return best === 'han' && /\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text) ? 'kana' : best;
}

/** Scripts by language subtag (ISO 639-1); other languages are not judged. */
const SCRIPTS_OF: Readonly<Record<string, readonly Script[]>> = {
  ko: ['hangul'],
  ja: ['kana', 'han'],
  zh: ['han'],
  ru: ['cyrillic'],
  uk: ['cyrillic'],
  mn: ['cyrillic'],
  ar: ['arabic'],
  fa: ['arabic'],
  th: ['thai'],
  hi: ['devanagari'],
  ...Object.fromEntries(
    ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'vi', 'id', 'ms', 'tr', 'pl', 'uz', 'tl'].map((code) => [
      code,
      ['latin'] as const,
    ]),
  ),
};

/** Scripts that languages are written in, null where one of them is not known. */
export function scriptsOf(languages: readonly string[]): ReadonlySet<Script> | null {
  const known = languages.map((language) => SCRIPTS_OF[(language.split('-')[0] ?? '').toLowerCase()]);
  return known.some((scripts) => scripts === undefined) ? null : new Set(known.flatMap((scripts) => scripts ?? []));
}
