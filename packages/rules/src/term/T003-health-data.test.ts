import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './T003-health-data.js';

const judge = (healthData: 'none' | 'exempt' | 'irb-required') =>
  judgeView(rule, { manifest: testManifest({ dataset: { healthData } }) });

it('refuses data that needs an ethics review', () => {
  expect(messages(rule, judge('irb-required'))).toEqual(['IRB 또는 DRB 심의가 필요한 보건의료 데이터는 제안할 수 없습니다.']);
});

it('has nothing against data without it, exempted data, or no word about it', () => {
  expect(judge('none')).toEqual([]);
  expect(judge('exempt')).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
