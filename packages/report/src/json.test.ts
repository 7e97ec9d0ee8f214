import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderJson } from './json.js';
import { sampleReport } from './testing/sample-report.js';

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
      expect(renderJson(reversed(report) as typeof report)).toBe(renderJson(report));
    }),
  );
});

it('says what the report says', () => {
  expect(JSON.parse(renderJson(sampleReport()))).toEqual(sampleReport());
});

it('has the verdict before the ledger, two spaces and a final newline', () => {
  expect(renderJson(sampleReport()).split('\n').slice(0, 5)).toEqual([
    '{',
    '  "jatdae": "0.1.0",',
    '  "report": 1,',
    '  "verdict": "rejected",',
    '  "complete": true,',
  ]);
  expect(renderJson(sampleReport()).endsWith('}\n')).toBe(true);
});
