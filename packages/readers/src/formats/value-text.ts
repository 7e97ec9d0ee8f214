const DAY_MS = 86_400_000;
/** The days that a JavaScript date can hold, on either side of 1970. */
const LAST_DAY = 100_000_000;

export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = { s: 1n, ms: 1_000n, us: 1_000_000n, ns: 1_000_000_000n };
const DIGITS: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 3, us: 6, ns: 9 };

/** ISO 8601 date of a number of days since 1970-01-01; null where no calendar reaches. */
export function dateText(days: number): string | null {
  if (!Number.isInteger(days) || Math.abs(days) > LAST_DAY) return null;
  return new Date(days * DAY_MS).toISOString().replace(/T.*/u, '');
}

/** ISO 8601 time of day, with the digits of its unit but no zeros at the end. */
export function timeText(value: bigint, unit: TimeUnit): string {
  const perSecond = PER_SECOND[unit];
  const seconds = value / perSecond;
  const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60n)}${fraction(value % perSecond, unit)}`;
}

/** ISO 8601 date and time of an instant since 1970, with Z where it is UTC; null where no calendar reaches. */
export function timestampText(value: bigint, unit: TimeUnit, utc: boolean): string | null {
  const perDay = PER_SECOND[unit] * 86_400n;
  const rest = ((value % perDay) + perDay) % perDay;
  const date = dateText(Number((value - rest) / perDay));
  return date === null ? null : `${date}T${timeText(rest, unit)}${utc ? 'Z' : ''}`;
}

/** ISO 8601 duration. */
export function durationText(months: number, days: number, milliseconds: number): string {
  return `P${months}M${days}DT${milliseconds / 1000}S`;
}

/** The digits of a decimal number whose unscaled value and scale are known, exactly. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The shortest digits that give the same 32-bit number again, not those of its 64-bit twin. */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/** The value of an IEEE 754 binary16. */
export function halfOf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fractionPart = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * 2 ** -14 * fractionPart;
  if (exponent === 0x1f) return fractionPart === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fractionPart);
}

function fraction(value: bigint, unit: TimeUnit): string {
  const digits = String(value).padStart(DIGITS[unit], '0').replace(/0+$/u, '');
  return value === 0n || DIGITS[unit] === 0 ? '' : `.${digits}`;
}

function two(value: bigint): string {
  return String(value).padStart(2, '0');
}
