import { expect, it } from 'vitest';
import { messages, part, records, scan } from '../testing/run.js';
import { rule } from './F001-undecodable-text.js';

const fault = { code: 'F001', pointer: null, column: 7, data: { reason: 'utf-16' } };

it('names the record and says the reason in words', () => {
  const outcome = scan(rule, [{ record: { id: 'q1' } }, { faults: [fault] }, { faults: [{ ...fault, code: 'I001' }] }]);
  expect(records(outcome)).toEqual([1]);
  expect(outcome.drafts[0].column).toBe(7);
  expect(messages(rule, outcome.drafts)).toEqual([
    '글자로 읽을 수 없습니다: 매니페스트의 encoding은 UTF-8인데 파일은 UTF-16입니다.',
  ]);
});

it.each(['turns-to-cp949', 'invalid-utf-8'])('says at which byte (%s)', (reason) => {
  const { drafts } = scan(rule, [{ faults: [{ ...fault, data: { reason, byte: 9120 } }] }]);
  expect(messages(rule, drafts)[0]).toContain('9,120바이트');
  expect(messages(rule, drafts, 'en')[0]).toContain('byte 9,120');
});

it('shows a reason that it has no words for as it is', () => {
  const unknown = { ...fault, data: { reason: 'something-new' } };
  expect(messages(rule, scan(rule, [{ faults: [unknown] }]).drafts, 'en')[0]).toContain('something-new');
});

it('tells of damage that no record tells of, at its byte', () => {
  const damage = { code: 'F001', byte: 40, reason: 'utf-16', told: false } as const;
  const outcome = scan(rule, [], { parts: [part({ damage }), part({ damage: { ...damage, told: true } })] });
  expect(outcome.drafts.map(({ at }) => at?.byte)).toEqual([40]);
});

it('finds nothing in records that read well', () => {
  expect(scan(rule, [{ record: { id: 'q1' } }], { parts: [part()] }).count).toBe(0);
});
