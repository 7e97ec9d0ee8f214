import type { Member } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeCall, messages } from '../testing/run.js';
import { rule } from './C005-lead-twice.js';

const application = (task: number, ...members: Member[]) => testManifest({ dataset: { task }, consortium: { members } });

it('allows one application as lead', () => {
  const drafts = judgeCall(rule, [application(7, lead('가나다')), application(8, lead('(주) 가나다'))]);
  expect(messages(rule, drafts)).toEqual(['(주) 가나다가 주관기관으로 2번(7, 8번 과제) 신청했습니다. 주관은 1번까지만 됩니다.']);
});

it('has nothing against lead and participant, nor against the datasets of one application', () => {
  expect(judgeCall(rule, [application(7, lead('가나다')), application(8, participant('가나다'))])).toEqual([]);
  expect(judgeCall(rule, [application(7, lead('가나다')), application(7, lead('가나다'))])).toEqual([]);
});
