import { expect, it } from 'vitest';
import { messages, part, records, scan } from '../testing/run.js';
import { rule } from './F007-malformed-record.js';

const fault = { code: 'F007', pointer: null, column: 7, data: { reason: 'unclosed-quote' } };

it('names the record and says the reason in words', () => {
  const outcome = scan(rule, [{ record: { id: 'q1' } }, { faults: [fault] }, { faults: [{ ...fault, code: 'I001' }] }]);
  expect(records(outcome)).toEqual([1]);
  expect(outcome.drafts[0].column).toBe(7);
  expect(messages(rule, outcome.drafts)).toEqual([
    '레코드의 형식이 잘못되었습니다: 따옴표가 닫히지 않아 그 뒤를 한 칸으로 읽었습니다.',
  ]);
});

it('shows a reason that it has no words for as it is', () => {
  const unknown = { ...fault, data: { reason: 'something-new' } };
  expect(messages(rule, scan(rule, [{ faults: [unknown] }]).drafts, 'en')[0]).toContain('something-new');
});

it('tells of damage that no record tells of, at its byte', () => {
  const damage = { code: 'F007', byte: 40, reason: 'unclosed-quote', told: false } as const;
  const outcome = scan(rule, [], { parts: [part({ damage }), part({ damage: { ...damage, told: true } })] });
  expect(outcome.drafts.map(({ at }) => at?.byte)).toEqual([40]);
});

it('finds nothing in records that read well', () => {
  expect(scan(rule, [{ record: { id: 'q1' } }], { parts: [part()] }).count).toBe(0);
});

it('says how many columns a ragged row has', () => {
  const fault = { code: 'F007', pointer: null, column: null, data: { reason: 'ragged-row', expected: 6, found: 5 } };
  expect(messages(rule, scan(rule, [{ faults: [fault] }]).drafts)).toEqual([
    '레코드의 형식이 잘못되었습니다: 열이 6개여야 하는데 5개입니다.',
  ]);
});
