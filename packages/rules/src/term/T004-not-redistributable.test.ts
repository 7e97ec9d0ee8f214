import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './T004-not-redistributable.js';

const judge = (task: number, redistributableAbroad: boolean) =>
  judgeView(rule, { manifest: testManifest({ dataset: { task, redistributableAbroad } }) });

it('asks global data to be providable abroad', () => {
  expect(messages(rule, judge(8, false), 'en')).toEqual([
    'Data of area 8 may have to be provided abroad, and the manifest says that it cannot be.',
  ]);
});

it('asks nothing of other areas, and takes silence for consent', () => {
  expect(judge(8, true)).toEqual([]);
  expect(judge(10, false)).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
