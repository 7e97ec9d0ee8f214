import { expect, it } from 'vitest';
import { judgeTexts, shownOf } from '../testing/privacy.js';
import { rule } from './P007-business-number.js';

it.each([
  ['116-82-00276', 'firm', '1**-**-*****'],
  ['사업자등록번호 134-86-72683', 'firm', '1**-**-*****'],
  ['사업자등록번호: 1348672683', 'firm', '1*********'],
  ['１３４－８６－７２６８３', 'firm', '1**-**-*****'],
  ['상호 가나다, 123-45-67891', 'person', '1**-**-*****'],
  ['법인등록번호 130111-0006246', 'corporation', '1*****-*******'],
])('finds the number in %j', (text, kind, shown) => {
  expect(shownOf(rule, text)).toEqual({ kind, shown, matches: 1 });
});

it.each([
  ['a wrong check digit', '사업자등록번호 134-86-72684'],
  ['ten digits without a word', '1348672683'],
  ['an order number', '주문번호 134-86-72683'],
  ['a telephone', '02-734-5678'],
  ['part of a longer number', '1134-86-72683, 134-86-72683-1'],
  ['a corporate number without its name', '130111-0006246'],
  ['a corporate number with a wrong check digit', '법인등록번호 130111-0006247'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});
