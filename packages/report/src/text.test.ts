import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { clean, displayWidth, formatBytes, formatCount, padEnd, truncate, wrap } from './text.js';

const korean = fc.string({ unit: fc.constantFrom('가', '힣', 'a', ' ', '1', '👍🏽', 'é', '漢'), maxLength: 60 });

it('counts a Hangul syllable as two columns', () => {
  expect(displayWidth('예절 a')).toBe(6);
  expect(padEnd('예절', 6)).toBe('예절  ');
});

it('counts columns as string-width does', () => {
  const unit = fc.constantFrom('가', '힣', 'a', '~', ' ', '1', '\u0301', '\u11a8', '㎏', '\t');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), korean, fc.string({ unit: 'grapheme' })), (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    }),
  );
});

it('wrapping keeps every character and stays inside the width', () => {
  fc.assert(
    fc.property(korean, fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

it('cutting stays inside the width and says that it cut', () => {
  fc.assert(
    fc.property(korean, fc.integer({ min: 3, max: 40 }), (text, width) => {
      const cut = truncate(text, width);
      expect(displayWidth(cut)).toBeLessThanOrEqual(width);
      expect(cut === text || cut.endsWith('…')).toBe(true);
    }),
  );
});

it('escapes what could move the cursor or turn the line around', () => {
  expect(clean('a\u001b[2J\tb\u202ec\ufeff')).toBe('a\\u001b[2J\\u0009b\\u202ec\\ufeff');
  expect(clean('한글 그대로 👍')).toBe('한글 그대로 👍');
});

it('writes numbers for people', () => {
  expect([0, 999, 1000, 1234567, -1234, 0.5, 1234.25].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '1,234,567',
    '-1,234',
    '0.5',
    '1,234.25',
  ]);
  expect([0, 1023, 1024, 25_000_000, 2 ** 40].map(formatBytes)).toEqual(['0 B', '1023 B', '1.0 KiB', '23.8 MiB', '1.0 TiB']);
});
