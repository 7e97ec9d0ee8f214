import { UsageError } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { ZipTooLarge } from '@jatdae/workbook';
import { newFile } from '../output/new-file.js';
import { arrowWriter } from '../write/arrow.js';
import { csvWriter } from '../write/csv.js';
import { jsonWriter } from '../write/json.js';
import { createRecordParser } from '../write/json-node.js';
import { jsonlWriter } from '../write/jsonl.js';
import { parquetWriter } from '../write/parquet.js';
import type { RecordWriter } from '../write/record-writer.js';
import { createSurveyor, type Survey } from '../write/survey.js';
import { xlsxWriter } from '../write/xlsx.js';
import { checkTarget, type Loss, lossesOf, type Target } from './losses.js';
import { filePlace, openRecords, type Place, type RecordSource, type SourceOptions, unreadable } from './record-source.js';
import { createRecordComparer } from './same-record.js';

export interface ConvertOptions {
  readonly to: Target;
  /** what is known of the source beside its bytes */
  readonly source?: SourceOptions;
  /** in CSV, an apostrophe before what a spreadsheet would take for a formula; true where absent */
  readonly guardFormulas?: boolean;
  readonly signal?: AbortSignal;
  /** told of what the target does not hold as it was, before anything is written */
  readonly onLosses?: (losses: readonly Loss[]) => void;
}

export interface Converted {
  readonly from: string;
  readonly to: Target;
  readonly records: number;
  readonly losses: readonly Loss[];
}

/**
 * Writes the records of a file in another format, and reads them back: every value is compared with the source's before the file gets its
 * name. The source is read three times, so it cannot be a pipe.
 * @throws UsageError where the source cannot be read to its end, the target cannot hold it, or it cannot be written; the signal's reason
 */
export async function convertFile(path: string, out: string, options: ConvertOptions): Promise<Converted> {
  return convertRecords(await filePlace(path), out, options);
}

/** The same of a file wherever its bytes come from. */
export async function convertRecords(place: Place, out: string, options: ConvertOptions): Promise<Converted> {
  const signal = options.signal ?? new AbortController().signal;
  const { to, guardFormulas = true } = options;
  const source = await openRecords(place, options.source ?? {}, signal);
  const survey = await surveyOf(source, place.shown, to);
  checkTarget(survey, to, guardFormulas);
  const losses = lossesOf(survey, to, guardFormulas);
  options.onLosses?.(losses);
  await newFile(out, async (draft) => {
    const writer = await writerOf(to, draft, survey, guardFormulas);
    try {
      for await (const { json } of source.records()) await writer.add(json);
      await writer.end();
    } catch (error) {
      throw error instanceof ZipTooLarge ? tooLarge() : error;
    }
    await draft.finish();
    const written = await openRecords(await filePlace(draft.path), { ...READ_BACK, format: to }, signal);
    await compareRecords(source, written, to);
  });
  return { from: source.format, to, records: survey.records, losses };
}

/** What a target is told to be read as, so that nothing in it is guessed at. */
const READ_BACK: SourceOptions = {
  compression: 'none',
  encoding: 'utf-8',
  csv: { delimiter: ',', quote: '"', header: true },
};

async function surveyOf(source: RecordSource, path: string, to: Target): Promise<Survey> {
  const surveyor = createSurveyor();
  const isTable = to !== 'jsonl' && to !== 'json';
  for await (const { json, number } of source.records()) {
    const what = surveyor.add(json);
    if (what === null) throw unreadable(path, number);
    if (what === 'other' && isTable)
      throw new UsageError({
        ko: `${path}: 레코드 ${number}번이 객체가 아니어서 표의 행이 될 수 없습니다. --to jsonl이나 json으로 변환하십시오.`,
        en: `${path}: record ${number} is no object, so it is no row of a table; convert it with --to jsonl or json.`,
      });
  }
  return surveyor.survey();
}

async function writerOf(to: Target, sink: ByteSink, { columns }: Survey, guardFormulas: boolean): Promise<RecordWriter> {
  switch (to) {
    case 'jsonl':
      return jsonlWriter(sink);
    case 'json':
      return jsonWriter(sink);
    case 'csv':
      return csvWriter(sink, columns, { guardFormulas });
    case 'xlsx':
      return xlsxWriter(sink, columns);
    case 'parquet':
      return parquetWriter(sink, columns);
    case 'arrow':
      return arrowWriter(sink, columns);
  }
}

/** Reads both in step. A difference is a defect of a writer, never of the data. */
async function compareRecords(source: RecordSource, written: RecordSource, to: Target): Promise<void> {
  const [parseSource, parseWritten] = [createRecordParser(), createRecordParser()];
  const firstDifference = createRecordComparer(to);
  const back = written.records();
  try {
    for await (const { json, number } of source.records()) {
      const step = await back.next();
      const [was, is] = [parseSource(json), step.done === true ? null : parseWritten(step.value.json)];
      if (was === null) continue;
      const member = is === null ? '' : firstDifference(was, is);
      if (member !== null) throw new NotReadBack(to, number, member);
    }
    if ((await back.next()).done !== true) throw new NotReadBack(to, 0, '');
  } finally {
    await back.return();
  }
}

/** What was written is not what was read back: nothing is left of it, and a user is told that it is our fault. */
class NotReadBack extends Error {
  constructor(to: Target, record: number, member: string) {
    super(`converted to ${to}, record ${record} came back different${member === '' ? '' : ` in ${JSON.stringify(member)}`}`);
    this.name = 'NotReadBack';
  }
}

const tooLarge = (): UsageError =>
  new UsageError({
    ko: 'Excel 파일은 압축 전 4GiB까지 담습니다. 다른 형식(--to)을 고르십시오.',
    en: 'An Excel file holds 4 GiB before compression at the most. Choose another format with --to.',
  });
