/** How the sound of a word ends, as far as a Korean particle cares. */
type Ending = 'vowel' | 'rieul' | 'consonant';

const PAIRS: readonly (readonly [afterConsonant: string, afterVowel: string])[] = [
  ['을', '를'],
  ['이', '가'],
  ['은', '는'],
  ['과', '와'],
  ['이라', '라'],
  ['이나', '나'],
  ['이어야', '여야'],
  ['으로', '로'],
];

// 영 일 이 삼 사 오 육 칠 팔 구
const DIGITS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** Quotes, brackets, ellipses and marks that are not read aloud. */
const SILENT = /[\p{Pe}\p{Pf}\p{Pi}'"`´.,!?…\s]+$/u;

/**
 * The particle that follows `text`. `pair` names both forms, in either order, with a slash: `을/를`, `으로/로`.
 * Where the reading is unknown (Chinese characters, symbols) both forms are shown, as Korean software does: `을(를)`.
 */
export function particleAfter(text: string, pair: string): string {
  const forms = PAIRS.find(([a, b]) => pair === `${a}/${b}` || pair === `${b}/${a}`);
  if (forms === undefined) return pair;
  const [afterConsonant, afterVowel] = forms;
  const ending = endingOf(text);
  if (ending === null) return afterConsonant === '으로' ? '(으)로' : `${afterConsonant}(${afterVowel})`;
  if (ending === 'rieul') return afterConsonant === '으로' ? afterVowel : afterConsonant;
  return ending === 'consonant' ? afterConsonant : afterVowel;
}

function endingOf(shown: string): Ending | null {
  const text = shown.normalize('NFC').replace(SILENT, '');
  const last = text.slice(-1);
  if (last === '') return null;
  const code = last.charCodeAt(0);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) return hangulEnding(code);
  if (last >= '0' && last <= '9') return numberEnding(text);
  if (/[A-Za-z]/.test(last)) return latinEnding(text);
  if (last === '%') return 'vowel';
  return null;
}

function hangulEnding(code: number): Ending {
  const final = (code - HANGUL_FIRST) % FINALS;
  if (final === 0) return 'vowel';
  return final === FINAL_RIEUL ? 'rieul' : 'consonant';
}

/** Whole numbers are read with their unit (10 십, 100 백, 10,000 만), decimals and codes digit by digit. */
function numberEnding(text: string): Ending {
  const digits = /(?:^|[^\d.])((?:\d{1,3}(?:,\d{3})+|\d+))$/.exec(text)?.[1]?.replaceAll(',', '') ?? text;
  const zeros = /[1-9](0+)$/.exec(digits)?.[1]?.length ?? 0;
  // 조, the unit of 10^12 to 10^15, is the only one that ends in a vowel.
  if (zeros >= 12 && zeros <= 15) return 'vowel';
  return DIGITS[Number(digits.slice(-1))] ?? 'vowel';
}

/** Abbreviations are read letter by letter (L 엘, M 엠, N 엔, R 알); of words, the usual transcription of their end. */
function latinEnding(text: string): Ending {
  const word = /[A-Za-z]+$/.exec(text)?.[0] ?? '';
  if (word === word.toUpperCase() || word.length === 1) {
    if (/[LR]$/i.test(word)) return 'rieul';
    return /[MN]$/i.test(word) ? 'consonant' : 'vowel';
  }
  if (/(l|le)$/i.test(word)) return 'rieul';
  return /([mn]|ng|[aeiou][kptc])$/i.test(word) ? 'consonant' : 'vowel';
}
