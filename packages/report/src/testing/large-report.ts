import type { Report } from '@jatdae/schema';
import { sampleFinding, sampleReport } from './sample-report.js';

/** A report of many findings, of three rules in two hundred files. */
export function largeReport(count: number): Report {
  const codes = ['I002', 'I006', 'D001'] as const;
  const severities = { I002: 'error', I006: 'error', D001: 'warning' } as const;
  const findings = Array.from({ length: count }, (_, at) => {
    const code = codes[at % codes.length] ?? 'I002';
    const path = `data/${at % 200}/items.jsonl`;
    return sampleFinding({
      code,
      severity: severities[code],
      message: `식별자 "q-${at}"에 문제가 있습니다.`,
      fingerprint: (at * 2_654_435_761).toString(16).padStart(16, '0').slice(-16),
      place: { path, record: at + 1, line: at + 1, byte: at * 300, pointer: '/id', column: null },
      related: [],
    });
  });
  const coverage = { bytes: 1, records: 1, exact: true };
  const rules = codes.map((code) => {
    const own = findings.filter((finding) => finding.code === code).length;
    return { code, name: 'some-rule', severity: severities[code], count: own, shown: own, coverage };
  });
  return sampleReport({ findings, rules });
}
