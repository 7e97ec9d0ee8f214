import type { Report } from '@jatdae/schema';
import type { Sheet } from '@jatdae/workbook';
import { describeValues } from '../measure.js';
import type { RenderOptions } from '../render-options.js';
import { both, clean } from '../text.js';
import { LABELS, ROW_MARKS, ROW_VERDICTS } from '../words.js';

const NOTE = both('비고', 'note');
const TITLE = both('내용', 'what it asks');
const LOOKS = { pass: 'good', fail: 'bad', 'not-run': 'open', 'not-applicable': 'muted', waived: 'muted' } as const;

/** A row for every requirement. */
export function ledgerSheet(report: Report, { language, titles = {} }: RenderOptions): Sheet {
  return {
    name: LABELS.ledger[language],
    frozen: 2,
    columns: [
      { title: LABELS.verdict[language], width: 12 },
      { title: LABELS.requirement[language], width: 16 },
      { title: TITLE[language], width: 38 },
      { title: LABELS.threshold[language], width: 24 },
      { title: LABELS.measured[language], width: 34 },
      { title: LABELS.rules[language], width: 22 },
      { title: NOTE[language], width: 34 },
    ],
    rows: report.requirements.map((row) => [
      { value: `${ROW_MARKS[row.verdict]} ${ROW_VERDICTS[row.verdict][language]}`, style: LOOKS[row.verdict] },
      row.id,
      clean(titles[row.id]?.[language] ?? ''),
      row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language),
      row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language),
      row.rules.join(' '),
      clean(row.note ?? ''),
    ]),
  };
}
