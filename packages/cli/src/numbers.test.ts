import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCount, parseSize, parseWord } from './numbers.js';
import { UsageFailure } from './usage.js';

const size = parseSize('--memory');

it.each([
  ['1048576', 1_048_576],
  ['512MiB', 512 * 1024 ** 2],
  ['512 mib', 512 * 1024 ** 2],
  ['1M', 1_048_576],
  ['64k', 65_536],
  ['2 G', 2 * 1024 ** 3],
  ['1T', 1024 ** 4],
  ['3kB', 3000],
  ['5mb', 5_000_000],
  ['2GB', 2_000_000_000],
  ['1.5KiB', 1536],
  ['7B', 7],
])('reads the size %s as %i bytes', (text, bytes) => {
  expect(size(text)).toBe(bytes);
});

it.each(['', '0', '-1', '512X', '1e9', 'M', '1MM', '1iB', 'MiB', '1 048 576', '99999999999TiB', '__proto__', '3constructor'])(
  'refuses the size «%s»',
  (text) => {
    expect(() => size(text)).toThrow(UsageFailure);
  },
);

it('a refused size says which letters stand for what', () => {
  expect(() => size('12 parsecs')).toThrow('powers of 1024');
});

it('any text is a positive whole number of bytes or wrong usage', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(size(text)).toSatisfy((bytes: number) => Number.isSafeInteger(bytes) && bytes > 0);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageFailure);
      }
    }),
  );
});

it('counts start at the least that makes sense', () => {
  expect(parseCount('--jobs', 1)('8')).toBe(8);
  expect(parseCount('--max-findings', 0)('0')).toBe(0);
  for (const text of ['0', '-1', '1.5', 'all', '']) expect(() => parseCount('--jobs', 1)(text)).toThrow(UsageFailure);
});

it('a word that is not offered names those that are', () => {
  expect(() => parseWord('--fail-on', ['error', 'warning'])('notes')).toThrow('--fail-on takes error, warning, not notes');
});
