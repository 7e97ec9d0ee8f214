import type { ResponseTable } from '@jatdae/rules';
import { expect, it } from 'vitest';
import { describeItems } from './describe-items.js';

/** One sub-metric; `right` says how many of the models got each item right, the first ones. */
function difficultyOf(models: number, right: readonly number[], silent = 0): unknown {
  const correct = Array.from({ length: models }, (_, m) =>
    Uint8Array.from(right, (count) => (m >= models - silent ? 2 : Number(m < count))),
  );
  const responses: ResponseTable = {
    models: correct.map((_, m) => `m${m}`),
    items: right.length,
    correct,
    chosen: correct.map((column) => Int16Array.from(column, (state) => (state === 2 ? -1 : 1 - state))),
    keys: new Int16Array(right.length),
    choices: new Uint8Array(right.length).fill(4),
    subMetric: new Int16Array(right.length),
  };
  const evidence = { experiments: [], floors: [], responses, wrongKeys: null };
  const { items } = describeItems(evidence, ['a']) as { items: { subMetrics: { difficulty: unknown }[] } };
  return items.subMetrics[0]?.difficulty;
}

it('counts items by the number of models that got them right', () => {
  expect(difficultyOf(3, [0, 1, 1, 3, 3, 3])).toEqual([1, 2, 0, 3]);
});

it('a model that answered none of the items makes no step', () => {
  expect(difficultyOf(4, [0, 1, 1, 3, 3, 3], 1)).toEqual([1, 2, 0, 3]);
});

it('many models make ten steps, each item at the nearest', () => {
  expect(difficultyOf(20, [0, 1, 2, 10, 18, 19, 20])).toEqual([1, 2, 0, 0, 0, 1, 0, 0, 0, 1, 2]);
});
