import { Kind } from '@jatdae/kernel';
import type { ByteSource, CsvOptions, CsvSurvey } from '@jatdae/readers';
import type { ByteSink } from '@jatdae/workbook';
import type { FieldFix } from './fields.js';
import type { ChangedPlace, FixName } from './fixes.js';

export interface CsvEditing {
  /** in UTF-8, not compressed, without a mark */
  readonly source: ByteSource;
  /** quotes are those of RFC 4180, or plain text throughout */
  readonly survey: CsvSurvey;
  readonly csv: CsvOptions;
  readonly fields: readonly FieldFix[];
  /** every row ends with LF */
  readonly unify: boolean;
  readonly signal: AbortSignal;
  onChange(fix: FixName, place: ChangedPlace): void;
}

/** How many rows end how. */
export interface RowEnds {
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
}

/** A byte order mark that is to stay is no part of the first name. */
const MARK = /^\xef\xbb\xbf/u;

/** Cells are Latin-1 strings over UTF-8 bytes until one is looked at. */
const decode = (cell: string): string => Buffer.from(cell, 'latin1').toString();
const encode = (text: string): string => Buffer.from(text).toString('latin1');

/** Writes a table with some of its cells changed, and every other byte as it is. Without a sink it is only looked at. */
export async function editCsv(editing: CsvEditing, sink: ByteSink | null): Promise<RowEnds> {
  const { survey, csv, fields, unify } = editing;
  const ends = { lf: 0, crlf: 0, cr: 0 };
  const looked = fields.map(({ path, mend }) => ({ path, mend, name: path.rest.length === 0 ? path.first : path.literal }));
  let columns: readonly (typeof looked)[] | null = csv.header === false ? columnsOf(csv.columns ?? [], looked) : null;
  let record = 0;
  for await (const { text, end } of rowsOf(editing)) {
    ends[end === '\n' ? 'lf' : end === '\r' ? 'cr' : 'crlf'] += end === '' ? 0 : 1;
    const written = unify && end !== '' ? '\n' : end;
    let row = text;
    if (text !== '' && columns === null)
      columns = columnsOf(
        splitRow(text.replace(MARK, ''), survey).map(({ value }) => decode(value)),
        looked,
      );
    else if (text !== '') {
      record += 1;
      if (fields.length > 0) row = editRow(text, columns ?? [], editing, record);
    }
    if (sink !== null) await sink.write(Buffer.from(row + written, 'latin1'));
  }
  return ends;
}

type Looked = FieldFix & { readonly name: string | null };

/** What is looked at in each column; of equal names the first counts. */
const columnsOf = (names: readonly string[], looked: readonly Looked[]): Looked[][] =>
  names.map((name, k) => (names.indexOf(name) === k ? looked.filter((field) => field.name === name) : []));

function editRow(
  text: string,
  columns: readonly (readonly Looked[])[],
  { survey, onChange }: CsvEditing,
  record: number,
): string {
  const cells = splitRow(text, survey);
  let isChanged = false;
  const raws = cells.map(({ raw, value }, k) => {
    const column = columns[k] ?? [];
    if (column.length === 0 || value === '') return raw;
    const found = { text: decode(value), kind: Kind.String };
    for (const { path, mend } of column) {
      const mended = mend(found);
      if (mended === null || !canHold(mended.cell, survey)) continue;
      isChanged = true;
      onChange(mended.fix, { record, pointer: path.pointer, ...(mended.shown ? { from: found.text, to: mended.cell } : {}) });
      return writtenCell(encode(mended.cell), survey, raw.startsWith(survey.quote ?? '\n'));
    }
    return raw;
  });
  return isChanged ? raws.join(survey.delimiter) : text;
}

/** Where quotes are plain text, nothing that divides cells can stand in one. */
const canHold = (cell: string, { quote, delimiter }: CsvSurvey): boolean =>
  quote !== null || !(cell.includes(delimiter) || /[\r\n]/u.test(cell));

function writtenCell(cell: string, { quote, delimiter }: CsvSurvey, wasQuoted: boolean): string {
  if (quote === null) return cell;
  const needsQuotes = wasQuoted || cell === '' || cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/u.test(cell);
  return needsQuotes ? quote + cell.replaceAll(quote, quote + quote) + quote : cell;
}

interface Cell {
  /** as it stands in the row */
  readonly raw: string;
  readonly value: string;
}

function splitRow(text: string, { quote, delimiter }: CsvSurvey): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; ; ) {
    let end = at;
    const isQuoted = quote !== null && text.startsWith(quote, at);
    if (isQuoted) {
      // A doubled quote is one; a single one closes the cell.
      for (end = at + 1; end < text.length; end++) {
        if (text[end] !== quote) continue;
        if (text[end + 1] !== quote) break;
        end += 1;
      }
    }
    const next = text.indexOf(delimiter, end);
    const raw = text.slice(at, next < 0 ? text.length : next);
    const value = isQuoted ? raw.slice(1, -1).replaceAll(quote + quote, quote) : raw;
    cells.push({ raw, value });
    if (next < 0) return cells;
    at = next + delimiter.length;
  }
}

interface TableRow {
  readonly text: string;
  readonly end: string;
}

const PIECE = 256 << 10;

/** The rows of a table without their ends. A quote opens or closes a cell wherever it stands: where all are regular, that is so. */
async function* rowsOf({ source, survey, signal }: CsvEditing): AsyncGenerator<TableRow, void, void> {
  const { quote, crEnds } = survey;
  const stop = new RegExp(quote === null ? '[\\r\\n]' : `[\\r\\n${quote.replace(/[\\\]^-]/u, '\\$&')}]`, 'g');
  const piece = Buffer.allocUnsafe(PIECE);
  let held = '';
  let looked = 0;
  let isInside = false;
  for (let at = 0; ; ) {
    signal.throwIfAborted();
    const count = await source.read(piece, at);
    at += count;
    held += piece.toString('latin1', 0, count);
    let begun = 0;
    stop.lastIndex = looked;
    for (let found = stop.exec(held); found !== null; found = stop.exec(held)) {
      const { index } = found;
      if (found[0] === quote) isInside = !isInside;
      else if (!isInside) {
        const isCr = found[0] === '\r';
        // What follows the last byte is not known yet.
        if (isCr && index + 1 === held.length && count > 0) {
          stop.lastIndex = index;
          break;
        }
        const end = isCr && held[index + 1] === '\n' ? '\r\n' : found[0];
        if (end === '\r' && !crEnds) continue;
        yield { text: held.slice(begun, index), end };
        begun = index + end.length;
        stop.lastIndex = begun;
      }
    }
    // A match that was put off is looked at again.
    const isPutOff = count > 0 && !isInside && held.endsWith('\r');
    held = held.slice(begun);
    looked = held.length - (isPutOff ? 1 : 0);
    if (count === 0) break;
  }
  if (held !== '') yield { text: held, end: '' };
}
