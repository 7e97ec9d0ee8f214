import { expect, it } from 'vitest';
import { messages, part, records, scan } from '../testing/run.js';
import { rule } from './F006-over-limit.js';

const fault = { code: 'F006', pointer: null, column: 7, data: { reason: 'too-deep' } };

it('names the record and says the reason in words', () => {
  const outcome = scan(rule, [{ record: { id: 'q1' } }, { faults: [fault] }, { faults: [{ ...fault, code: 'I001' }] }]);
  expect(records(outcome)).toEqual([1]);
  expect(outcome.drafts[0].column).toBe(7);
  expect(messages(rule, outcome.drafts)).toEqual([
    '레코드가 한도를 넘습니다: 괄호가 한도보다 깊이 겹칩니다(--max-depth로 바꿉니다).',
  ]);
});

it('shows a reason that it has no words for as it is', () => {
  const unknown = { ...fault, data: { reason: 'something-new' } };
  expect(messages(rule, scan(rule, [{ faults: [unknown] }]).drafts, 'en')[0]).toContain('something-new');
});

it('tells of damage that no record tells of, at its byte', () => {
  const damage = { code: 'F006', byte: 40, reason: 'too-deep', told: false } as const;
  const outcome = scan(rule, [], { parts: [part({ damage }), part({ damage: { ...damage, told: true } })] });
  expect(outcome.drafts.map(({ at }) => at?.byte)).toEqual([40]);
});

it('finds nothing in records that read well', () => {
  expect(scan(rule, [{ record: { id: 'q1' } }], { parts: [part()] }).count).toBe(0);
});

it('says how large the record is, and how large it may be', () => {
  const large = { ...fault, data: { reason: 'record-bytes', size: 209715200, limit: 16777216 } };
  expect(messages(rule, scan(rule, [{ faults: [large] }]).drafts)).toEqual([
    '레코드가 한도를 넘습니다: 209,715,200바이트로 한도 16,777,216바이트보다 큽니다(--max-record-bytes로 바꿉니다).',
  ]);
});
