import type { Report, RequirementRow } from '@jatdae/schema';
import { groupLedger } from './ledger-groups.js';
import { describeValues } from './measure.js';
import { type Page, paintVerdict } from './style.js';
import { clean, displayWidth, padEnd, wrap } from './text.js';
import { LABELS, ROW_MARKS, ROW_VERDICTS } from './words.js';

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
  const found = new Set(report.rules.filter(({ count }) => count > 0).map(({ code }) => code));
  const lines = report.requirements.map((row) => toLine(row, found, page));
  const verdictWidth = widest(Object.values(ROW_VERDICTS).map((words) => words[page.language])) + 2;
  const idWidth = widest(lines.map((line) => line.row.id));
  const { head, draw } =
    page.width >= TABLE_WIDTH ? asTable(page, lines, verdictWidth, idWidth) : asStack(page, verdictWidth, idWidth);
  const groups = groupLedger(lines, ({ row }) => row.id).flatMap(([title, members], at) => [
    ...(at === 0 ? [] : ['']),
    page.paint.bold(title[page.language]),
    ...members.flatMap(draw),
  ]);
  return [...head, ...groups];
}

function toLine(row: RequirementRow, found: ReadonlySet<string>, page: Page): Line {
  const { language } = page;
  const rules = row.verdict === 'fail' ? row.rules.filter((code) => found.has(code)) : [];
  const notes = rules.length > 0 ? [`${LABELS.rules[language]}: ${rules.join(' ')}`] : [];
  if (row.note !== undefined) notes.push(clean(row.note));
  return {
    row,
    verdict: `${ROW_MARKS[row.verdict]} ${ROW_VERDICTS[row.verdict][language]}`,
    title: clean(page.titles[row.id]?.[language] ?? ''),
    threshold: row.verdict === 'not-applicable' ? '' : describeValues(row.threshold, 'threshold', language),
    // What a row that was not run happens to have counted would read like a result.
    measured: row.verdict === 'not-run' ? '' : describeValues(row.measured, 'measured', language),
    note: notes.join(' · '),
  };
}

const widest = (texts: readonly string[]): number => texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);

interface Layout {
  readonly head: readonly string[];
  draw(line: Line): string[];
}

function asStack(page: Page, verdictWidth: number, idWidth: number): Layout {
  const { paint, language } = page;
  const idIndent = MARGIN + verdictWidth + GAP;
  const titleIndent = idIndent + idWidth + GAP;
  const draw = (line: Line): string[] => {
    const values: string[] = [];
    if (line.threshold !== '') values.push(`${LABELS.threshold[language]}: ${line.threshold}`);
    if (line.measured !== '') values.push(`${LABELS.measured[language]}: ${line.measured}`);
    if (line.note !== '') values.push(line.note);
    const [first = '', ...rest] = wrap(line.title, Math.max(20, page.width - titleIndent));
    const head = `${' '.repeat(MARGIN)}${paintVerdict(paint, line.row.verdict, padEnd(line.verdict, verdictWidth))}`;
    return [
      `${head}  ${padEnd(line.row.id, idWidth)}  ${first}`.trimEnd(),
      ...rest.map((text) => ' '.repeat(titleIndent) + text),
      ...dimLines(values.join(' · '), idIndent, page),
    ];
  };
  return { head: [], draw };
}

function dimLines(text: string, indent: number, { paint, width }: Page): string[] {
  if (text === '') return [];
  return wrap(text, Math.max(20, width - indent)).map((line) => ' '.repeat(indent) + paint.dim(line));
}

function asTable(page: Page, lines: readonly Line[], verdictWidth: number, idWidth: number): Layout {
  const { paint } = page;
  const room = page.width - MARGIN - verdictWidth - idWidth - GAP * 4;
  const thresholdWidth = Math.min(widest(lines.map((line) => line.threshold)), Math.floor(room * 0.28));
  const measuredWidth = Math.min(widest(lines.map((line) => line.measured)), Math.floor(room * 0.36));
  const titleWidth = Math.min(widest(lines.map((line) => line.title)), room - thresholdWidth - measuredWidth);
  const join = (verdict: string, id: string, title: string, threshold: string, measured: string): string =>
    `${' '.repeat(MARGIN)}${[verdict, id, title, threshold, measured].join(' '.repeat(GAP))}`.trimEnd();
  const draw = (line: Line): string[] => {
    const title = wrap(line.title, titleWidth);
    const threshold = wrap(line.threshold, thresholdWidth);
    const measured = wrap(line.measured, measuredWidth);
    const height = Math.max(title.length, threshold.length, measured.length);
    const rows = Array.from({ length: height }, (_, at) => {
      const verdict = padEnd(at === 0 ? line.verdict : '', verdictWidth);
      return join(
        at === 0 ? paintVerdict(paint, line.row.verdict, verdict) : verdict,
        padEnd(at === 0 ? line.row.id : '', idWidth),
        padEnd(title[at] ?? '', titleWidth),
        paint.dim(padEnd(threshold[at] ?? '', thresholdWidth)),
        measured[at] ?? '',
      );
    });
    return [...rows, ...dimLines(line.note, MARGIN + verdictWidth + GAP + idWidth + GAP, page)];
  };
  const word = (key: 'verdict' | 'requirement' | 'threshold' | 'measured', width: number): string =>
    padEnd(LABELS[key][page.language], width);
  const head = join(
    word('verdict', verdictWidth),
    word('requirement', idWidth),
    ' '.repeat(titleWidth),
    word('threshold', thresholdWidth),
    LABELS.measured[page.language],
  );
  return { head: [paint.dim(head)], draw };
}
