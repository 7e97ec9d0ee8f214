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

/** Telephones, resident, business and corporate numbers, dates, licences, cards: other rules' business. */
const OTHER_NUMBERS =
  /^(?:0\d{1,2}-\d{3,4}-\d{4}|\d{6}-\d{7}|\d{3}-\d{2}-\d{5}|(?:19|20)\d\d-\d\d?-\d\d?|\d{2}-\d{2}-\d{6}-\d{2}|\d{4}-\d{4}-\d{4}-\d{4})$/;

const FORMS: readonly Form[] = [
  {
    kind: 'licence',
    pattern: /(?<![\d-])(?:1[1-9]|2[0-68])[- ]?\d{2}[- ]\d{6}[- ]\d{2}(?![\d-])/g,
    words: /면허|driver|driving|licen[cs]e/i,
    reach: REACH,
  },
  {
    kind: 'passport',
    pattern: /(?<![A-Za-z\d-])[MSRODGT](?:\d{8}|\d{3}[A-Z]\d{4})(?![A-Za-z\d-])/g,
    words: /여권|passport/i,
    reach: REACH,
  },
  {
    kind: 'account',
    pattern: /(?<![\d.,-])\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?(?![\d-]|[.,]\d)/g,
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

/** National accounts have ten to sixteen digits. */
const hasLength = (text: string): boolean => {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 10 && digits <= 16;
};

function judge(passage: Passage, found: RegExpExecArray, { kind, words, reach, not }: Form): Match | null {
  const start = found.index;
  const end = start + found[0].length;
  if (kind === 'account' && (!hasLength(found[0]) || not?.test(found[0]) === true)) return null;
  return isNear(passage, { start, end }, words, reach) ? { start, end, kind, open: 1 } : null;
}
