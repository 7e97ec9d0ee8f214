import type { Experiment } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { experiment, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E001-too-few-llms.js';

const three = ['a', 'b', 'c'].map((id) => experiment(id, 'llm'));

function judge(experiments: Experiment[], found = experiments.map(({ id }) => id)) {
  return judgeView(rule, {
    manifest: testManifest({ dataset: { modalities: ['text', 'image'] }, experiments }),
    experiments: experiments.map(({ id }) => ({ id, predictions: found.includes(id) ? [`experiments/${id}/1.jsonl`] : [] })),
  });
}

it('is content with three models whose predictions are there', () => {
  expect(judge(three)).toEqual([]);
});

it('does not count a model without predictions, of the other kind, or measured twice', () => {
  const again = experiment('a2', 'llm', { model: { name: 'a', kind: 'llm' } });
  expect(messages(rule, judge(three, ['a', 'b']))).toEqual(['예측 파일이 있는 LLM이 2종뿐입니다(3종 이상이어야 합니다).']);
  expect(judge([...three.slice(0, 2), again])).toHaveLength(1);
  expect(judge([...three.slice(0, 2), experiment('d', 'lmm')])).toHaveLength(1);
});
