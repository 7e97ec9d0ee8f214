import { type CreateFind, type Match, matchesOf, privacyRule } from './finder.js';

export const findTelephone: CreateFind = () => (passage) => [
  ...matchesOf(passage.text, MOBILE, judgeMobile),
  ...matchesOf(passage.text, LANDLINE, (found) => matchOf(found, 'landline', 3)),
  ...matchesOf(passage.text, ABROAD, judgeAbroad),
  ...matchesOf(passage.text, STORED, (found) =>
    TELEPHONE_NAMES.test(passage.name()) ? matchOf(found, kindOf(found[0]), 2) : null,
  ),
];

export const rule = privacyRule(
  {
    code: 'P002',
    name: 'telephone',
    severity: 'warning',
    kinds: {
      mobile: { ko: '휴대전화 번호', en: 'a mobile telephone number' },
      landline: { ko: '전화번호', en: 'a telephone number' },
      abroad: { ko: '해외 전화번호', en: 'a telephone number abroad' },
    },
  },
  'digits',
  findTelephone,
);

const BEFORE = String.raw`(?<![\dA-Za-z_+]|\d[-.])`;
const AFTER = String.raw`(?![\dA-Za-z_]|[-.]\d)`;
/** Between groups: a hyphen, a dot or a blank, or a closing bracket. */
const GAP = String.raw`(?:\s?[-.)]\s?|\)?\s)`;
const KOREA = String.raw`(?:\+\s?82|\(\+?82\))${GAP}?\(?0?\)?`;

/** 010 and its forerunners; 011, 016 … are so rare that they must be written in groups. */
const MOBILE = new RegExp(
  String.raw`(?:${BEFORE}\(?0|${KOREA})(?:10${GAP}?\d{4}${GAP}?\d{4}|1[016-9]${GAP}\d{3,4}${GAP}\d{4})${AFTER}`,
  'g',
);

/** Area codes 02 and 031–064, internet telephones 070, personal numbers 050x; always in groups. 080 and 15xx are services, not people. */
const LANDLINE = new RegExp(
  String.raw`(?:${BEFORE}(?<!\d{4}\s)\(?0|${KOREA})(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)${GAP}\d{3,4}${GAP}\d{4}${AFTER}`,
  'g',
);

const ABROAD = new RegExp(
  String.raw`(?<![\dA-Za-z_]|\d\s?)\+(?!82|0)\d{1,3}[-. ]\(?\d{1,4}\)?(?:[-. ]\d{2,4}){2,4}${AFTER}`,
  'g',
);

/** What is left of a telephone that was stored as a number: 010-2345-6789 as 1023456789. Only the field's name tells it from others. */
const STORED = /^\s*(?:1(?:0\d{8}|[16-9]\d{7,8})|2\d{7,8}|(?:3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)\d{7,8})\s*$/g;
const TELEPHONE_NAMES = /전화|휴대|핸드폰|연락처|phone|mobile|cell|contact|(?:^|[/_.-])(?:tel|hp)(?:[/_.-]|no|$)/i;
const kindOf = (text: string): string => (text.trim().startsWith('1') ? 'mobile' : 'landline');

/** Binary numbers are no telephones. */
function judgeMobile(found: RegExpExecArray): Match | null {
  return /[2-9]/.test(found[0]) || /[-. )]/.test(found[0]) ? matchOf(found, 'mobile', 3) : null;
}

/** E.164: ten digits or more in practice, fifteen at the most. */
function judgeAbroad(found: RegExpExecArray): Match | null {
  const digits = found[0].replace(/\D/g, '').length;
  return digits >= 10 && digits <= 15 ? matchOf(found, 'abroad', 3) : null;
}

const matchOf = (found: RegExpExecArray, kind: string, open: number): Match => ({
  start: found.index,
  end: found.index + found[0].length,
  kind,
  open,
});
