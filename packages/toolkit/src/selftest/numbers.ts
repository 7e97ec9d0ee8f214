import type { Random } from './random.js';

/** Numbers that nobody was given but that look like it: made up when they are needed, so that no source holds one. */
const digits = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.below(10));

const weigh = (values: readonly number[], weights: readonly number[]): number =>
  values.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0);

/** With a date of the nineties and a right check digit. */
export function residentNumber(random: Random): string {
  const date = [9, random.below(10), 0, 1 + random.below(9), 1, random.below(10)];
  const tail = [1 + random.below(2), 1, ...digits(random, 4).map((digit) => Math.max(1, digit))];
  const check = (11 - (weigh([...date, ...tail], [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return `${date.join('')}-${tail.join('')}${check}`;
}

export const mobileNumber = (random: Random): string =>
  `010-${2 + random.below(7)}${digits(random, 3).join('')}-${1 + random.below(9)}${digits(random, 3).join('')}`;

/** Sixteen digits of an issuer's range with a right Luhn digit. */
export function cardNumber(random: Random): string {
  const body = [4, 5, 3, 9, ...digits(random, 11)];
  const sum = body.reduce((so, digit, k) => so + (k % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return [...body, (10 - (sum % 10)) % 10].join('').replace(/(\d{4})(?=\d)/g, '$1-');
}

export const address = (random: Random): string => `minsu.kim${10 + random.below(90)}@naver.com`;

export const passport = (random: Random): string => `M${1 + random.below(9)}${digits(random, 7).join('')}`;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const token = (random: Random): string =>
  `ghp_${Array.from({ length: 36 }, () => LETTERS[random.below(LETTERS.length)]).join('')}`;

export function businessNumber(random: Random): string {
  const body = [1 + random.below(9), ...digits(random, 2), 0, 1 + random.below(8), ...digits(random, 4)];
  const sum = weigh(body, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor(((body[8] ?? 0) * 5) / 10);
  const all = [...body, (10 - (sum % 10)) % 10].join('');
  return `${all.slice(0, 3)}-${all.slice(3, 5)}-${all.slice(5)}`;
}
