import { UsageError } from '@jatdae/validator';

/** A share in millionths, so that what is counted by it is counted in whole numbers. */
export type Millionths = number;
export const WHOLE: Millionths = 1_000_000;

/** Reads `0.1` or `10%`. @throws UsageError where it is no share between 0 and 1, or finer than a millionth */
export function parseShare(text: string): Millionths {
  const [, digits = '', fraction = '', percent = ''] = /^\s*(\d*)(?:\.(\d+))?\s*(%?)\s*$/u.exec(text) ?? [];
  const places = percent === '' ? 6 : 4;
  const share = Number(`${digits}${fraction.padEnd(places, '0')}`);
  const isShare = digits + fraction !== '' && fraction.length <= places && share > 0 && share < WHOLE;
  if (isShare) return share;
  throw new UsageError({
    ko: `--share에는 0.1이나 10%처럼 0보다 크고 1보다 작은 비율을 소수 여섯 자리까지 씁니다: ${text}`,
    en: `--share takes a share above 0 and below 1, such as 0.1 or 10%, with six decimals at the most, not ${text}`,
  });
}
