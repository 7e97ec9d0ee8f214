import { isLuhn } from './check-digits.js';
import { type CreateFind, digitsOf, isNear, type Match, matchesOf, type Passage, privacyRule } from './finder.js';

export const findCard: CreateFind = () => (passage) => matchesOf(passage.text, NUMBER, (found) => judge(passage, found));

export const rule = privacyRule(
  {
    code: 'P003',
    name: 'payment-card',
    severity: 'error',
    kinds: { card: { ko: '결제 카드 번호', en: 'a payment card number' } },
  },
  'digits',
  findCard,
);

/** 4-4-4-4(-3), 4-6-5, 4-6-4, or in one piece; one kind of gap throughout. */
const NUMBER =
  /(?<![\dA-Za-z_+]|\d[-.,])(?:\d{4}([- ])(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5})|\d{14,19})(?![\dA-Za-z_]|[-.,]\d)/g;

const CARD_WORDS = /카드|결제|신용|체크|card|visa|master|amex|cvc|cvv|유효\s?기간|payment/i;

/** Issuer ranges (ISO/IEC 7812) and the lengths in use. */
const ISSUERS: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [16, 19] },
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^35(2[89]|[3-8])/, lengths: [16] },
  { prefix: /^(36|38|30[0-5]|3095)/, lengths: [14] },
  { prefix: /^(6011|64[4-9]|65)/, lengths: [16] },
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
];

function judge(passage: Passage, found: RegExpExecArray): Match | null {
  const digits = digitsOf(found[0]);
  const number = digits.join('');
  const start = found.index;
  const end = start + found[0].length;
  if (!ISSUERS.some(({ prefix, lengths }) => prefix.test(number) && lengths.includes(number.length))) return null;
  if (found[1] === ' ' && isAmongNumbers(passage.text, start, end)) return null;
  if (!isLuhn(digits) || new Set(digits).size < 3) return null;
  // One number in ten passes the check digit by chance, so a run of digits without groups asks for a word.
  if (found[1] === undefined && !isNear(passage, { start, end }, CARD_WORDS)) return null;
  return { start, end, kind: 'card', open: 1 };
}

/** A row of a table rather than groups of one number. */
const isAmongNumbers = (text: string, start: number, end: number): boolean =>
  /\d $/.test(text.slice(Math.max(0, start - 2), start)) || /^ \d/.test(text.slice(end, end + 2));
