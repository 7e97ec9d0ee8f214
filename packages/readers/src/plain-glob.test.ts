import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';
import { plainGlob } from './plain-glob.js';

const name = fc.stringMatching(/^[ab.가!@]{1,5}$/);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[ab.가!@*]{1,5}$/) },
  { weight: 1, arbitrary: fc.constant('**') },
);
const glob = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .filter((pieces) => pieces.at(-1) !== '**' && pieces.every((one) => one === '**' || !/\*\*/.test(one)))
  .map((pieces) => pieces.join('/'));

it('matches what picomatch matches', () => {
  fc.assert(
    fc.property(glob, path, (pattern, candidate) => {
      // Names of dots alone lead somewhere else, and no tree holds them.
      fc.pre([...pattern.split('/'), ...candidate.split('/')].every((one) => !/^\.+$/.test(one)));
      // To picomatch *.* wants something behind the dot, as no shell does.
      fc.pre(candidate.split('/').every((one) => !one.endsWith('.')));
      expect(plainGlob(pattern)?.(candidate)).toBe(picomatch(pattern, { dot: false, nonegate: true, windows: false })(candidate));
    }),
    { numRuns: 20_000 },
  );
});

it('matches braces and escapes as picomatch does', () => {
  const braced = fc
    .tuple(
      piece,
      fc.array(fc.stringMatching(/^[ab가*]{1,3}$/), { minLength: 2, maxLength: 3 }),
      fc.constantFrom('', '\\[a\\]', '*'),
    )
    .map(([before, words, after]) => `${before}/{${words.join(',')}}${after}`);
  const names = fc.tuple(name, fc.stringMatching(/^[ab가]{1,3}(\[a\])?$/)).map((both) => both.join('/'));
  fc.assert(
    fc.property(braced, names, (pattern, candidate) => {
      fc.pre(
        !/\*\*[^/]|[^/]\*\*|\*[{}]|\}\*|(^|\/)\.+(\/|$)/.test(pattern.replace(/^\*\*\//, '')) &&
          !/^\.+\/|\.(\/|$)/.test(candidate),
      );
      expect(plainGlob(pattern)?.(candidate)).toBe(picomatch(pattern, { dot: false, nonegate: true, windows: false })(candidate));
    }),
    { numRuns: 5000 },
  );
  expect(plainGlob('**/{TL,VL,\\[라벨\\]}*.zip!/**/*.json')?.('새/[라벨]식당.zip!/주문/1.json')).toBe(true);
});

it('takes the whole of a folder and what lies below', () => {
  const below = plainGlob('자료/**');
  expect(['자료/a.csv', '자료/하위/b.csv', '다른/a.csv', '자료/.숨김/c.csv'].map((each) => below?.(each))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('answers at once where a regular expression would try for years', () => {
  expect(plainGlob(`${'*a'.repeat(30)}b`)?.('a'.repeat(60_000))).toBe(false);
  expect(plainGlob(`${'**/'.repeat(100)}x`)?.('a/'.repeat(500))).toBe(false);
});

it('leaves classes, question marks, ranges and braces in braces to picomatch', () => {
  expect(['[ab].csv', '?.csv', '{1..3}.csv', '{a,{b,c}}.csv'].map((each) => plainGlob(each))).toEqual([null, null, null, null]);
});
