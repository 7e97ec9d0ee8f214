import { expect, it } from 'vitest';
import { actionOf, type KeyPress } from './keys.js';

const press = (code: string, key = '', more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

it('keys mean the same while Hangul is typed', () => {
  expect(actionOf(press('KeyP', 'p'))).toEqual({ kind: 'pass' });
  expect(actionOf(press('KeyP', 'ㅔ'))).toEqual({ kind: 'pass' });
  expect(actionOf(press('KeyN', 'Process'))).toEqual({ kind: 'note' });
});

it('1 to 8 are kinds of defects, on either side of the keyboard; 9 is none', () => {
  expect(actionOf(press('Digit1', '1'))).toEqual({ kind: 'defect', defect: 'wrong-key' });
  expect(actionOf(press('Numpad8', '8'))).toEqual({ kind: 'defect', defect: 'other' });
  expect(actionOf(press('Digit9', '9'))).toBeNull();
});

it('a key that is held down judges one item, and the browser keeps its own keys', () => {
  expect(actionOf(press('Enter', 'Enter', { repeat: true }))).toBeNull();
  expect(actionOf(press('KeyP', 'p', { ctrlKey: true }))).toBeNull();
  expect(actionOf(press('Digit1', '1', { altKey: true }))).toBeNull();
  expect(actionOf(press('KeyX', 'x'))).toBeNull();
});
