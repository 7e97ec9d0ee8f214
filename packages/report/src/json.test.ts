import type { Report } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderJson } from './json.js';
import { sampleFinding, sampleReport } from './testing/sample-report.js';

const textOf = (report: Report): string => [...renderJson(report)].join('');

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

it('is the same text whatever the order in which the report was put together', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      const report = sampleReport({ statistics: { data } });
      expect(textOf(reversed(report) as typeof report)).toBe(textOf(report));
    }),
  );
});

it('says what the report says', () => {
  expect(JSON.parse(textOf(sampleReport()))).toEqual(sampleReport());
});

it('has the verdict before the ledger, two spaces and a final newline', () => {
  expect(textOf(sampleReport()).split('\n').slice(0, 5)).toEqual([
    '{',
    '  "jatdae": "0.1.0",',
    '  "report": 1,',
    '  "verdict": "rejected",',
    '  "complete": true,',
  ]);
  expect(textOf(sampleReport()).endsWith('}\n')).toBe(true);
});

it.each([0, 1, 300])('is one text, though its findings are written in pieces (%i)', (count) => {
  const findings = Array.from({ length: count }, (_, at) =>
    sampleFinding({ message: `"findings": []\n${at}`, data: { at: [at, {}] } }),
  );
  const text = textOf(sampleReport({ findings, statistics: { findings: [] } }));
  expect(JSON.parse(text)).toEqual(sampleReport({ findings, statistics: { findings: [] } }));
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});
