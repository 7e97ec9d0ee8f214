import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './T002-agreement-not-first-of-month.js';

const judge = (agreementDate: string) => judgeView(rule, { manifest: testManifest({ consortium: { agreementDate } }) });

it('shows the date that is not a first', () => {
  expect(messages(rule, judge('2024-08-14'))).toEqual(['협약일은 그 달의 1일이어야 하는데 2024-08-14입니다.']);
  expect(judge('2024-08-11')).toHaveLength(1);
});

it('is content with a first of a month, or no date', () => {
  expect(judge('2024-08-01')).toEqual([]);
  expect(judgeView(rule)).toEqual([]);
});
