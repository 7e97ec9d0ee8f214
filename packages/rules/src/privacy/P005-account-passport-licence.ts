import { type CreateFind, isNear, type Match, matchesOf, type Passage, privacyRule } from './finder.js';

export const findAccount: CreateFind = () => (passage) =>
  FORMS.flatMap((form) => matchesOf(passage.text, form.pattern, (found) => judge(passage, found, form)));

export const rule = privacyRule(
  {
    code: 'P005',
    name: 'account-passport-licence',
    severity: 'error',
    kinds: {
      account: { ko: '계좌번호', en: 'a bank account number' },
      passport: { ko: '여권번호', en: 'a passport number' },
      licence: { ko: '운전면허번호', en: 'a driver’s licence number' },
    },
  },
  'digits',
  findAccount,
);

interface Form {
  readonly kind: string;
  readonly pattern: RegExp;
  /** none of these numbers has a check digit that is public: a word must say what it is */
  readonly words: RegExp;
  readonly reach: { readonly before: number; readonly after: number };
  readonly not?: RegExp;
}

const REACH = { before: 40, after: 16 };

const BANK =
  '국민은행|신한은행|우리은행|하나은행|기업은행|농협|수협|신협|새마을금고|우체국|카카오뱅크|토스뱅크|케이뱅크|산업은행|제일은행|씨티은행|대구은행|부산은행|경남은행|광주은행|전북은행|제주은행';

/** Telephones, resident and corporate numbers, dates, licences, cards: other rules' business. */
const OTHER_NUMBERS =
  /^(?:0\d{1,2}-\d{3,4}-\d{4}|\d{6}-\d{7}|(?:19|20)\d\d-\d\d?-\d\d?|\d{2}-\d{2}-\d{6}-\d{2}|\d{4}-\d{4}-\d{4}-\d{4})$/;
/** What stands near the number of a firm, which P007 tells of. */
const FIRM_WORDS = /사업자|법인|business|corporat/i;
/** Between groups: a hyphen or a dot, or a blank where no other number can follow. */
const GAP = String.raw`(?:\s?[-.]\s?|\s)`;

const FORMS: readonly Form[] = [
  {
    kind: 'licence',
    pattern: new RegExp(String.raw`(?<![\d-])(?:1[1-9]|2[0-68])${GAP}?\d{2}${GAP}\d{6}${GAP}\d{2}(?![\d-])`, 'g'),
    words: /면허|driver|driving|licen[cs]e/i,
    reach: REACH,
  },
  {
    kind: 'passport',
    pattern: /(?<![A-Za-z\d-])[MSRODGT](?:\d{8}|\d{3}[A-Z]\d{4})(?![A-Za-z\d-])/gi,
    words: /여권|passport/i,
    reach: REACH,
  },
  {
    kind: 'account',
    pattern: /(?<![\d.,-]|[-.]\s)\d{2,6}(\s?[-.]\s?)\d{2,6}\1\d{2,8}(?:\1\d{1,3})?(?![\d-]|[.,]\d|\s-\s\d)/g,
    words: new RegExp(
      `계좌|통장|입금|송금|예금주|${BANK}|bank account|account (?:no|num)|account[_-]?(?:no|num)|\\biban\\b`,
      'i',
    ),
    reach: REACH,
    not: OTHER_NUMBERS,
  },
  {
    kind: 'account',
    pattern: /(?<![\d.,A-Za-z-])\d{10,14}(?![\dA-Za-z-]|[.,]\d|\s?(?:원|명|개|건|달러|won|krw))/g,
    words: /계좌|통장\s?번호|bank account|account (?:no|num)|account[_-]?(?:no|num)/i,
    reach: { before: 16, after: 0 },
    not: /^01[016-9]\d{7,8}$/,
  },
];

/** National accounts have ten to sixteen digits; a dotted one with short groups only is an address of the Internet or a version. */
function isAccount(written: string): boolean {
  const digits = written.replace(/\D/g, '').length;
  const isDotted = written.includes('.') && !/\d{4}/.test(written);
  return digits >= 10 && digits <= 16 && !isDotted;
}

function judge(passage: Passage, found: RegExpExecArray, { kind, words, reach, not }: Form): Match | null {
  const place = { start: found.index, end: found.index + found[0].length };
  const written = found[0].replace(/\s/g, '');
  if (!isNear(passage, place, words, reach)) return null;
  if (kind === 'account') {
    const isOther = not?.test(written.replaceAll('.', '-')) === true || isNear(passage, place, FIRM_WORDS);
    if (!isAccount(written) || isOther) return null;
  }
  return { ...place, kind, open: 1 };
}
