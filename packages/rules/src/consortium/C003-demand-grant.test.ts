import { expect, it } from 'vitest';
import { demand, lead, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './C003-demand-grant.js';

it('names the demand institution with a grant', () => {
  const members = [lead('가나다', { grantKRW: 400_000_000 }), demand('바사시', { grantKRW: 50_000_000 })];
  const drafts = judgeView(rule, { manifest: testManifest({ consortium: { members } }) });
  expect(drafts[0].place?.pointer).toBe('/consortium/members/1/grantKRW');
  expect(messages(rule, drafts)).toEqual(['수요기관 바사시는 지원금을 받을 수 없는데 50,000,000원이 배정되어 있습니다.']);
});

it('has nothing against a grant of nothing', () => {
  const members = [demand('바사시'), demand('아자구', { grantKRW: 0 })];
  expect(judgeView(rule, { manifest: testManifest({ consortium: { members } }) })).toEqual([]);
});
