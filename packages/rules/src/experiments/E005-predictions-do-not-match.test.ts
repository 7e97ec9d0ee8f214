import { expect, it } from 'vitest';
import type { PredictionFault } from '../evidence/evidence.js';
import { evidenceOf } from '../testing/evidence.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './E005-predictions-do-not-match.js';

const place = { path: 'experiments/a/1.jsonl', record: 3, line: 3, byte: 90, pointer: null, column: null };
const prediction = (more: Partial<PredictionFault>): PredictionFault => ({
  fault: 'unknown',
  id: 'q9',
  place,
  at: null,
  reason: null,
  ...more,
});

function judge(first: readonly PredictionFault[], count = first.length) {
  return judgeView(rule, { evidence: evidenceOf([{ id: 'a', faults: { count, first } }]) });
}

it('says of each prediction and item what does not match', () => {
  const at = { split: 0, file: 0, record: 6, line: 6, byte: 600 };
  const drafts = judge([
    prediction({}),
    prediction({ fault: 'repeated', id: 'q1' }),
    prediction({ fault: 'ambiguous', id: 'q2' }),
    prediction({ fault: 'unreadable', id: null, reason: 'no-id' }),
    prediction({ fault: 'missing', id: 'q7', place: null, at }),
  ]);
  expect(messages(rule, drafts)).toEqual([
    '실험 a: id q9가 납품된 문항에 없습니다. 예측의 id를 문항의 id와 맞추십시오.',
    '실험 a: 문항 q1의 예측이 또 있습니다. 처음 것만 채점했습니다. 하나만 남기십시오.',
    '실험 a: id q2를 가진 문항이 여럿이라 어느 문항의 예측인지 알 수 없습니다. 예측마다 하위 측정 항목을 subMetric에 적거나, 납품물 전체에서 겹치지 않는 id를 쓰십시오.',
    '실험 a: 예측을 읽을 수 없습니다: id가 없는 레코드입니다. 파일을 고치거나 fields를 확인하십시오.',
    '실험 a: 정답이 있는 문항 q7의 예측이 없습니다. 틀린 것으로 채점했습니다. 예측을 채워 넣으십시오.',
  ]);
  expect(drafts.map(({ place: where, at: item }) => [where?.line, item?.record])).toEqual([
    [3, undefined],
    [3, undefined],
    [3, undefined],
    [3, undefined],
    [undefined, 6],
  ]);
});

it('counts those that are not kept', () => {
  expect(judge([prediction({})], 700)).toHaveLength(700);
});

it('has nothing against predictions that match', () => {
  expect(judge([])).toEqual([]);
});
