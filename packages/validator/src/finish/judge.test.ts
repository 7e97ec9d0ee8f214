import type { Evidence } from '@jatdae/rules';
import { expect, it } from 'vitest';
import { type JudgeInput, judgeRules, WHOLE } from './judge.js';
import { NOT_RUN } from './report.js';

/** Of what E006 and E007 look at. */
function coverageOf(evidence: Evidence): Record<string, unknown> {
  const input = {
    profile: { rules: {} },
    selected: new Set(['E006', 'E007']),
    keep: 10,
    complete: true,
    coverage: WHOLE,
    view: { evidence, manifest: { subMetrics: [] }, profile: { rules: {} } },
  };
  const judged = judgeRules(input as unknown as JudgeInput);
  return Object.fromEntries(judged.map(({ rule, coverage }) => [rule.meta.code, coverage]));
}

it('does not say that keys were looked at where the answers of all models were too many to hold', () => {
  const evidence: Evidence = { experiments: [], floors: [], responses: null, wrongKeys: null };
  expect(coverageOf(evidence)).toEqual({ E006: WHOLE, E007: NOT_RUN });
});
