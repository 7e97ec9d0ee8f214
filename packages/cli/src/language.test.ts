import { expect, it } from 'vitest';
import { askedLanguage, parseLanguage } from './language.js';
import { inLanguage, UsageFailure } from './usage.js';

it.each([
  [['validate', 'x', '--lang', 'en'], 'en'],
  [['--lang=ko', 'rules'], 'ko'],
  [['validate', 'x'], null],
  [['validate', '--lang'], null],
  [['validate', '--lang', 'fr'], null],
  [['validate', '--', '--lang', 'en'], null],
  [['--lang', 'ko', 'rules', '--lang=en'], 'en'],
] as const)('%j asks for %s', (argv, language) => {
  expect(askedLanguage(argv)).toBe(language);
});

it('an unknown language is wrong usage', () => {
  expect(() => parseLanguage('fr')).toThrow(UsageFailure);
});

it('speaks both languages where none was asked for', () => {
  const message = { ko: '가', en: 'a' };
  expect(inLanguage(message, null)).toBe('가\na');
  expect(inLanguage(message, 'ko')).toBe('가');
});
