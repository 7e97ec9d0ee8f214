import { expect, it } from 'vitest';
import { messages, part, records, scan } from '../testing/run.js';
import { rule } from './F005-damaged-file.js';

const fault = { code: 'F005', pointer: null, column: 7, data: { reason: 'truncated' } };

it('names the record and says the reason in words', () => {
  const outcome = scan(rule, [{ record: { id: 'q1' } }, { faults: [fault] }, { faults: [{ ...fault, code: 'I001' }] }]);
  expect(records(outcome)).toEqual([1]);
  expect(outcome.drafts[0].column).toBe(7);
  expect(messages(rule, outcome.drafts)).toEqual([
    '파일을 온전히 읽지 못했습니다: 중간에 끊겼습니다. 그 뒤는 검사하지 못했습니다.',
  ]);
});

it('shows a reason that it has no words for as it is', () => {
  const unknown = { ...fault, data: { reason: 'something-new' } };
  expect(messages(rule, scan(rule, [{ faults: [unknown] }]).drafts, 'en')[0]).toContain('something-new');
});

it('tells of damage that no record tells of, at its byte', () => {
  const damage = { code: 'F005', byte: 40, reason: 'truncated', told: false } as const;
  const outcome = scan(rule, [], { parts: [part({ damage }), part({ damage: { ...damage, told: true } })] });
  expect(outcome.drafts.map(({ at }) => at?.byte)).toEqual([40]);
});

it('takes a limit of this tool for no error of the data', () => {
  const parts = ['expansion-ratio', 'checksum'].map((reason) => part({ damage: { code: 'F005', byte: 0, reason, told: false } }));
  expect(scan(rule, [], { parts }).drafts.map(({ severity }) => severity)).toEqual(['warning', undefined]);
});

it('finds nothing in records that read well', () => {
  expect(scan(rule, [{ record: { id: 'q1' } }], { parts: [part()] }).count).toBe(0);
});
