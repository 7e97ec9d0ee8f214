import { expect, it } from 'vitest';
import { codesNamed, isSelectable, KNOWN_CODES } from './codes.js';
import { RULES } from './registry.gen.js';

it('knows the code of every rule', () => {
  expect(RULES.map(({ meta }) => meta.code).filter((code) => !KNOWN_CODES.includes(code))).toEqual([]);
});

it('selects by code and by family', () => {
  expect(codesNamed(['D001', 'T'])).toEqual(['D001', 'T001', 'T002', 'T003', 'T004', 'T005']);
});

it('accepts codes that a later version brings, and nothing else', () => {
  expect(['P', 'P001', 'H004'].every(isSelectable)).toBe(true);
  expect(['X', 'H008', 'h003', ''].some(isSelectable)).toBe(false);
});
