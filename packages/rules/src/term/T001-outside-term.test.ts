import type { Consortium } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './T001-outside-term.js';

const judge = (consortium: Consortium) => judgeView(rule, { manifest: testManifest({ consortium }) });

it('counts a late delivery against the term, and a late application against the window', () => {
  const drafts = judge({ applicationDate: '2024-07-04', agreementDate: '2024-08-01', deliveryDate: '2025-01-15' });
  expect(messages(rule, drafts)).toEqual([
    '신청일 2024-07-04가 접수 마감일 2024-07-03보다 늦습니다.',
    '납품일 2025-01-15가 사업 기간의 끝 2024-12-31보다 늦습니다.',
  ]);
  expect(drafts.map(({ requirement }) => requirement)).toEqual(['N-REG-APPLY', 'N-REG-TERM']);
});

it('knows what comes too early', () => {
  const drafts = judge({ applicationDate: '2024-05-30', agreementDate: '2024-06-01', deliveryDate: '2024-05-31' });
  expect(drafts.map(({ data }) => data.problem)).toEqual(['application-early', 'agreement-early', 'delivery-early']);
});

it('counts both ends as inside, and asks for no date that is not given', () => {
  expect(judge({ applicationDate: '2024-07-03', agreementDate: '2024-07-01', deliveryDate: '2024-12-31' })).toEqual([]);
  expect(judge({})).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
