import { isBusiness, isCorporate } from './check-digits.js';
import { type CreateFind, digitsOf, isNear, type Match, matchesOf, type Passage, privacyRule } from './finder.js';

export const findBusiness: CreateFind = () => (passage) => [
  ...matchesOf(passage.text, BUSINESS, (found) => judgeBusiness(passage, found)),
  ...matchesOf(passage.text, CORPORATE, (found) => judgeCorporate(passage, found)),
];

export const rule = privacyRule(
  {
    code: 'P007',
    name: 'business-number',
    severity: 'warning',
    kinds: {
      person: { ko: '개인사업자의 사업자등록번호', en: 'the business registration number of a private person' },
      firm: { ko: '사업자등록번호', en: 'a business registration number' },
      corporation: { ko: '법인등록번호', en: 'a corporate registration number' },
    },
  },
  'digits',
  findBusiness,
);

const BUSINESS = /(?<![\dA-Za-z_]|\d[-.,/])(?:\d{3}(\s?[-.]\s?)\d{2}\1\d{5}|\d{10})(?![\dA-Za-z_]|[-.,/]\d)/g;
const CORPORATE = /(?<![\dA-Za-z_]|\d[-.,/])\d{6}(?:\s?[-.]\s?)?\d{7}(?![\dA-Za-z_]|[-.,/]\d)/g;

const BUSINESS_WORDS = /사업자|등록번호|business|\bbrn\b/i;
const CORPORATE_WORDS = /법인|corporat/i;
const OTHER_WORDS = /주문|접수|송장|예약|계좌|통장|전화|order|invoice|tracking|account|phone/i;

function judgeBusiness(passage: Passage, found: RegExpExecArray): Match | null {
  const start = found.index;
  const end = start + found[0].length;
  const digits = digitsOf(found[0]);
  if (digits[0] === 0 || !isBusiness(digits)) return null;
  const isNamed = isNear(passage, { start, end }, BUSINESS_WORDS);
  if (!isNamed && (found[1] === undefined || isNear(passage, { start, end }, OTHER_WORDS))) return null;
  return { start, end, kind: isPerson(digits) ? 'person' : 'firm', open: 1 };
}

/** The two digits in the middle: 81–88 are corporations, the state and branches of foreign firms; 01–80 and 89–99 are people and their groups. */
function isPerson(digits: readonly number[]): boolean {
  const kind = digits[3] * 10 + digits[4];
  return kind < 81 || kind > 88;
}

function judgeCorporate(passage: Passage, found: RegExpExecArray): Match | null {
  const start = found.index;
  const end = start + found[0].length;
  if (!isCorporate(digitsOf(found[0])) || !isNear(passage, { start, end }, CORPORATE_WORDS)) return null;
  return { start, end, kind: 'corporation', open: 1 };
}
