import type { Finding, Language, Report } from '@jatdae/schema';
import type { Cell, Sheet } from '@jatdae/workbook';
import { FINDING_COLUMNS } from '../finding-columns.js';
import { rulesByCode } from '../groups.js';
import type { RenderOptions } from '../render-options.js';
import { unlistedNotes } from '../unlisted.js';
import { LABELS } from '../words.js';

const WIDTHS: Readonly<Record<string, number>> = {
  severity: 8,
  rule: 7,
  name: 18,
  path: 28,
  line: 8,
  column: 6,
  record: 9,
  pointer: 14,
  message: 48,
  related: 22,
  waived: 20,
  fingerprint: 19,
};
const LOOKS = { error: 'bad', warning: 'open', note: 'muted' } as const;

/** A row for every finding that the report lists. */
export function findingSheet(report: Report, { language }: RenderOptions): Sheet {
  const rules = rulesByCode(report);
  const rowOf = (finding: Finding): Cell[] =>
    FINDING_COLUMNS.map(({ key, value }) => {
      const cell = value(finding, rules.get(finding.code), language);
      if (finding.waived) return muted(cell);
      return key === 'severity' ? { value: cell, style: LOOKS[finding.severity] } : cell;
    });
  return {
    name: LABELS.findings[language],
    columns: FINDING_COLUMNS.map(({ key, title }) => ({ title: title[language], width: WIDTHS[key] ?? 16 })),
    rows: withUnlisted(lazily(report.findings, rowOf), report, language, (code, text) =>
      FINDING_COLUMNS.map(({ key }) => muted(key === 'rule' ? code : key === 'message' ? text : '')),
    ),
  };
}

export const muted = (value: string | number): Cell => ({ value, style: 'muted' });

/** The rows, then one for each rule of which the report lists not all that it found. */
export function* withUnlisted(
  rows: Iterable<readonly Cell[]>,
  report: Report,
  language: Language,
  make: (code: string, text: string) => readonly Cell[],
): Generator<readonly Cell[]> {
  yield* rows;
  for (const { code, text } of unlistedNotes(report, language)) yield make(code, text);
}

/** The same as `map`, a row at a time: there may be a hundred thousand. */
export function* lazily<From, To>(values: readonly From[], make: (value: From, at: number) => To): Generator<To> {
  for (const [at, value] of values.entries()) yield make(value, at);
}
