import { isBusiness, isCorporate, isForeigner, isLuhn, isResident } from '../privacy/check-digits.js';

/** Numbers from 0 to below `below`, the same for the same seed (mulberry32). */
export type Dice = (below: number) => number;

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const pick = <T>(dice: Dice, ...values: readonly T[]): T => values[dice(values.length)] as T;
const digits = (dice: Dice, count: number): string => Array.from({ length: count }, () => dice(10)).join('');
const padded = (value: number, size = 2): string => String(value).padStart(size, '0');
const listOf = (text: string): number[] => Array.from(text, Number);

/** The last digit that makes a check hold; null where none does. */
function closed(body: string, holds: (digits: readonly number[]) => boolean): string | null {
  const last = Array.from({ length: 10 }, (_, k) => k).find((k) => holds(listOf(body + k)));
  return last === undefined ? null : body + last;
}

const GROUPED = ['-', '-', '-', ' - ', '–', '－', 'ㅡ', '·', '‑', '―'];
const WIDE_SHARE = 6;
/** In one text of six the digits and signs are full-width ones. */
const spelt = (dice: Dice, text: string): string =>
  dice(WIDE_SHARE) === 0 ? text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)) : text;
const grouped = (dice: Dice, ...groups: string[]): string => spelt(dice, groups.join(pick(dice, ...GROUPED)));

/** Sentences around a value, which say nothing of what it is. */
const around = (dice: Dice, value: string): string =>
  pick(
    dice,
    (held: string) => `담당자는 김철수(${held})이다.`,
    (held: string) => `다음 대화를 읽고 물음에 답하시오.\n"${held}" 하고 그는 말했다.`,
    (held: string) => `${held}`,
    (held: string) => `이영희 님의 것은 ${held}입니다. 확인해 주세요.`,
    (held: string) => `Please write ${held} on the form.`,
    (held: string) => `① 서울 ② ${held} ③ 부산`,
  )(value);

/** Sentences with words that say what the value is. */
const named = (dice: Dice, names: readonly string[], value: string): string => {
  const name = pick(dice, ...names);
  return pick(
    dice,
    `${name}: ${value}`,
    `제 ${name}는 ${value}입니다.`,
    `${name} ${value} 로 접수되었습니다.`,
    `나의 ${name}(${value})를 적으시오.`,
  );
};

const tail = (dice: Dice, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[dice(alphabet.length)]).join('');
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ALL = `${LETTERS}0123456789`;

/** A birthday up to 2019 with a right check digit, or one after October 2020 with any. */
function residentNumber(dice: Dice): readonly [string, string] {
  for (;;) {
    const isRandom = dice(4) === 0;
    const year = isRandom ? 2021 + dice(4) : 1930 + dice(90);
    const isForeign = dice(5) === 0;
    const sex = dice(2) + (isForeign ? 5 : 1) + (year >= 2000 ? 2 : 0);
    const birthday = `${padded(year % 100)}${padded(1 + dice(12))}${padded(1 + dice(28))}`;
    const body = `${birthday}${sex}${digits(dice, 5)}`;
    const whole = isRandom ? body + dice(10) : closed(body, isForeign ? isForeigner : isResident);
    if (whole !== null) return [whole.slice(0, 6), whole.slice(6)];
  }
}

function cardNumber(dice: Dice): string {
  const prefix = pick(dice, '4', '51', '55', '2221', '37', '36', '3528', '62', '6011');
  const length = prefix === '37' ? 15 : prefix === '36' ? 14 : 16;
  return closed(prefix + digits(dice, length - prefix.length - 1), isLuhn) ?? cardNumber(dice);
}

function cardGroups(card: string): string[] {
  if (card.length === 15) return [card.slice(0, 4), card.slice(4, 10), card.slice(10)];
  if (card.length === 14) return [card.slice(0, 4), card.slice(4, 10), card.slice(10)];
  return card.match(/\d{4}/g) ?? [];
}

function firmNumber(dice: Dice): readonly [string, string, string] {
  const body = `${1 + dice(9)}${digits(dice, 2)}${padded(1 + dice(99))}${digits(dice, 4)}`;
  const whole = closed(body, isBusiness) ?? body;
  return [whole.slice(0, 3), whole.slice(3, 5), whole.slice(5)];
}

const AREAS = [
  '02',
  '031',
  '032',
  '033',
  '041',
  '042',
  '043',
  '044',
  '051',
  '052',
  '053',
  '054',
  '055',
  '061',
  '062',
  '063',
  '064',
  '070',
];
const local = (dice: Dice): string => `${2 + dice(8)}${digits(dice, pick(dice, 2, 3))}`;
const last = (dice: Dice): string => `${digits(dice, 3)}${1 + dice(9)}`;
/** 010 and eight digits that no profile allows as an example. */
const mobileGroups = (dice: Dice): string[] => [`${2 + dice(8)}${digits(dice, 3)}`, `${digits(dice, 3)}${3 + dice(5)}`];

type Planter = (dice: Dice) => string;

/** Texts that each hold one thing that the rule must find, by rule and kind. */
export const PLANTED: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  P001: {
    grouped: (dice) => around(dice, grouped(dice, ...residentNumber(dice))),
    bare: (dice) =>
      named(
        dice,
        ['주민등록번호', '주민번호', '외국인등록번호', 'resident number'],
        spelt(dice, residentNumber(dice).join(pick(dice, '', ' '))),
      ),
  },
  P002: {
    mobile: (dice) => around(dice, pick(dice, grouped, bareMobile, spacedMobile)(dice, '010', ...mobileGroups(dice))),
    abroad82: (dice) =>
      around(dice, `${pick(dice, '+82 ', '+82-', '+82', '(+82)', '+82 (0)')}${grouped(dice, '10', ...mobileGroups(dice))}`),
    landline: (dice) => around(dice, grouped(dice, pick(dice, ...AREAS), local(dice), last(dice))),
    bracketed: (dice) =>
      around(dice, `${pick(dice, '(AA) ', 'AA)', '(AA)').replace('AA', pick(dice, ...AREAS))}${local(dice)}-${last(dice)}`),
    foreign: (dice) =>
      around(
        dice,
        `+${pick(dice, '1 415', '44 20', '86 138', '33 1 23', '49 30')} ${digits(dice, 2)}${pick(dice, ' ', '-')}${digits(dice, 4)}`,
      ),
  },
  P003: {
    grouped: (dice) => around(dice, spelt(dice, cardGroups(cardNumber(dice)).join(pick(dice, ' ', '-')))),
    bare: (dice) => named(dice, ['카드번호', '결제 카드', '신용카드 번호', 'card number'], spelt(dice, cardNumber(dice))),
  },
  P004: {
    address: (dice) =>
      around(
        dice,
        spelt(
          dice,
          `${tail(dice, LETTERS, 3 + dice(8))}${pick(dice, '', '.kim', '_1', '+a', '77')}@${pick(dice, 'naver.com', 'gmail.com', 'snu.ac.kr', 'mail.korea.kr', 'hanmail.net')}`,
        ),
      ),
  },
  P005: {
    account: (dice) =>
      named(
        dice,
        ['국민은행 계좌', '계좌번호', '입금 계좌', 'bank account'],
        grouped(
          dice,
          digits(dice, 3),
          digits(dice, pick(dice, 2, 3)),
          `${digits(dice, 5)}${digits(dice, dice(2))}`,
          ...(dice(3) === 0 ? [digits(dice, 2)] : []),
        ),
      ),
    bareAccount: (dice) => named(dice, ['계좌번호', '통장 번호'], `${1 + dice(9)}${digits(dice, 11)}`),
    passport: (dice) =>
      named(
        dice,
        ['여권번호', '여권', 'passport no.'],
        spelt(
          dice,
          `${pick(dice, 'M', 'S', 'R')}${pick(dice, digits(dice, 8), `${digits(dice, 3)}${tail(dice, UPPER.slice(0, 26), 1)}${digits(dice, 4)}`)}`,
        ),
      ),
    licence: (dice) =>
      named(
        dice,
        ['운전면허번호', '면허 번호', 'driver’s license'],
        grouped(dice, String(pick(dice, 11, 12, 13, 17, 20, 26, 28)), digits(dice, 2), digits(dice, 6), digits(dice, 2)),
      ),
  },
  P006: {
    issued: (dice) =>
      around(
        dice,
        pick(
          dice,
          `AK${'IA'}${tail(dice, UPPER, 16)}`,
          `gh${'p_'}${tail(dice, ALL, 35)}7`,
          `sk${'-'}proj-${tail(dice, ALL, 40)}7`,
          `xox${'b-'}${digits(dice, 12)}-${tail(dice, ALL, 24)}`,
          `AI${'za'}${tail(dice, ALL, 34)}7`,
          `glpat${'-'}${tail(dice, ALL, 19)}7`,
          `hf_${tail(dice, LETTERS, 34)}`,
          `npm_${tail(dice, ALL, 35)}7`,
        ),
      ),
    jwt: (dice) => around(dice, `ey${'Jh'}bGciOiJIUzI1NiJ9.eyJ${tail(dice, ALL, 30)}.${tail(dice, ALL, 43)}`),
    assigned: (dice) =>
      `${pick(dice, 'api_key = ', '"client_secret": "', '비밀번호: ', '인증키=', 'SECRET_KEY=', 'access_token: ')}${tail(dice, ALL, 30)}7q`,
  },
  P007: {
    grouped: (dice) => around(dice, grouped(dice, ...firmNumber(dice))),
    bare: (dice) => named(dice, ['사업자등록번호', '사업자 번호'], spelt(dice, firmNumber(dice).join(''))),
    corporation: (dice) => named(dice, ['법인등록번호', '법인 번호'], grouped(dice, ...corporation(dice))),
  },
};

const bareMobile = (dice: Dice, ...groups: string[]): string => spelt(dice, groups.join(''));
const spacedMobile = (dice: Dice, ...groups: string[]): string => spelt(dice, groups.join(pick(dice, ' ', '.')));

function corporation(dice: Dice): readonly [string, string] {
  const whole = closed(`1${pick(dice, '10111', '30111', '34511', '84611')}0${digits(dice, 5)}`, isCorporate) ?? '1301110006246';
  return [whole.slice(0, 6), whole.slice(6)];
}

/** Texts that look as if they held such a thing, and hold none. */
export const DECOYS: Readonly<Record<string, Planter>> = {
  order: (dice) =>
    `${pick(dice, '주문번호', '접수번호', '송장번호', '예약번호', 'order no.')} ${pick(dice, `${2010 + dice(15)}${padded(1 + dice(12))}${padded(1 + dice(28))}-${digits(dice, 7)}`, digits(dice, 13), digits(dice, 10), `${digits(dice, 3)}-${digits(dice, 2)}-${digits(dice, 5)}`)}`,
  version: (dice) =>
    `${pick(dice, 'v', '버전 ', 'Node.js ', 'release ')}${dice(20)}.${dice(3000)}.${dice(20_000)}${pick(dice, '', '-rc.1', '.1234')}`,
  isbn: (dice) =>
    pick(
      dice,
      `ISBN 978-89-${digits(dice, 3)}-${digits(dice, 4)}-${dice(10)}`,
      `ISBN 97889${digits(dice, 8)}`,
      `ISBN 979-11-${digits(dice, 4)}-${digits(dice, 3)}-${dice(10)}`,
    ),
  date: (dice) =>
    pick(
      dice,
      `${1900 + dice(125)}-${padded(1 + dice(12))}-${padded(1 + dice(28))}`,
      `${1900 + dice(125)}.${padded(1 + dice(12))}.${padded(1 + dice(28))} ${padded(dice(24))}:${padded(dice(60))}:${padded(dice(60))}`,
      `${2000 + dice(25)}${padded(1 + dice(12))}${padded(1 + dice(28))}${padded(dice(24))}${padded(dice(60))}${padded(dice(60))}`,
      `${2000 + dice(25)}-05-02 ~ ${2000 + dice(25)}-06-03`,
      `${1_500_000_000_000 + dice(250_000_000) * 1000}`,
    ),
  coordinates: (dice) =>
    pick(
      dice,
      `${33 + dice(5)}.${digits(dice, 6)}, ${124 + dice(7)}.${digits(dice, 7)}`,
      `위도 37.${digits(dice, 4)} 경도 127.${digits(dice, 4)}`,
    ),
  law: (dice) =>
    pick(
      dice,
      `법률 제${digits(dice, 5)}호 제${1 + dice(900)}조의${1 + dice(9)}제${1 + dice(9)}항`,
      `대법원 ${1990 + dice(34)}다${digits(dice, 5)} 판결`,
      `제${2000 + dice(25)}-${digits(dice, 5)}호`,
    ),
  office: (dice) =>
    `${pick(dice, '다산콜센터', '정부 민원', '관광 안내', '고객센터')} ${pick(dice, '02-120', '110', '112', '1330', '1588-1234', '1577-0199', '1345', '080-123-4567')}`,
  example: (dice) =>
    pick(
      dice,
      '010-0000-0000',
      '010-1234-5678',
      '01012345678',
      '02-123-4567',
      '900101-1234567',
      'hong@example.com',
      '4111 1111 1111 1111',
    ),
  scores: (dice) =>
    Array.from({ length: 4 + dice(8) }, () => dice(101)).join(pick(dice, ', ', ' ', ' / ', '-').replace('-', ' : ')),
  money: (dice) =>
    pick(
      dice,
      `${1 + dice(999)},${digits(dice, 3)},${digits(dice, 3)}원`,
      `₩${1 + dice(9)}${digits(dice, 8)}`,
      `${1 + dice(9)}${digits(dice, 7)}명`,
    ),
  machine: (dice) =>
    pick(
      dice,
      `192.168.${dice(256)}.${dice(256)}`,
      `${tail(dice, '0123456789abcdef', 8)}-${tail(dice, '0123456789abcdef', 4)}-4${tail(dice, '0123456789abcdef', 3)}-a${tail(dice, '0123456789abcdef', 3)}-${tail(dice, '0123456789abcdef', 12)}`,
      `sha256 ${tail(dice, '0123456789abcdef', 64)}`,
      `https://example.org/korean-traditional-culture-and-history/${digits(dice, 5)}`,
      `SM-G${digits(dice, 3)}N`,
      '@nickname, react@18.2.0, icon@2x.png',
    ),
  arithmetic: (dice) =>
    pick(
      dice,
      `${digits(dice, 3)} - ${digits(dice, 3)} = ${digits(dice, 3)}`,
      `${1 + dice(9)}${digits(dice, 5)} × ${1 + dice(9)}${digits(dice, 4)}`,
      `3.14159265358979`,
      `${1 + dice(9)}.${digits(dice, 3)} × 10^${dice(20)}`,
    ),
};

export { around };
