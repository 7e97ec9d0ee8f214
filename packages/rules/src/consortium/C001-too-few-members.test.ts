import type { Member } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { demand, lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './C001-too-few-members.js';

const judge = (members: Member[]) => judgeView(rule, { manifest: testManifest({ consortium: { members } }) });

it('does not count demand institutions, nor one institution twice', () => {
  expect(messages(rule, judge([lead('가나다'), demand('바사시')]))).toEqual([
    '수요기관을 뺀 컨소시엄 구성 기관이 1곳뿐입니다(2곳 이상이어야 합니다).',
  ]);
  expect(judge([lead('가나다 주식회사'), participant('㈜가나다')])).toHaveLength(1);
});

it('is content with a lead and a participant, and says nothing without a consortium', () => {
  expect(judge([lead('가나다'), participant('라마대학교')])).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
