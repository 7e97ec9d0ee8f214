import type { Finding, Report, RequirementRow, RuleRow } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareReports, worseOf } from './reports.js';

const finding = (code: string, fingerprint: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'error',
  message: `${code} ${fingerprint}`,
  fingerprint,
  waived: false,
  place: { path: 'data/a.jsonl', record: 1, line: 1, byte: 0, pointer: null, column: null },
  related: [],
  data: {},
  ...more,
});

const rule = (code: string, count: number, more: Partial<RuleRow> = {}): RuleRow => ({
  code,
  name: code.toLowerCase(),
  severity: 'error',
  count,
  shown: count,
  coverage: { bytes: 1, records: 1, exact: true },
  ...more,
});

const row = (id: string, verdict: RequirementRow['verdict']): RequirementRow => ({
  id,
  verdict,
  measured: null,
  threshold: null,
  rules: [],
});

function report({ findings = [], rules, ...more }: Partial<Report> = {}): Report {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return {
    jatdae: '0.1.0',
    report: 1,
    verdict: 'accepted',
    complete: true,
    profile: { name: 'mine', version: '1', sha256: 'a' },
    deliverable: { name: 'small', version: '1.0.0', root: null, files: 1, bytes: 1, items: 1 },
    requirements: [],
    subMetrics: [],
    rules: rules ?? codes.map((code) => rule(code, findings.filter((one) => one.code === code).length)),
    findings,
    statistics: {},
    run: { startedAt: '2024-01-01T00:00:00Z', seconds: 1, jobs: 1, host: 'h', peakBytes: 1 },
    ...more,
  };
}

const ids = (findings: readonly Finding[]): string[] => findings.map(({ fingerprint }) => fingerprint);

it('tells what is fixed, what remains and what is new', () => {
  const old = report({ findings: [finding('I001', 'a'), finding('I001', 'b')] });
  const diff = compareReports(old, report({ findings: [finding('I001', 'b'), finding('I001', 'c')] }));
  expect([ids(diff.fixed), ids(diff.remaining), ids(diff.added)]).toEqual([['a'], ['b'], ['c']]);
  expect(worseOf(diff)).toBe('worse');
});

it('does not take equal fingerprints of different rules for one finding', () => {
  const diff = compareReports(report({ findings: [finding('I001', 'a')], rules: [rule('I001', 1), rule('I002', 0)] }), {
    ...report({ findings: [finding('I002', 'a')] }),
    rules: [rule('I001', 0), rule('I002', 1)],
  });
  expect([diff.fixed.length, diff.remaining.length, diff.added.length]).toEqual([1, 0, 1]);
});

it('calls nothing fixed that the new report counts but does not list, or did not look for', () => {
  const old = report({ findings: [finding('I001', 'a'), finding('P001', 'b'), finding('D001', 'c')] });
  const now = report({
    rules: [rule('I001', 5, { shown: 0 }), rule('D001', 0, { coverage: { bytes: 0.5, records: 0.5, exact: true } })],
  });
  const diff = compareReports(old, now);
  expect(diff.fixed).toEqual([]);
  expect(diff.undecided.map(({ side, reason, finding: { code } }) => [side, reason, code])).toEqual([
    ['old', 'unlisted', 'I001'],
    ['old', 'not-run', 'P001'],
    ['old', 'not-run', 'D001'],
  ]);
  expect(worseOf(diff)).toBe('not-worse');
});

it('does not know whether an error is new that the old report may have left out', () => {
  const old = report({ rules: [rule('I001', 1000, { shown: 0 })] });
  const diff = compareReports(old, report({ findings: [finding('I001', 'a')] }));
  expect(diff.added).toEqual([]);
  expect(worseOf(diff)).toBe('unknown');
});

it('takes new warnings, notes and waived errors for nothing worse', () => {
  const findings = [finding('I007', 'a', { severity: 'warning' }), finding('I001', 'b', { waived: true })];
  const diff = compareReports(report({ rules: [rule('I007', 0), rule('I001', 0)] }), report({ findings }));
  expect(diff.added).toHaveLength(2);
  expect(worseOf(diff)).toBe('not-worse');
});

it('tells rows that read otherwise, and is worse where one fell', () => {
  const old = report({ requirements: [row('N-A', 'pass'), row('N-B', 'fail'), row('N-C', 'pass')] });
  const now = report({ requirements: [row('N-A', 'not-run'), row('N-B', 'pass'), row('N-C', 'waived'), row('N-D', 'fail')] });
  const diff = compareReports(old, now);
  expect(diff.requirements).toEqual([
    { id: 'N-A', old: 'pass', new: 'not-run' },
    { id: 'N-B', old: 'fail', new: 'pass' },
    { id: 'N-C', old: 'pass', new: 'waived' },
    { id: 'N-D', old: null, new: 'fail' },
  ]);
  expect(worseOf(diff)).toBe('worse');
  expect(worseOf(compareReports(now, { ...old, requirements: now.requirements }))).toBe('not-worse');
});

it('says where the tool or the profile is another one', () => {
  const other = report({ jatdae: '0.2.0', profile: { name: 'mine', version: '2', sha256: 'b' } });
  expect(compareReports(report(), other).madeOtherwise).toEqual(['tool', 'profile']);
});

it('puts every finding in one list, whatever the reports hold, and finds nothing between a report and itself', () => {
  const some = fc.uniqueArray(fc.tuple(fc.constantFrom('I001', 'I002'), fc.constantFrom('a', 'b', 'c', 'd')), {
    selector: (pair) => pair.join(' '),
  });
  fc.assert(
    fc.property(some, some, fc.boolean(), (before, after, cut) => {
      const make = (pairs: readonly (readonly [string, string])[]): Report =>
        report({
          findings: pairs.map(([code, print]) => finding(code, print)),
          ...(cut ? { rules: [rule('I001', 9, { shown: 0 })] } : {}),
        });
      const diff = compareReports(make(before), make(after));
      const union = new Set([...before, ...after].map((pair) => pair.join(' ')));
      const listed = [...diff.fixed, ...diff.remaining, ...diff.added, ...diff.undecided.map((one) => one.finding)];
      expect(listed.map(({ code, fingerprint }) => `${code} ${fingerprint}`).sort()).toEqual([...union].sort());
      const same = compareReports(make(before), make(before));
      expect([same.fixed, same.added, same.undecided, same.rules, same.requirements]).toEqual([[], [], [], [], []]);
    }),
  );
});
