import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAnchorIndex } from './anchor-index.js';

const near = { n: 5, least: 20 };
const text = fc
  .array(fc.nat(11_171), { minLength: 40, maxLength: 120 })
  .map((syllables) => syllables.map((s) => String.fromCharCode(0xac00 + s)).join(''));

it('finds an item that stands in a longer text, wherever it stands, and the longer one by the item', () => {
  fc.assert(
    fc.property(text, text, text, (item, before, after) => {
      const long = before + item + after;
      const byItem = createAnchorIndex(near);
      byItem.add('다른 글이 하나 더 있어서 번호가 하나씩 밀리는지도 함께 봅니다');
      byItem.add(item);
      expect(byItem.candidates(long)).toContain(1);
      const byLong = createAnchorIndex(near);
      byLong.add(long);
      expect(byLong.candidates(item)).toEqual([0]);
    }),
  );
});

it('finds nothing for texts of fewer characters than the profile asks for, or with nothing in common', () => {
  const index = createAnchorIndex(near);
  index.add('짧은글');
  index.add('이글은서로다른글자만으로이루어져있지않은긴글이다');
  expect(index.candidates('짧은글')).toEqual([]);
  expect(index.candidates('ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ')).toEqual([]);
});

it('says which texts are lost among those of one template', () => {
  const index = createAnchorIndex(near);
  for (let k = 0; k < 1001; k++) index.add('다음나라가운데사람들이수도로삼은도시는어디입니까');
  expect(index.cut()).toBe(1001);
  expect(index.candidates('다음나라가운데사람들이수도로삼은도시는어디입니까')).toEqual([]);
});
