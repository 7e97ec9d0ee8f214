import type { Member } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { demand, lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeCall, messages } from '../testing/run.js';
import { rule } from './C004-too-many-areas.js';

const application = (task: number, ...members: Member[]) => testManifest({ dataset: { task }, consortium: { members } });

it('counts the areas of an institution over all applications, known by its number or its name', () => {
  const drafts = judgeCall(rule, [
    application(8, participant('㈜가나다')),
    application(7, lead('가나다 주식회사', { id: '116-82-00276' })),
    application(10, participant('GANADA', { id: '1168200276' })),
  ]);
  expect(messages(rule, drafts)).toEqual(['GANADA가 과제 3개(7, 8, 10)에 참여했습니다. 2개까지만 됩니다.']);
  expect(drafts[0].place?.path).toBe('application-3.yaml');
});

it('has nothing against two areas, nor against a demand institution in three', () => {
  expect(judgeCall(rule, [application(7, lead('가나다')), application(8, participant('가나다'))])).toEqual([]);
  expect(
    judgeCall(
      rule,
      [7, 8, 10].map((task) => application(task, demand('바사시'))),
    ),
  ).toEqual([]);
});
