import { wrongUsage } from './usage.js';

const POWERS = ['k', 'm', 'g', 't'];

/** As GNU dd has them: `M` and `MiB` are 2^20 bytes, `MB` is 10^6. */
const UNITS: Readonly<Record<string, number>> = Object.fromEntries([
  ['', 1],
  ['b', 1],
  ...POWERS.flatMap((letter, k): [string, number][] => [
    [letter, 1024 ** (k + 1)],
    [`${letter}ib`, 1024 ** (k + 1)],
    [`${letter}b`, 1000 ** (k + 1)],
  ]),
]);

/** Bytes of `1048576`, `512M` or `512MiB` (binary), or `2GB` (decimal). */
export function parseSize(option: string): (text: string) => number {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/iu.exec(text.trim()) ?? [];
    const factor = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : undefined;
    const bytes = factor === undefined || digits === '' ? Number.NaN : Math.floor(Number(digits) * factor);
    if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
    throw wrongUsage(
      `${option}에는 1048576, 512M, 512MiB, 2GB 같은 크기를 씁니다(K·M·G·T와 KiB·MiB·GiB·TiB는 1024, KB·MB·GB·TB는 1000의 거듭제곱): ${text}`,
      `${option} takes a size such as 1048576, 512M, 512MiB or 2GB (K M G T and KiB MiB GiB TiB are powers of 1024, KB MB GB TB of 1000), not ${text}`,
    );
  };
}

/** A whole number of at least `least`. */
export function parseCount(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/u.test(text.trim()) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw wrongUsage(
      `${option}에는 ${least} 이상의 정수를 씁니다: ${text}`,
      `${option} takes a whole number of at least ${least}, not ${text}`,
    );
  };
}

/** A number of at least `least`; null for `none`. */
export function parseNumber(option: string, least: number): (text: string) => number | null {
  return (text) => {
    if (text.trim() === 'none') return null;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    throw wrongUsage(
      `${option}에는 ${least} 이상의 수를 씁니다: ${text}`,
      `${option} takes a number of at least ${least}, not ${text}`,
    );
  };
}

/** The members of a JSON object. */
export function parseObject(option: string): (text: string) => Readonly<Record<string, unknown>> {
  return (text) => {
    const value = jsonIn(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw wrongUsage(
      `${option}에는 {"top_p": 0.9} 같은 JSON 객체를 씁니다: ${text}`,
      `${option} takes a JSON object such as {"top_p": 0.9}, not ${text}`,
    );
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One of a few words. */
export function parseWord<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw wrongUsage(
      `${option}에 쓸 수 있는 값은 ${words.join(', ')}입니다: ${text}`,
      `${option} takes ${words.join(', ')}, not ${text}`,
    );
  };
}
