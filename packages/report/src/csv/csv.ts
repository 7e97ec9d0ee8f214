import type { Report } from '@jatdae/schema';
import { FINDING_COLUMNS } from '../finding-columns.js';
import { rulesByCode } from '../groups.js';
import type { RenderOptions } from '../render-options.js';
import { answerText, REPLY_COLUMNS } from '../reply-columns.js';
import { unlistedNotes } from '../unlisted.js';
import { csvRow } from './cells.js';

/** Without it Excel takes UTF-8 for the code page of the system. */
const BYTE_ORDER_MARK = '\ufeff';
/** Rows that are written at once. */
const BATCH = 256;

/** The findings that the report lists, as RFC 4180 with a byte order mark: a row a finding, no cell that a spreadsheet takes for a formula, and columns for the builder's answer. */
export function* renderCsv(report: Report, { language }: RenderOptions): Generator<string> {
  const rules = rulesByCode(report);
  const titles = [...FINDING_COLUMNS, ...REPLY_COLUMNS].map(({ title }) => title[language]);
  yield BYTE_ORDER_MARK + csvRow(titles);
  for (let at = 0; at < report.findings.length; at += BATCH) {
    yield report.findings
      .slice(at, at + BATCH)
      .map((finding) =>
        csvRow([
          ...FINDING_COLUMNS.map((column) => column.value(finding, rules.get(finding.code), language)),
          ...REPLY_COLUMNS.map(({ key }) => answerText(finding.reply, key, language)),
        ]),
      )
      .join('');
  }
  for (const { code, text } of unlistedNotes(report, language)) {
    const cells: Readonly<Record<string, string>> = { rule: code, message: text };
    yield csvRow([...FINDING_COLUMNS, ...REPLY_COLUMNS].map(({ key }) => cells[key] ?? ''));
  }
}
