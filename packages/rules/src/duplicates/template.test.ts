import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostCommonTemplate } from './template.js';

it('finds the same template when only those that cover enough questions are asked for', () => {
  const word = fc.constantFrom('다음', '나라의', '수도는?', '서울', '부산', '3개', '14개');
  const question = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(question, { maxLength: 12 }), fc.nat(8), (questions, least) => {
      const best = mostCommonTemplate(questions);
      expect(mostCommonTemplate(questions, least)).toEqual(best !== null && best.items >= least ? best : null);
    }),
  );
});
