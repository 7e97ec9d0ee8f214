import { expect, it } from 'vitest';
import { scriptOf, scriptsOf } from './script.js';

it.each([
  ['처음 만난 어른께 어떻게 인사합니까?', 'hangul'],
  ['Python의 list.append() 메서드는 무엇을 합니까?', 'hangul'],
  ['大韓民國의 首都는 어디입니까?', 'hangul'],
  ['What is the capital of Korea?', 'latin'],
  ['日本の首都はどこですか。', 'kana'],
  ['中国的首都是哪里？', 'han'],
  ['Какой город является столицей?', 'cyrillic'],
  ['x^2 + y = 1', null],
  ['12 + 30 = ?', null],
  ['', null],
])('tells what %j is written in', (text, script) => {
  expect(scriptOf(text)).toBe(script);
});

it('knows the scripts of languages, and says where it does not', () => {
  expect([...(scriptsOf(['ko', 'en-US']) ?? [])]).toEqual(['hangul', 'latin']);
  expect(scriptsOf(['ko', 'tlh'])).toBeNull();
});
