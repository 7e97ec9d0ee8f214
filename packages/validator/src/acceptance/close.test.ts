import type { Adjudication, DefectKind, Judgement, SampledItem, SamplePlan } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { closeReview } from './close.js';
import { differenceOf, judgeItems } from './outcome.js';

const rule = { method: 'proportion', accuracy: 0.75, confidence: 0.95, margin: 0.1 } as const;

function planOf(size: number, accept: number): SamplePlan {
  return { rule, seed: 's', doubleShare: 0, strata: [{ subMetric: '예절', population: 40, size, doubles: 0, accept }] };
}

const sampleOf = (size: number, doubles: readonly number[] = []): SampledItem[] =>
  Array.from({ length: size }, (_, k) => ({
    item: k + 1,
    subMetric: '예절',
    id: `q-${k}`,
    path: 'data/a.jsonl',
    record: k + 1,
    print: String(k).padStart(32, '0'),
    sha256: '0'.repeat(64),
    double: doubles.includes(k + 1),
  }));

let made = 0;
function says(reviewer: string, item: number, defect: DefectKind | 'pass' | 'withdrawn'): Judgement {
  made += 1;
  const plain = defect === 'pass' || defect === 'withdrawn';
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    item,
    reviewer,
    verdict: plain ? defect : 'defect',
    defect: plain ? null : defect,
    note: null,
    at: '2026-01-01T00:00:00Z',
  };
}

const decides = (item: number, verdict: Adjudication['verdict'], defect: DefectKind | null): Adjudication => {
  const { id, at } = says('심판', item, 'pass');
  return { id, item, by: '심판', verdict, defect, note: null, at };
};

function closing(
  size: number,
  accept: number,
  given: readonly Judgement[],
  doubles: readonly number[] = [],
  decided: readonly Adjudication[] = [],
) {
  return closeReview(planOf(size, accept), judgeItems(sampleOf(size, doubles), given, decided));
}

it('passes a sub-metric once all of its sample is judged and the defects are few enough', () => {
  const given = [says('가', 1, 'pass'), says('가', 2, 'wrong-key'), says('나', 3, 'pass')];
  expect(closing(4, 1, given)).toMatchObject({ verdict: 'open', subMetrics: [{ judged: 3, verdict: 'open' }] });
  const whole = closing(4, 1, [...given, says('나', 4, 'pass')]);
  expect(whole).toMatchObject({
    verdict: 'pass',
    subMetrics: [{ judged: 4, passed: 3, defects: 1, kinds: [{ kind: 'wrong-key', count: 1 }], accuracy: 0.75, verdict: 'pass' }],
  });
});

it('fails a sub-metric as soon as there are too many defects, whatever is left', () => {
  const given = [says('가', 1, 'wrong-key'), says('가', 2, 'bad-media')];
  expect(closing(4, 1, given)).toMatchObject({ verdict: 'fail', subMetrics: [{ judged: 2, verdict: 'fail' }] });
});

it('counts what a reviewer said last, and nothing that was taken back', () => {
  const given = [says('가', 1, 'wrong-key'), says('가', 1, 'pass'), says('가', 2, 'pass'), says('가', 2, 'withdrawn')];
  expect(closing(2, 0, given)).toMatchObject({ subMetrics: [{ judged: 1, passed: 1, defects: 0, verdict: 'open' }] });
});

it('counts an item once that two reviewers judge alike, and waits for the second', () => {
  const first = [says('가', 1, 'pass')];
  expect(closing(1, 0, first, [1])).toMatchObject({ subMetrics: [{ judged: 0, verdict: 'open' }] });
  expect(closing(1, 0, [...first, says('나', 1, 'pass')], [1])).toMatchObject({ subMetrics: [{ judged: 1, verdict: 'pass' }] });
});

it('leaves a dispute open until somebody decides it', () => {
  const given = [says('가', 1, 'pass'), says('나', 1, 'unclear-question')];
  expect(closing(1, 0, given, [1])).toMatchObject({ subMetrics: [{ judged: 0, disagreements: 1, verdict: 'open' }] });
  const decided = closing(1, 0, given, [1], [decides(1, 'defect', 'other'), decides(1, 'pass', null)]);
  expect(decided).toMatchObject({ subMetrics: [{ judged: 1, passed: 1, disagreements: 0, verdict: 'pass' }] });
  expect(closing(1, 0, [], [1], [decides(1, 'pass', null)])).toMatchObject({ subMetrics: [{ judged: 0 }] });
});

it('tells a dispute about pass or defect from one about the kind', () => {
  const [item] = judgeItems(sampleOf(1), [says('가', 1, 'wrong-key'), says('나', 1, 'no-right-answer')], []);
  expect(item && differenceOf(item)).toBe('kind');
  expect(item).toMatchObject({ state: 'defect', kind: 'wrong-key' });
});

it('measures agreement on what several reviewers judged alone', () => {
  const given = [
    ...[1, 2, 3, 4].flatMap((item) => [says('가', item, 'pass'), says('나', item, item === 4 ? 'wrong-key' : 'pass')]),
    says('가', 5, 'wrong-key'),
    says('나', 5, 'wrong-key'),
    says('다', 6, 'pass'),
  ];
  const { agreement } = closing(6, 6, given);
  expect(agreement.items).toBe(5);
  expect(agreement.pairs).toMatchObject([{ reviewers: ['가', '나'], items: 5, agreed: 0.8 }]);
  // po = 4/5, pe = (4·3 + 1·2)/25 = 0.56
  expect(agreement.pairs[0]?.kappa.outcome).toBeCloseTo(0.24 / 0.44, 12);
  // 10 values, 7 pass and 3 defect; one disputed unit: 1 − 9·(2)/(2·7·3)
  expect(agreement.alpha.outcome).toBeCloseTo(1 - 18 / 42, 12);
});

it('has no verdict where there is nothing to judge', () => {
  expect(closeReview({ ...planOf(0, 0), strata: [] }, [])).toMatchObject({ verdict: 'open' });
});
