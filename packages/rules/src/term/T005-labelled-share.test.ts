import { expect, it } from 'vitest';
import type { DeliverableView } from '../contract.js';
import { mediaFile, mediaView, testProfile } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './T005-labelled-share.js';

const { requirements, ...rest } = testProfile();
const [row] = requirements;
const mixed = { ...row!, id: 'N-DATA-MIX', threshold: { min: 0.5, labelled: 1 } };
const training = { ...rest, requirements: [mixed] };

const judge = (items: number, labelled: number, more: Partial<DeliverableView> = {}) =>
  judgeView(rule, { profile: training, totals: { items, labelled, public: items, leaderboard: 0 }, ...more });

it('asks training data to be mostly unlabelled', () => {
  expect(messages(rule, judge(1000, 501))).toEqual([
    '비라벨링 데이터가 중심이어야 하는데 49.9%뿐입니다(라벨 없음 499, 라벨 있음 501, 기준 50% 이상).',
  ]);
  expect(judge(1000, 500)).toEqual([]);
});

it('does not round a share up to what is asked for', () => {
  expect(messages(rule, judge(200_001, 100_001), 'en')).toEqual([expect.stringContaining('49.99% is')]);
});

it('asks some of it to be labelled', () => {
  expect(messages(rule, judge(1000, 0), 'en')).toEqual(['Items with labels: 0. Some of the data must be labelled (at least 1).']);
});

it('counts sound media without an item as unlabelled, and no broken ones', () => {
  const picture = { type: 'image/png' };
  const files = [
    mediaFile('a.png', picture),
    mediaFile('b.png', picture),
    mediaFile('c.png', { ...picture, fault: 'truncated' }),
  ];
  expect(judge(1, 1, { media: mediaView(files.slice(0, 2), [0]) })).toEqual([]);
  expect(judge(1, 1, { media: mediaView([files[0]!, files[2]!], [0]) })).toHaveLength(1);
});

it('asks nothing of evaluation data, and nothing where there is nothing', () => {
  expect(judge(1000, 1000, { profile: { ...rest, requirements: [...requirements, mixed] } })).toEqual([]);
  expect(judge(0, 0)).toEqual([]);
});
