import type { Finding, Report, RuleRow } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { exitCode } from './exit.js';

const coverage = { bytes: 1, records: 1, exact: true };

function judged(changes: Partial<Report>): { status: 'judged'; report: Report } {
  const report: Report = {
    jatdae: '0.1.0',
    report: 1,
    verdict: 'accepted',
    complete: true,
    profile: null,
    deliverable: null,
    requirements: [],
    subMetrics: [],
    rules: [],
    findings: [],
    statistics: {},
    run: { startedAt: '', seconds: 0, jobs: 1, host: '', peakBytes: 0 },
    ...changes,
  };
  return { status: 'judged', report };
}

const warnings = (count: number, shown: number): RuleRow => ({
  code: 'D001',
  name: 'exact-duplicate',
  severity: 'warning',
  count,
  shown,
  coverage,
});

const warning = (waived: boolean): Finding => ({
  code: 'D001',
  severity: 'warning',
  message: '',
  fingerprint: '',
  waived,
  place: { path: 'a', record: null, line: null, byte: null, pointer: null, column: null },
  related: [],
  data: {},
});

it.each([
  ['accepted', 0],
  ['rejected', 1],
  ['incomplete', 3],
] as const)('%s ends with %i', (verdict, code) => {
  expect(exitCode(judged({ verdict }), 'error', false)).toBe(code);
});

it('an unusable manifest ends with 2', () => {
  expect(exitCode({ ...judged({ verdict: 'incomplete' }), status: 'unusable' }, 'error', false)).toBe(2);
});

it('an interrupt that cut the reading short ends with 3, even where something already failed', () => {
  expect(exitCode(judged({ verdict: 'rejected', complete: false }), 'error', true)).toBe(3);
  expect(exitCode(judged({ verdict: 'rejected', complete: true }), 'error', true)).toBe(1);
});

it('--fail-on warning turns an unwaived warning into 1', () => {
  const open = judged({ rules: [warnings(1, 1)], findings: [warning(false)] });
  expect(exitCode(open, 'error', false)).toBe(0);
  expect(exitCode(open, 'warning', false)).toBe(1);
  expect(exitCode(judged({ rules: [warnings(1, 1)], findings: [warning(true)] }), 'warning', false)).toBe(0);
  expect(exitCode(judged({ rules: [warnings(9, 1)], findings: [warning(true)] }), 'warning', false)).toBe(1);
});
