import type { Localized, Report, RequirementRow } from '@jatdae/schema';
import { describeValues } from './measure.js';
import { type Page, paintVerdict } from './style.js';
import { clean, displayWidth, padEnd, wrap } from './text.js';
import { LABELS, LEDGER_GROUPS, ROW_MARKS, ROW_VERDICTS } from './words.js';

/** From this width on the ledger is a table; below it each requirement is a line or two. */
const TABLE_WIDTH = 110;
const MARGIN = 2;
const GAP = 2;

interface Line {
  readonly row: RequirementRow;
  readonly verdict: string;
  readonly title: string;
  readonly threshold: string;
  readonly measured: string;
  /** why a row was not judged, or the rules that failed it */
  readonly note: string;
}

/** A row for every requirement, grouped: verdict, id, what it asks, threshold, measured. */
export function renderLedger(report: Report, page: Page): string[] {
  const lines = report.requirements.map((row) => toLine(row, page));
  const verdictWidth = widest(Object.values(ROW_VERDICTS).map((words) => words[page.language])) + 2;
  const idWidth = widest(lines.map((line) => line.row.id));
  const draw = page.width >= TABLE_WIDTH ? tableRow(page, lines, verdictWidth, idWidth) : stackedRow(page, verdictWidth, idWidth);
  return grouped(lines).flatMap(([title, members], at) => [
    ...(at === 0 ? [] : ['']),
    page.paint.bold(title[page.language]),
    ...members.flatMap(draw),
  ]);
}

function toLine(row: RequirementRow, page: Page): Line {
  const { language } = page;
  const rules = row.verdict === 'fail' && row.rules.length > 0 ? `${LABELS.rules[language]}: ${row.rules.join(' ')}` : '';
  return {
    row,
    verdict: `${ROW_MARKS[row.verdict]} ${ROW_VERDICTS[row.verdict][language]}`,
    title: clean(page.titles[row.id]?.[language] ?? ''),
    threshold: row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language),
    measured: describeValues(row.measured, 'measured', language),
    note: [rules, clean(row.note ?? '')].filter((text) => text !== '').join(' · '),
  };
}

function grouped(lines: readonly Line[]): [Localized, Line[]][] {
  const groups = new Map<string, [Localized, Line[]]>();
  for (const [prefix, title] of LEDGER_GROUPS) {
    const members = lines.filter((line) => prefix === groupOf(line.row.id));
    if (members.length === 0) continue;
    const group = groups.get(title.en);
    if (group === undefined) groups.set(title.en, [title, members]);
    else group[1].push(...members);
  }
  return [...groups.values()];
}

const groupOf = (id: string): string => LEDGER_GROUPS.find(([prefix]) => id.startsWith(prefix))?.[0] ?? '';

const widest = (texts: readonly string[]): number => texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);

const measuredCell = (line: Line): string => [line.measured, line.note].filter((text) => text !== '').join(' · ');

type DrawRow = (line: Line) => string[];

function stackedRow(page: Page, verdictWidth: number, idWidth: number): DrawRow {
  const { paint, language } = page;
  const indent = MARGIN + verdictWidth + GAP + idWidth + GAP;
  const room = Math.max(20, page.width - indent);
  return (line) => {
    const values: string[] = [];
    if (line.threshold !== '') values.push(`${LABELS.threshold[language]}: ${line.threshold}`);
    if (line.measured !== '') values.push(`${LABELS.measured[language]}: ${line.measured}`);
    if (line.note !== '') values.push(line.note);
    const [first = '', ...rest] = wrap(line.title, room);
    const head = `${' '.repeat(MARGIN)}${paintVerdict(paint, line.row.verdict, padEnd(line.verdict, verdictWidth))}`;
    return [
      `${head}  ${padEnd(line.row.id, idWidth)}  ${first}`.trimEnd(),
      ...rest.map((text) => ' '.repeat(indent) + text),
      ...(values.length === 0 ? [] : wrap(values.join(' · '), room)).map((text) => ' '.repeat(indent) + paint.dim(text)),
    ];
  };
}

function tableRow(page: Page, lines: readonly Line[], verdictWidth: number, idWidth: number): DrawRow {
  const room = page.width - MARGIN - verdictWidth - idWidth - GAP * 4;
  const thresholdWidth = Math.min(widest(lines.map((line) => line.threshold)), Math.floor(room * 0.28));
  const measuredWidth = Math.min(widest(lines.map(measuredCell)), Math.floor(room * 0.34));
  const titleWidth = Math.min(widest(lines.map((line) => line.title)), room - thresholdWidth - measuredWidth);
  return (line) => {
    const title = wrap(line.title, titleWidth);
    const threshold = wrap(line.threshold, thresholdWidth);
    const measured = wrap(measuredCell(line), measuredWidth);
    const height = Math.max(title.length, threshold.length, measured.length);
    return Array.from({ length: height }, (_, at) => {
      const verdict =
        at === 0 ? paintVerdict(page.paint, line.row.verdict, padEnd(line.verdict, verdictWidth)) : ' '.repeat(verdictWidth);
      const cells = [
        padEnd(at === 0 ? line.row.id : '', idWidth),
        padEnd(title[at] ?? '', titleWidth),
        page.paint.dim(padEnd(threshold[at] ?? '', thresholdWidth)),
        measured[at] ?? '',
      ];
      return `${' '.repeat(MARGIN)}${[verdict, ...cells].join(' '.repeat(GAP))}`.trimEnd();
    });
  };
}
