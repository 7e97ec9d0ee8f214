import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance, nearestWord } from './nearest.js';

it('finds the word that a slip of the pen meant', () => {
  const keys = ['title', 'task', 'version', 'languages'];
  expect([
    nearestWord('titel', keys),
    nearestWord('Task', keys),
    nearestWord('langauge', keys),
    nearestWord('예절', ['예절교육', '예젏']),
  ]).toEqual(['title', 'task', 'languages', '예젏']);
});

it('offers nothing where nothing is near', () => {
  expect([nearestWord('budget', ['title', 'task']), nearestWord('x', []), nearestWord('a'.repeat(100_000), ['a'])]).toEqual([
    null,
    null,
    null,
  ]);
});

it('takes the first of equally near words', () => {
  expect(nearestWord('cat', ['bat', 'hat'])).toBe('bat');
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '가', '😀'), maxLength: 8 });

it('measures the same distance both ways, zero only for the same word, and never more than the longer word', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(editDistance(b, a)).toBe(distance);
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
    }),
  );
});

it('counts a swapped pair once', () => {
  fc.assert(
    fc.property(word, fc.nat(), (text, seed) => {
      const letters = [...text];
      if (letters.length < 2) return;
      const at = seed % (letters.length - 1);
      const swapped = letters.with(at, letters[at + 1]!).with(at + 1, letters[at]!);
      expect(editDistance(text, swapped.join(''))).toBeLessThanOrEqual(1);
    }),
  );
});
