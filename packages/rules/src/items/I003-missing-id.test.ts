import { expect, it } from 'vitest';
import { batchOf } from '../testing/batch.js';
import { messages, records, scan, scanContext } from '../testing/run.js';
import { rule } from './I003-missing-id.js';

const items = [
  { record: { id: 'q1' } },
  { record: { id: ' ' } },
  { record: { id: null } },
  { record: {} },
  { record: { id: 0 } },
];

it('names each item without an id where the manifest maps one', () => {
  const outcome = scan(rule, items);
  expect(records(outcome)).toEqual([1, 2, 3]);
  expect(messages(rule, outcome.drafts)[0]).toBe('문항에 id가 없습니다.');
});

it('makes such an item invalid, unless the profile takes the rule for a warning', () => {
  const validOf = (severity: 'error' | 'warning') => {
    const batch = batchOf(items);
    const accumulator = rule.create(scanContext({ severity }));
    accumulator.add(accumulator.init(), batch);
    return [...batch.valid];
  };
  expect(validOf('error')).toEqual([1, 0, 0, 0, 1]);
  expect(validOf('warning')).toEqual([1, 1, 1, 1, 1]);
});

it('warns once a resource where no id is mapped, and leaves the items valid', () => {
  const batch = batchOf(items, { idMapped: false });
  const accumulator = rule.create(scanContext());
  const { count, drafts } = accumulator.finish(accumulator.add(accumulator.add(accumulator.init(), batch), batch));
  expect(count).toBe(1);
  expect(drafts[0]).toMatchObject({ severity: 'warning', at: { record: 0 } });
  expect([...batch.valid]).toEqual([1, 1, 1, 1, 1]);
});

it('says nothing about rows that are no records', () => {
  expect(scan(rule, [{}, { record: [1] }, { record: 'text' }]).count).toBe(0);
});

it('tells of several files of one split in their order, though records are numbered anew in each', () => {
  const accumulator = rule.create(scanContext());
  const [first, second] = [batchOf([{ record: { id: 'q1' } }, { record: {} }]), batchOf([{ record: {} }])];
  const { drafts } = accumulator.finish(accumulator.add(accumulator.add(accumulator.init(), first), second));
  expect(drafts.map(({ at }) => at?.record)).toEqual([1, 0]);
});
