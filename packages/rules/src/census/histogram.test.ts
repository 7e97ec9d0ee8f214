import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addLength, countUpTo, createHistogram, quantileOf } from './histogram.js';

const histogramOf = (lengths: readonly number[]) => {
  const histogram = createHistogram();
  for (const length of lengths) addLength(histogram, length);
  return histogram;
};

it('gives quantiles: exact below 1,024, at most 3.2 % too low above', () => {
  const length = fc.oneof(fc.nat(1023), fc.integer({ min: 1024, max: 0x7fffffff }));
  fc.assert(
    fc.property(
      fc.array(length, { minLength: 1, maxLength: 50 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lengths, share) => {
        const sorted = [...lengths].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] as number;
        const found = quantileOf(histogramOf(lengths), share);
        expect(found).toBeLessThanOrEqual(exact);
        expect(found).toBeGreaterThanOrEqual(exact < 1024 ? exact : exact * 0.968);
      },
    ),
  );
});

it('counts the lengths up to each bound', () => {
  expect(countUpTo(histogramOf([1, 2, 2, 5, 9, 700]), [2, 5])).toEqual([3, 1, 2]);
  expect(countUpTo(histogramOf([7]), [])).toEqual([1]);
});

it('number, sum and both ends are exact, whatever the lengths', () => {
  const length = fc.oneof(fc.nat(200), fc.integer({ min: 1000, max: 1050 }), fc.nat(0x7fffffff));
  fc.assert(
    fc.property(fc.array(length, { minLength: 1, maxLength: 50 }), (lengths) => {
      expect(histogramOf(lengths)).toMatchObject({
        items: lengths.length,
        sum: lengths.reduce((sum, one) => sum + one, 0),
        min: Math.min(...lengths),
        max: Math.max(...lengths),
      });
    }),
  );
});
