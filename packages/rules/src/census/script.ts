/** Scripts that questions are written in. */
export const SCRIPTS = ['hangul', 'kana', 'han', 'latin', 'cyrillic', 'arabic', 'thai', 'devanagari'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Blocks of Unicode in which nearly all letters of a script lie: first and last code unit. */
const BLOCKS: readonly (readonly [first: number, last: number, script: Script])[] = [
  [0x41, 0x5a, 'latin'],
  [0x61, 0x7a, 'latin'],
  [0xc0, 0x24f, 'latin'],
  [0x400, 0x52f, 'cyrillic'],
  [0x600, 0x6ff, 'arabic'],
  [0x900, 0x97f, 'devanagari'],
  [0xe00, 0xe7f, 'thai'],
  [0x1100, 0x11ff, 'hangul'],
  [0x3040, 0x30ff, 'kana'],
  [0x3131, 0x318e, 'hangul'],
  [0x3400, 0x4dbf, 'han'],
  [0x4e00, 0x9fff, 'han'],
  [0xac00, 0xd7a3, 'hangul'],
  [0xf900, 0xfaff, 'han'],
];

const BY_UNIT = new Uint8Array(1 << 16);
for (const [first, last, script] of BLOCKS) BY_UNIT.fill(SCRIPTS.indexOf(script) + 1, first, last + 1);

/** A syllable or an ideograph says as much as several letters. */
const WEIGHT: Readonly<Partial<Record<Script, number>>> = { hangul: 4, kana: 3, han: 3 };

/** Fewer letters, weighed, are a formula or a name, and of no language. */
const LEAST = 12;

/**
 * The script that most of a text is written in, null where there is too little of any. Chinese characters among kana are Japanese, among
 * Hangul Korean; foreign words and names in Latin letters do not make a Korean text English.
 */
export function scriptOf(text: string): Script | null {
  const counts = new Array<number>(SCRIPTS.length + 1).fill(0);
  for (let k = 0; k < text.length; k++) counts[BY_UNIT[text.charCodeAt(k)]] += 1;
  let best: Script | null = null;
  let most = LEAST - 1;
  for (const [k, script] of SCRIPTS.entries()) {
    const weight = counts[k + 1] * (WEIGHT[script] ?? 1);
    if (weight <= most) continue;
    most = weight;
    best = script;
  }
  return best === 'han' && counts[SCRIPTS.indexOf('kana') + 1] > 0 ? 'kana' : best;
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
