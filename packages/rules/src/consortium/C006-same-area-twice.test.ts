import type { Member } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { demand, lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeCall, messages } from '../testing/run.js';
import { rule } from './C006-same-area-twice.js';

const application = (task: number, ...members: Member[]) => testManifest({ dataset: { task }, consortium: { members } });

it('finds an institution in two consortia of one area, in whatever roles', () => {
  const drafts = judgeCall(rule, [application(10, lead('가나다')), application(10, lead('라마'), participant('가나다'))]);
  expect(messages(rule, drafts)).toEqual(['가나다가 10번 과제에 두 번 이상 참여했습니다.']);
  expect(drafts[0].place).toMatchObject({ path: 'application-2.yaml', pointer: '/consortium/members/1' });
});

it('finds it in two roles of one consortium', () => {
  expect(judgeCall(rule, [application(8, lead('가나다'), participant('가나다'))])).toHaveLength(1);
});

it('takes manifests of one consortium for one application only where the area asks for several datasets', () => {
  const twice = (task: number) => [application(task, lead('가나다')), application(task, lead('가나다'))];
  expect(judgeCall(rule, twice(5))).toEqual([]);
  expect(judgeCall(rule, twice(8))).toHaveLength(1);
});

it('has nothing against two areas, nor against demand institutions', () => {
  expect(judgeCall(rule, [application(8, lead('가나다')), application(10, participant('가나다'))])).toEqual([]);
  expect(judgeCall(rule, [application(10, demand('바사시')), application(10, demand('바사시'))])).toEqual([]);
});
