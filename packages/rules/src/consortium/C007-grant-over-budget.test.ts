import type { Consortium } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { lead, participant, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './C007-grant-over-budget.js';

const judge = (consortium: Consortium) => judgeView(rule, { manifest: testManifest({ consortium }) });

it('compares the grant with what the area has for a consortium', () => {
  expect(messages(rule, judge({ grantKRW: 600_000_001 }))).toEqual([
    '지원금 600,000,001원이 8번 과제의 컨소시엄당 예산 600,000,000원을 넘습니다.',
  ]);
});

it('compares the shares with the grant, or with the budget where no grant is given', () => {
  const members = [lead('가나다', { grantKRW: 400_000_000 }), participant('라마', { grantKRW: 250_000_000 })];
  expect(messages(rule, judge({ grantKRW: 600_000_000, members }))).toEqual([
    '구성 기관에 배정한 지원금의 합 650,000,000원이 컨소시엄의 지원금 600,000,000원을 넘습니다.',
  ]);
  expect(judge({ members }).map(({ data }) => data.problem)).toEqual(['area']);
});

it('is content with the budget itself, and without a consortium', () => {
  expect(judge({ grantKRW: 600_000_000, members: [lead('가나다', { grantKRW: 600_000_000 })] })).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
