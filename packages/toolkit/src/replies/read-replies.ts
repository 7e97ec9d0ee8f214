import { FINGERPRINT_TITLE, REPLY_ACTIONS, REPLY_COLUMNS, REPLY_SHEET, RULE_TITLE } from '@jatdae/report';
import { escapeControls, type FindingReply, type Localized, type ReplyAction } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { filePlace, openRecords, type Place } from '../convert/record-source.js';

/** A row of a file of answers. */
export interface Reply extends Omit<FindingReply, 'state'> {
  /** from 1, below the titles */
  readonly row: number;
  /** a code; empty where the row has none */
  readonly rule: string;
  /** null where the row names none */
  readonly fingerprint: string | null;
}

type Cells = Readonly<Record<string, unknown>>;

/** Code points of a text that is kept. */
const LONGEST = 1000;
/** As many as a sheet holds. */
const MOST_ROWS = 1_048_576;
/** The sheet in either language, else the first one. */
const SHEETS = [`/${REPLY_SHEET.ko}`, `/${REPLY_SHEET.en}`, null];

/**
 * The answers that a builder filled into the sheet 보완요청서 of an xlsx, or into the CSV of findings; rows of nothing are left out.
 * @throws UsageError where the file is not there, cannot be read, or has no column of fingerprints
 */
export async function readReplies(path: string, signal: AbortSignal): Promise<readonly Reply[]> {
  const place = await filePlace(path);
  if (await isEmpty(place)) throw unusable(path, { ko: '빈 파일입니다', en: 'it is empty' });
  for (const sheet of SHEETS) {
    const replies = await repliesIn(place, sheet, signal);
    if (replies !== null) return replies;
  }
  throw unusable(path, {
    ko: '깨졌거나 엑셀(xlsx), CSV가 아닙니다',
    en: 'it is damaged, or neither Excel (xlsx) nor CSV',
  });
}

async function isEmpty({ open }: Place): Promise<boolean> {
  const source = await open().catch(() => null);
  const size = source?.size;
  await source?.close();
  return size === 0;
}

/** Null where the file is no table with that sheet; no more of it is held than is kept of the answers. @throws UsageError where a row cannot be read */
async function repliesIn(place: Place, sheet: string | null, signal: AbortSignal): Promise<Reply[] | null> {
  const source = await openRecords(place, sheet === null ? {} : { at: sheet }, signal).catch(nullOfUsage);
  const isText = source?.format === 'csv' || source?.format === 'tsv';
  if (source === null || !(isText || source.format === 'xlsx')) return null;
  const replies: Reply[] = [];
  const records = source.records();
  for (let row = 1; ; row++) {
    const step = await records.next().catch(nullOfUsage);
    if (step === null) {
      // Of a workbook that begins with an error it is not known whether it has the sheet.
      if (row === 1 && !isText) return null;
      throw unreadableRow(place.shown, row);
    }
    if (step.done === true) return replies;
    if (row > MOST_ROWS) throw unusable(place.shown, { ko: '행이 너무 많습니다', en: 'it has too many rows' });
    const cells = JSON.parse(Buffer.from(step.value.json).toString('utf8')) as Cells;
    if (row === 1) checkTitles(cells, place.shown);
    const reply = replyOf(cells, row);
    if (reply !== null) replies.push(reply);
  }
}

function nullOfUsage(error: unknown): null {
  if (error instanceof UsageError) return null;
  throw error;
}

const unreadableRow = (path: string, row: number): UsageError =>
  unusable(path, {
    ko: `제목 아래 ${row}번째 행을 읽을 수 없습니다. 제목보다 칸이 많거나, 파일이 그 뒤에서 깨졌습니다`,
    en: `row ${row} below the titles cannot be read: it has more cells than there are titles, or the file is damaged from there on`,
  });

function checkTitles(cells: Cells, path: string): void {
  if (titlesOf(FINGERPRINT_TITLE).some((title) => Object.hasOwn(cells, title))) return;
  throw unusable(path, {
    ko: `'${FINGERPRINT_TITLE.ko}' 열이 없습니다. 보고서의 보완요청서 시트나 지적 CSV에 답을 적어 주십시오`,
    en: `it has no column '${FINGERPRINT_TITLE.en}'; answers go into the sheet Requests of a report, or into its CSV of findings`,
  });
}

const titlesOf = (title: Localized): readonly string[] => [title.ko, title.en];

function replyOf(cells: Cells, row: number): Reply | null {
  const textOf = (title: Localized): string =>
    shortened(
      titlesOf(title)
        .map((name) => cells[name])
        .find((cell) => typeof cell === 'string') as string | undefined,
    );
  const fingerprint = /^'?#?([0-9a-f]{4,64})$/u.exec(textOf(FINGERPRINT_TITLE))?.[1] ?? null;
  const {
    action: said = '',
    explanation = '',
    by = '',
    date = '',
  } = Object.fromEntries(REPLY_COLUMNS.map(({ key, title }) => [key, textOf(title)]));
  const action = said === '' ? undefined : actionOf(said);
  const words = [action === 'other' ? said : '', explanation].filter((text) => text !== '').join(' - ');
  if (fingerprint === null && action === undefined && words === '') return null;
  return {
    row,
    rule: /^[A-Z]\d{3}$/u.exec(textOf(RULE_TITLE))?.[0] ?? '',
    fingerprint,
    ...(action === undefined ? {} : { action }),
    ...(words === '' ? {} : { explanation: words }),
    ...(by === '' ? {} : { by }),
    ...(date === '' ? {} : { date }),
  };
}

function actionOf(said: string): ReplyAction {
  const found = Object.entries(REPLY_ACTIONS).find(([, words]) => titlesOf(words).includes(said));
  return found === undefined ? 'other' : (found[0] as ReplyAction);
}

/** A cell as one line of text, without the apostrophe that kept it from being a formula. */
function shortened(cell = ''): string {
  const points = [...escapeControls(cell.replace(/\s+/gu, ' ').trim()).replace(/^'(?=[=+\-@＝＋－＠])/u, '')];
  return points.length > LONGEST ? `${points.slice(0, LONGEST).join('')}…` : points.join('');
}

const unusable = (path: string, why: Localized): UsageError =>
  new UsageError({
    ko: `보완요청서 답변으로 읽을 수 없는 파일입니다: ${path}: ${why.ko}`,
    en: `This file cannot be read as answers to findings: ${path}: ${why.en}`,
  });
