import { isArticle, isCorporate, isDay, isForeigner, isResident } from './check-digits.js';
import { type CreateFind, digitsOf, isNear, type Match, matchesOf, type Passage, privacyRule } from './finder.js';

export const findResident: CreateFind = (profile) => {
  const lastYear = Number(profile.term.end.slice(0, 4));
  return (passage) => [
    ...matchesOf(passage.text, NUMBER, (found) => judge(passage, found, lastYear)),
    ...matchesOf(passage.text, STORED, (found) => judgeStored(passage, found, lastYear)),
  ];
};

export const rule = privacyRule(
  {
    code: 'P001',
    name: 'resident-number',
    severity: 'error',
    kinds: {
      resident: { ko: '주민등록번호', en: 'a resident registration number' },
      foreigner: { ko: '외국인등록번호', en: 'a foreigner registration number' },
    },
  },
  'digits',
  findResident,
);

/** Six digits of a birthday and seven, not within a longer number, a decimal or a code. */
const NUMBER = /(?<![\dA-Za-z_]|\d[-.])(\d{6})(\s?[-./]\s?| |)(\d{7})(?![\dA-Za-z_]|[-.]\d)/g;

const RESIDENT_WORDS = /주민|외국인\s?등록|등록번호|생년월일|신분증|resident|foreigner|jumin|\brrn\b|\barc\b|\bssn\b/i;
/** «등록번호» alone may be a firm's. */
const OTHER_NAMES = /사업자|법인|corporat|business/i;
const CORPORATE_WORDS = /법인|corporat/i;
const OTHER_WORDS =
  /주문|접수|송장|운송장|예약|거래|문서|일련|관리|상품|품목|바코드|전표|승인|청구|order|invoice|tracking|booking|receipt|serial|barcode|ean|isbn/i;

/** Older than anybody is. */
const OLDEST = 110;
/** Months since the year 0 of October 2020, when the last six digits became random. */
const RANDOM_TAIL = 2020 * 12 + 10;

function judge(passage: Passage, found: RegExpExecArray, lastYear: number): Match | null {
  const digits = digitsOf(found[0]);
  const start = found.index;
  const end = start + found[0].length;
  const [year, month, day] = birthday(digits);
  if (year > lastYear || year < lastYear - OLDEST || !isDay(year, month, day)) return null;

  const isForeign = digits[6] >= 5 && digits[6] <= 8;
  const holds = isForeign ? isForeigner(digits) : isResident(digits);
  const isNamed = isNear(passage, { start, end }, RESIDENT_WORDS);
  const mayBeRandom = year * 12 + month >= RANDOM_TAIL;
  const isClear = found[2].trim() !== '' ? isHyphenated : isBare;
  if (!isNamed && !isClear({ passage, digits, start, end, holds, mayBeRandom })) return null;
  return { start, end, kind: isForeign ? 'foreigner' : 'resident', open: 1 };
}

/** 000502-3374659 stored as a number: the zeros at its start are lost, and only the field's name tells what it was. */
const STORED = /^\s*\d{10,12}\s*$/g;

function judgeStored(passage: Passage, found: RegExpExecArray, lastYear: number): Match | null {
  const digits = digitsOf(found[0].trim().padStart(13, '0'));
  if (!RESIDENT_WORDS.test(passage.name()) || OTHER_NAMES.test(passage.name())) return null;
  const [year, month, day] = birthday(digits);
  if (year < 2000 || year > lastYear || !isDay(year, month, day)) return null;
  return { start: 0, end: found[0].length, kind: digits[6] >= 5 ? 'foreigner' : 'resident', open: 1 };
}

function birthday(digits: readonly number[]): readonly [year: number, month: number, day: number] {
  const [a, b, c, d, e, f, s] = digits;
  const century = s === 9 || s === 0 ? 1800 : [1, 2, 5, 6].includes(s) ? 1900 : 2000;
  return [century + a * 10 + b, c * 10 + d, e * 10 + f];
}

interface Candidate {
  readonly passage: Passage;
  readonly digits: readonly number[];
  readonly start: number;
  readonly end: number;
  readonly holds: boolean;
  /** born since the last digits became random */
  readonly mayBeRandom: boolean;
}

/** 900101-1234567: what else is written so has words before it that say so, or a corporation's check digit. */
function isHyphenated({ passage, digits, start, end, holds, mayBeRandom }: Candidate): boolean {
  if (isNear(passage, { start, end }, CORPORATE_WORDS)) return false;
  if (holds) return true;
  return !isNear(passage, { start, end }, OTHER_WORDS) && (mayBeRandom || !isCorporate(digits));
}

/** Thirteen digits in a row: bar codes, book numbers and times in milliseconds are more common. */
function isBare({ passage, digits, start, end, holds }: Candidate): boolean {
  if (!holds || isArticle(digits) || isNear(passage, { start, end }, OTHER_WORDS)) return false;
  const isTime = digits[0] === 1 && digits[1] >= 4 && digits[1] <= 8;
  return digits[6] >= 1 && digits[6] <= 4 && !isTime && !isNear(passage, { start, end }, CORPORATE_WORDS);
}
