import { Answer, keyAt, Side, wasmMemory } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchOf, type TestItem } from '../testing/batch.js';
import { censusOf } from '../testing/census.js';
import { type Census, createCensus, groupOf } from './census.js';
import { SHARE } from './cues.js';
import { addEncodedCensus, encodeCensus } from './encode.js';
import { MOST_NAMES } from './names.js';
import { questionsOf } from './sample.js';
import { createCensusTaker } from './taker.js';

const text = fc.array(fc.constantFrom('가', '나다', ' ', 'a', '😀'), { maxLength: 12 }).map((pieces) => pieces.join(''));
const item: fc.Arbitrary<TestItem> = fc.record({
  record: fc.record(
    {
      question: text,
      context: fc.oneof(text, fc.constant(null)),
      choices: fc.array(text, { maxLength: 5 }),
      category: fc.oneof(fc.constantFrom('예절', '법', ' 법', '법'.normalize('NFD')), fc.integer(), fc.constant([1])),
      difficulty: fc.constantFrom('상', '하', null),
    },
    { requiredKeys: ['question'] },
  ),
  side: fc.constantFrom(Side.Public, Side.Leaderboard, Side.Unknown),
  subMetric: fc.constantFrom(-1, 0, 1),
  answer: fc.constantFrom(Answer.Absent, Answer.Keyed),
  key: fc.constantFrom(0, 1, 2, 3, 16),
});

it('is the same however the items are cut, merged and sent to another thread', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), fc.nat(30), fc.nat(30), (items, a, b) => {
      const whole = censusOf(items, 2);
      const merged = createCensus(2);
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      for (const part of [items.slice(0, from), items.slice(from, to), items.slice(to)]) {
        addEncodedCensus(merged, encodeCensus(censusOf(part, 2)));
      }
      expect({ ...merged, samples: merged.samples.map(questionsOf) }).toEqual({
        ...whole,
        samples: whole.samples.map(questionsOf),
      });
    }),
  );
});

it('is the same once it was bytes, with names of half a surrogate pair and lengths past all classes', () => {
  const odd = fc.constantFrom<TestItem>(
    { record: { question: '가'.repeat(70_000), category: '\ud800', difficulty: '\udc00' } },
    { record: { question: 'q', category: '\ufffd', choices: ['가', '나'] }, answer: Answer.Keyed, key: 2 },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(item, odd), { maxLength: 30 }), (items) => {
      const census = censusOf(items, 2);
      const again = createCensus(2);
      addEncodedCensus(again, encodeCensus(census));
      expect(again).toEqual(census);
    }),
  );
});

it('takes no more bytes for sub-metrics that have no items', () => {
  const sizeOf = (subMetrics: number): number => encodeCensus(censusOf([{ record: { question: 'q' } }], subMetrics)).length;
  expect(sizeOf(100)).toBeLessThan(sizeOf(1) + 110);
});

it('is the same whether WebAssembly counts or not', () => {
  const memory = wasmMemory() ?? undefined;
  expect(memory).toBeDefined();
  const spelt = item.map(
    (one): TestItem => ({ ...one, json: JSON.stringify(one.record).replaceAll('나', '\\ub098').replaceAll('a', '\\n') }),
  );
  const odd = fc.constantFrom<TestItem>(
    { record: undefined },
    {
      record: {
        question: '긴 글'.repeat(700),
        context: '가'.repeat(1023),
        explanation: '가'.repeat(1024),
        choices: ['가'.repeat(40_000)],
      },
    },
    { record: { question: null, choices: Array.from({ length: 70 }, (_, k) => `${k}`) }, key: 4 },
    { record: { question: 3, category: '가'.repeat(30), difficulty: true, choices: ['가', null, 3] }, key: 1 },
  );
  const many = fc.nat(120).map((k): TestItem => ({ record: { question: `q${k}`, category: `범주 ${k}` }, subMetric: k }));
  const items = fc.array(fc.oneof(item, spelt, odd, many), { maxLength: 300 });
  fc.assert(
    fc.property(fc.array(items, { maxLength: 3 }), (batches) => {
      const [plain, fast] = [undefined, memory].map((memory) => {
        const taker = createCensusTaker(121);
        return batches.map((batch, k) => {
          taker.add(batchOf(batch, { memory }));
          return k === 1 ? null : taker.take();
        });
      });
      expect(fast).toEqual(plain);
    }),
    { numRuns: 40 },
  );
});

it('counts items, lengths, choices, keys and names', () => {
  const record = { question: '수도는?', choices: ['서울', '부산시', '대구'], category: '지리', explanation: '상식' };
  const census = censusOf(
    [
      { record, answer: Answer.Keyed, key: 2 },
      { record: { ...record, category: '  지리 ' }, answer: Answer.Keyed, key: 1, side: Side.Leaderboard },
      { record: undefined },
    ],
    1,
  );
  const group = groupOf(census, 0, Side.Public);
  expect(group).toMatchObject({ items: 1, valid: 1, lengths: { question: { items: 1, sum: 4 }, choice: { items: 3, sum: 7 } } });
  expect(group?.choices[3]).toBe(1);
  expect(group?.keys[keyAt(3, 1)]).toBe(1);
  expect(group?.cues).toEqual({ items: 1, chance: SHARE / 3, hits: { longest: SHARE, shortest: 0, odd: SHARE } });
  expect(groupOf(census, 0, Side.Leaderboard)?.cues.hits).toEqual({ longest: 0, shortest: SHARE / 2, odd: 0 });
  expect([...(census.names.category.counts.get('지리') ?? [])]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
});

/** Names with the number of their items, in the order of the names. */
const categoriesOf = ({ names }: Census): (readonly [string, number])[] =>
  [...names.category.counts].map(([name, counts]) => [name, counts[0]] as const).sort(([a], [b]) => (a < b ? -1 : 1));
const named = (names: readonly string[]): TestItem[] => names.map((category) => ({ record: { question: 'q', category } }));

it('keeps a bounded number of names, exactly counted, and the same ones however the items are cut', () => {
  const items = named(Array.from({ length: 3000 }, (_, k) => `범주 ${k % 1500}`));
  const whole = categoriesOf(censusOf(items, 1));
  const merged = createCensus(1);
  for (let at = 0; at < items.length; at += 700) addEncodedCensus(merged, encodeCensus(censusOf(items.slice(at, at + 700), 1)));
  expect(whole).toHaveLength(MOST_NAMES);
  expect(whole.every(([, count]) => count === 2)).toBe(true);
  expect(categoriesOf(merged)).toEqual(whole);
});

it('forgets no name that belongs to it when there are very many', () => {
  const names = Array.from({ length: 9000 }, (_, k) => `이름 ${k}`);
  const taker = createCensusTaker(1);
  for (let at = 0; at < names.length; at += 1000) taker.add(batchOf(named(names.slice(at, at + 1000))));
  expect(categoriesOf(taker.take())).toEqual(categoriesOf(censusOf(named(names.reverse()), 1)));
});

it('draws the same questions whoever takes the parts', () => {
  const items = Array.from({ length: 2000 }, (_, k): TestItem => ({ record: { id: `q${k}`, question: `질문 ${k}` } }));
  const parts = Array.from({ length: 20 }, (_, k) => items.slice(k * 100, k * 100 + 100));
  const one = createCensusTaker(1);
  const [alone, others] = [createCensus(1), createCensus(1)];
  for (const part of parts) {
    one.add(batchOf(part));
    addEncodedCensus(alone, encodeCensus(one.take()));
    addEncodedCensus(others, encodeCensus(censusOf(part, 1)));
  }
  expect(alone.samples.map(questionsOf)).toEqual(others.samples.map(questionsOf));
  expect(alone.samples.map(questionsOf)).toEqual(censusOf(items, 1).samples.map(questionsOf));
});
