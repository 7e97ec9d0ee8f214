import { expect, it } from 'vitest';
import { judgeTexts, noticeProfile, shownOf } from '../testing/privacy.js';
import { rule } from './P004-email.js';

const profile = await noticeProfile();

it.each([
  ['gildong.hong@naver.com', 'g******.****@*****.***'],
  ['메일은 a+b_1@snu.ac.kr입니다', 'a****@***.**.**'],
  ['gildong＠naver．com', 'g******@*****.***'],
  ['<mailto:hong@hanmail.net>', 'h***@*******.***'],
])('finds the address in %j', (text, shown) => {
  expect(shownOf(rule, text)).toMatchObject({ kind: 'email', shown });
});

it('only notes the address of an office', () => {
  expect(judgeTexts(rule, ['help@kisa.or.kr']).drafts[0]).toMatchObject({ severity: 'note', data: { kind: 'role' } });
  expect(judgeTexts(rule, ['help@kisa.or.kr, hong@kisa.or.kr']).drafts[0].severity).toBeUndefined();
});

it.each([
  '@nickname 님',
  'a @ b',
  'A@B = C',
  'react@18.2.0, lodash@latest',
  'icon@2x.png',
  'git@github.com:owner/name.git',
  '@Override public',
  'x@localhost',
  'user@[10.0.0.1]',
  '3@5.6',
  '안녕@naver.com',
])('has nothing against %j', (text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});

it('leaves out the domains that are reserved for examples', () => {
  expect(judgeTexts(rule, ['hong@example.com', 'Hong@EXAMPLE.org', 'a@mail.example.com'], profile).count).toBe(0);
  expect(judgeTexts(rule, ['hong@example.co.kr'], profile).count).toBe(1);
});

it('is quick on a text of nothing but @', () => {
  const started = performance.now();
  expect(judgeTexts(rule, ['a@'.repeat(100_000)]).count).toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
});
