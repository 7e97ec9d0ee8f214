import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText, splitControls, typedLine } from './visible-text.js';

it('what would turn or hide a text is shown by its code', () => {
  expect(splitControls('정답\u202eA\u0000\n나')).toEqual([
    { text: '정답', control: false },
    { text: 'U+202E', control: true },
    { text: 'A', control: false },
    { text: 'U+0000', control: true },
    { text: '\n나', control: false },
  ]);
  expect(splitControls('')).toEqual([]);
});

it('a pasted reason is one line without controls', () => {
  expect(typedLine(' 원전\u0000대로\n옮김\u0007 ')).toBe('원전 대로 옮김');
});

it('nothing else of a text changes', () => {
  const rebuilt = (text: string): string =>
    splitControls(text)
      .map(({ text: piece, control }) => (control ? String.fromCharCode(Number.parseInt(piece.slice(2), 16)) : piece))
      .join('');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => rebuilt(text) === text));
});

it('a long text is cut between characters', () => {
  expect(cutText('가나다', 2)).toBe('가나');
  expect(cutText('가😀', 2)).toBe('가');
  expect(cutText('가나다', 3)).toBe('가나다');
});
