import { appendJson, createTape, type ItemBatch } from '@jatdae/kernel';
import { childPointer, pointerKeys } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Pointed, type ShownRecord, showRecord } from './show-record.js';

const OPEN = { hides: () => false, mask: '●●●' };

function show(value: unknown, pointed: Pointed = { pointer: null, column: null }): ShownRecord {
  const tape = createTape();
  const root = appendJson(tape, JSON.stringify(value));
  return showRecord({ tape, root: Int32Array.of(root) } as unknown as ItemBatch, 0, pointed, OPEN, (text) => text);
}

/** Pointers to every value of a document. */
function pointersIn(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pointersIn(inner, childPointer(at, key)))];
}

const small = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ maxLength: 30 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
})).object;

it('shows a small record whole: its text is the same value', () => {
  fc.assert(
    fc.property(small, (record) => {
      expect(JSON.parse(show(record).text)).toEqual(record);
    }),
  );
});

it('marks the value that is pointed at, wherever it stands', () => {
  fc.assert(
    fc.property(small, fc.nat(), (record, nth) => {
      const pointers = pointersIn(record).filter((pointer) => pointer !== '');
      fc.pre(pointers.length > 0);
      const pointer = pointers[nth % pointers.length] ?? '';
      const { text, mark } = show(record, { pointer, column: null });
      const marked = text.slice(mark?.start, mark?.end);
      const keys = pointerKeys(pointer);
      const [parent, target] = [keys.slice(0, -1), keys].map((way) => way.reduce<unknown>(memberOf, record));
      if (Array.isArray(parent)) expect(JSON.parse(`[${marked}]`)).toEqual([target]);
      else expect(Object.entries(JSON.parse(`{${marked}}`) as object)).toEqual([[keys.at(-1), target]]);
    }),
  );
});

const memberOf = (value: unknown, key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;

it('stays within bounds whatever a record holds, and keeps what is pointed at', () => {
  const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, k) => [`이름 ${k}`, '값'.repeat(900)]));
  const { text, mark } = show({ ...wide, last: { deep: 1 } }, { pointer: '/last/deep', column: null });
  expect(text.length).toBeLessThan(10_000);
  expect(text.slice(mark?.start, mark?.end)).toBe('"deep": 1');
  expect(text).toContain('… +2');
});
