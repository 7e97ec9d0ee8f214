const sumOf = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, k) => sum + weight * digits[k], 0);

const RESIDENT = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/** Whether the 13th digit of a resident registration number is right. Numbers given since October 2020 have none. */
export const isResident = (digits: readonly number[]): boolean => (11 - (sumOf(digits, RESIDENT) % 11)) % 10 === digits[12];

/** The same of a foreigner's, whose constant is 13; libraries that use 11 for both are in use, so either is accepted. */
export const isForeigner = (digits: readonly number[]): boolean =>
  (13 - (sumOf(digits, RESIDENT) % 11)) % 10 === digits[12] || isResident(digits);

/** Whether the 10th digit of a business registration number is right. */
export function isBusiness(digits: readonly number[]): boolean {
  const sum = sumOf(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((digits[8] * 5) / 10);
  return (10 - (sum % 10)) % 10 === digits[9];
}

/** Whether the 13th digit of a corporate registration number is right; numbers given since 2025 need not have one. */
export const isCorporate = (digits: readonly number[]): boolean =>
  (10 - (sumOf(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10)) % 10 === digits[12];

/** EAN-13 and ISBN-13. */
export const isArticle = (digits: readonly number[]): boolean =>
  (10 - (sumOf(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === digits[12];

/** ISO/IEC 7812-1: every second digit from the right doubled, its digits added. */
export function isLuhn(digits: readonly number[]): boolean {
  const sum = digits.reduceRight((total, digit, k) => {
    const doubled = (digits.length - 1 - k) % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** A day of the Gregorian calendar; `month` counts from 1. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
