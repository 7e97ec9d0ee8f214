import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalQuantile } from './normal.js';
import { wilsonInterval } from './wilson.js';

it.each([
  [0.975, 1.959963984540054],
  [0.995, 2.575829303548901],
  [0.95, 1.644853626951472],
  [0.5, 0],
  [0.01, -2.326347874040841],
])('quantile %d of the normal distribution is %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 7);
});

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I, method 3.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d are published as %d to %d', (passed, judged, low, high) => {
  const interval = wilsonInterval(passed, judged, 0.95);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it('has nothing to say where nothing was judged', () => {
  expect(wilsonInterval(0, 0, 0.95)).toBeNull();
});

it('holds the share, stays between 0 and 1, and is the mirror image for defects', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (judged, some) => {
      const passed = some % (judged + 1);
      const { low, high } = wilsonInterval(passed, judged, 0.95) ?? { low: 1, high: 0 };
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(passed / judged + 1e-12);
      expect(high).toBeGreaterThanOrEqual(passed / judged - 1e-12);
      expect(wilsonInterval(judged - passed, judged, 0.95)?.high).toBeCloseTo(1 - low, 10);
    }),
  );
});
