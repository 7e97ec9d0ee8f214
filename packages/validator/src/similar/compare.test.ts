import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf, overlapOf } from './compare.js';
import type { ItemText } from './item-texts.js';

const measure = { n: 5, least: 20, jaccard: 0.8, containment: 0.95, choices: 0.5, jamo: 40 };
const item = (question: string, more: Partial<ItemText> = {}): ItemText => ({
  passage: '',
  question,
  choices: [],
  media: '',
  ...more,
});
const kind = (a: ItemText, b: ItemText): string => likenessOf(a, b, measure).kind;

/** Normal text: what is compared has no blanks. */
const QUESTION =
  '이웃집어르신을찾아뵙고세배를드린뒤덕담을들을때두손을어디에두는것이가장알맞은자세라고할수있는가그까닭을함께고르시오';
const EDITED = QUESTION.replace('알맞은', '알맞는');
const PASSAGE = Array.from({ length: 900 }, (_, k) => String.fromCharCode(0xac00 + ((k * 7919) % 11_172))).join('');

it('counts grams as sets of slices do', () => {
  const text = fc.string({ unit: fc.constantFrom(...'가나다ab1😀'), maxLength: 60 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 6 }), (a, b, n) => {
      const [inA, inB] = [a, b].map((given) => {
        const grams = Array.from({ length: Math.max(0, given.length - n + 1) }, (_, k) => given.slice(k, k + n));
        return new Set(grams);
      }) as [Set<string>, Set<string>];
      const both = [...inA].filter((gram) => inB.has(gram)).length;
      const either = inA.size + inB.size - both;
      const least = Math.min(inA.size, inB.size);
      expect(overlapOf(a, b, n)).toEqual({
        jaccard: either === 0 ? 0 : both / either,
        containment: least === 0 ? 0 : both / least,
      });
    }),
  );
});

describe('two items are', () => {
  it('similar with a word changed, whatever the order of their choices', () => {
    expect(kind(item(QUESTION), item(EDITED))).toBe('similar');
    expect(kind(item(QUESTION, { choices: ['1', '2', '3'] }), item(EDITED, { choices: ['3', '1', '2'] }))).toBe('similar');
  });

  it('others with other choices or other media', () => {
    expect(kind(item(QUESTION, { choices: ['1', '2', '3'] }), item(QUESTION, { choices: ['4', '5', '3'] }))).toBe('other');
    expect(kind(item(QUESTION, { media: 'a' }), item(QUESTION, { media: 'b' }))).toBe('other');
  });

  it('told apart by their numbers', () => {
    expect(kind(item(`${QUESTION}12`), item(`${QUESTION}13`))).toBe('numbers');
  });

  it('contained one in the other', () => {
    expect(kind(item(QUESTION), item(PASSAGE + QUESTION))).toBe('contained');
    expect(kind(item(PASSAGE + QUESTION), item(QUESTION))).toBe('contained');
  });

  it('others where only the passage is the same, and the questions are not alike by themselves', () => {
    const other = '글쓴이가이글에서주장하는바를가장잘요약한문장은무엇인지고르고그근거를본문에서찾으시오';
    expect(kind(item(QUESTION, { passage: PASSAGE }), item(other, { passage: PASSAGE }))).toBe('other');
    expect(kind(item('제목은', { passage: PASSAGE }), item('주제는', { passage: PASSAGE }))).toBe('other');
    expect(kind(item(QUESTION, { passage: PASSAGE }), item(EDITED, { passage: PASSAGE }))).toBe('similar');
    expect(kind(item('제목은', { passage: PASSAGE }), item('제목은', { passage: `${PASSAGE}끝` }))).toBe('similar');
  });

  it('compared by letters where they are short', () => {
    expect(kind(item('처음만난어른께명함을드릴때알맞은말은무엇인가'), item('처음만난어른께명함을드릴때알맞는말은무엇인가'))).toBe(
      'similar',
    );
  });
});
