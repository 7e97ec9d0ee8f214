import { expect, it } from 'vitest';
import { cohenKappa, krippendorffAlpha, type Ratings } from './agreement.js';

/** A text a rater, a character a unit; `.` where the rater says nothing. */
function ratings(...raters: readonly string[]): Ratings<string> {
  return [...(raters[0] ?? '')].map(
    (_, unit) => new Map(raters.flatMap((text, rater) => (text[unit] === '.' ? [] : [[String(rater), text[unit] ?? '']]))),
  );
}

/** A table of two raters: as many units in each cell. */
function table(counts: readonly (readonly number[])[]): Ratings<string> {
  return counts.flatMap((row, a) =>
    row.flatMap((count, b) =>
      Array.from(
        { length: count },
        () =>
          new Map([
            ['first', String(a)],
            ['second', String(b)],
          ]),
      ),
    ),
  );
}

// K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), sections A to C.
it('gives the alpha published for two observers and binary data', () => {
  expect(krippendorffAlpha(ratings('0100000010', '1110010000'))).toBeCloseTo(0.095, 3);
});

it('gives the alpha published for two observers and nominal data', () => {
  expect(krippendorffAlpha(ratings('aabbdcccedda', 'babbbccceddd'))).toBeCloseTo(0.692, 3);
});

it('gives the alpha published for four observers, where some say nothing of some units', () => {
  expect(krippendorffAlpha(ratings('123321412...', '1233224125.3', '.3332342251.', '12332441251.'))).toBeCloseTo(0.743, 3);
});

// J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960): 200 cases, kappa .492.
it('gives the kappa published by Cohen', () => {
  const units = table([
    [88, 14, 18],
    [10, 40, 10],
    [2, 6, 12],
  ]);
  const { items, agreed, kappa } = cohenKappa(units, 'first', 'second');
  expect({ items, agreed }).toEqual({ items: 200, agreed: 0.7 });
  expect(kappa).toBeCloseTo(0.492, 3);
});

it('is 1 where all agree, and not defined where nothing varies or nothing is shared', () => {
  const units = ratings('pdpp', 'pdpp');
  expect(krippendorffAlpha(units)).toBe(1);
  expect(cohenKappa(units, '0', '1')).toEqual({ items: 4, agreed: 1, kappa: 1 });
  expect(krippendorffAlpha(ratings('pppp', 'pppp'))).toBeNull();
  expect(cohenKappa(ratings('pppp', 'pppp'), '0', '1')).toEqual({ items: 4, agreed: 1, kappa: null });
  expect(krippendorffAlpha(ratings('pd..', '..pd'))).toBeNull();
  expect(cohenKappa(ratings('pd..', '..pd'), '0', '1')).toEqual({ items: 0, agreed: null, kappa: null });
});

it('leaves units out that only one of the two rated', () => {
  expect(cohenKappa(ratings('pdpd.', 'pdp.d'), '0', '1')).toEqual(cohenKappa(ratings('pdp', 'pdp'), '0', '1'));
});
