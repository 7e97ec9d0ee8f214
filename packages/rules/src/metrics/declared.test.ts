import fc from 'fast-check';
import { expect, it } from 'vitest';
import { declaredScore, reproducedAs } from './declared.js';

const honest = (value: number, spelling: string, recomputed: number): boolean =>
  reproducedAs(declaredScore(value, spelling, 'share'), { accuracy: recomputed }) !== null;

it('lets rounding in the last given digit pass, and no more', () => {
  expect(honest(0.712, '0.712', 0.71249)).toBe(true);
  expect(honest(0.712, '0.712', 0.7126)).toBe(false);
  expect(honest(0.7, '0.7', 0.712)).toBe(true);
  expect(honest(0.7, '0.700', 0.712)).toBe(false);
});

it('reads a score above 1 as per cent', () => {
  expect(declaredScore(71.2, '71.2', 'share')).toEqual({ score: 0.7120000000000001, percent: true, tolerance: 0.0005 });
  expect(declaredScore(1.2, '1.2', 'plain')).toEqual({ score: 1.2, percent: false, tolerance: 0.05 });
  expect(honest(71.2, '71.2', 0.71249)).toBe(true);
  expect(honest(71.2, '71.2', 0.7126)).toBe(false);
  expect(honest(71, '71', 0.7149)).toBe(true);
});

it('takes a bare 1 or 0 for a whole per cent, not for anything that rounds to it', () => {
  expect(honest(1, '1', 0.996)).toBe(true);
  expect(honest(1, '1', 0.6)).toBe(false);
  expect(honest(0, '0', 0.3)).toBe(false);
});

it('reads other spellings of numbers, and counts the digits of the value where it has none', () => {
  expect(declaredScore(0.712, '7.12e-1', 'share').tolerance).toBeCloseTo(0.0005, 12);
  expect(declaredScore(0.712, null, 'share').tolerance).toBeCloseTo(0.0005, 12);
});

it('tells which convention a score follows', () => {
  const variants = { words: 0.61, characters: 0.74 };
  expect(reproducedAs(declaredScore(0.74, '0.74', 'share'), variants)).toBe('characters');
  expect(reproducedAs(declaredScore(0.7, '0.70', 'share'), variants)).toBeNull();
});

it('finds nothing in a score that was rounded honestly, and finds one that was raised by a hundredth', () => {
  const digits = fc.integer({ min: 2, max: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 5000 }), fc.nat(), digits, fc.boolean(), (items, some, decimals, percent) => {
      const recomputed = (some % (items + 1)) / items;
      const written = percent && recomputed > 0.011 ? (recomputed * 100).toFixed(decimals - 2) : recomputed.toFixed(decimals);
      fc.pre(written !== '1' && Number(written) !== 0);
      expect(honest(Number(written), written, recomputed)).toBe(true);
      const raised = (recomputed + 0.01).toFixed(Math.max(3, decimals));
      fc.pre(Number(raised) <= 1);
      expect(honest(Number(raised), raised, recomputed)).toBe(false);
    }),
  );
});
