import type { Member } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './C002-one-lead.js';

const judge = (members: Member[]) => judgeView(rule, { manifest: testManifest({ consortium: { members } }) });

it('wants neither none nor two', () => {
  expect(messages(rule, judge([participant('가나다')]))).toEqual(['주관기관은 정확히 한 곳이어야 하는데 0곳입니다.']);
  expect(messages(rule, judge([lead('가나다'), lead('라마')]))).toEqual(['주관기관은 정확히 한 곳이어야 하는데 2곳입니다.']);
});

it('is content with one', () => {
  expect(judge([lead('가나다'), participant('라마')])).toEqual([]);
});
