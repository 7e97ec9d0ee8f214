import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { batchesOf, clearRows } from '../batch.js';
import { UTF8 } from '../input/encoding.js';
import { bytesLookedAt, createTally, encodingOf, factsOf, openText, type TextInput } from '../input/open.js';
import { type ByteStream, limited } from '../input/stream.js';
import { createWindow, refill, TUNING, type Tuning } from '../input/window.js';
import type { ByteSource, CsvOptions, CsvSurvey, Part, PlannedPart, Reader, ReadOptions, Workroom } from '../reader.js';
import { looksDelimited } from './csv-delimiter.js';
import { createFastRows, type FastRows, isPastTop, scanBatches } from './csv-fast.js';
import { createScan, endSkip, parseRows, type Scan } from './csv-scan.js';
import { createRowSkip } from './csv-skip.js';
import { type SurveyTools, surveyTable } from './csv-survey.js';
import { endRowsWithLf } from './csv-walk.js';
import { tableHeader } from './table-header.js';

/** Rows of cells, by any of the usual delimiters; the first row names the columns unless the options do. A record is an object of strings. */
export function csvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('csv', ['csv'], null, tuning);
}

export function tsvReader(tuning: Tuning = TUNING): Reader {
  return delimitedReader('tsv', ['tsv', 'tab'], '\t', tuning);
}

function delimitedReader(id: string, extensions: readonly string[], delimiter: string | null, tuning: Tuning): Reader {
  const tableOptions = (options: ReadOptions): TableOptions => {
    const { workroom = { table: null } } = options;
    return delimiter === null ? { ...options, workroom } : { ...options, workroom, csv: { delimiter, ...options.csv } };
  };
  return {
    id,
    extensions,
    splittable: false,
    plan: (source, options, targetBytes) => planTable(source, tableOptions(options), targetBytes, tuning),
    sniff: (head) => looksDelimited(head, delimiter === null ? [',', ';', '|'] : [delimiter]),
    read: (part, options, signal) => readTable(part, tableOptions(options), signal, tuning),
  };
}

type TableOptions = ReadOptions & { readonly workroom: Workroom };

async function* readTable(
  part: Part,
  options: TableOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  if (options.csv.survey !== undefined) return yield* readCsv(part, options, options.csv.survey, signal, tuning);
  const { survey } = await surveyTable(part, options, surveyTools(options.workroom, signal, tuning, Number.POSITIVE_INFINITY));
  return yield* readCsv(part, options, survey, signal, tuning);
}

/** Parts begin at row starts. All but the first are told the names of the columns. */
async function planTable(
  source: ByteSource,
  options: TableOptions,
  targetBytes: number,
  tuning: Tuning,
): Promise<readonly PlannedPart[]> {
  const whole = { source, start: 0, end: source.size };
  if ((await encodingOf(source, options)) !== UTF8) return [];
  const tools = surveyTools(options.workroom, new AbortController().signal, tuning, targetBytes);
  const { survey, cuts } = await surveyTable(whole, options, tools);
  const columns = await readColumns(whole, { ...options, csv: { ...options.csv, survey } }, tuning);
  const first: CsvOptions = { ...options.csv, survey };
  const starts = [0, ...cuts.filter((cut) => cut < source.size)];
  if (columns === null || starts.length === 1) return [{ start: 0, end: source.size, csv: first }];
  return starts.map((start, k) => ({
    start,
    end: starts[k + 1] ?? source.size,
    csv: k === 0 ? first : { columns, header: false, survey },
  }));
}

function surveyTools(workroom: Workroom, signal: AbortSignal, tuning: Tuning, target: number): SurveyTools {
  return {
    read: (part, options) => readTable(part, { ...options, workroom }, signal, tuning),
    width: async (part, options) => (await readColumns(part, options, tuning))?.length ?? null,
    tuning,
    target,
  };
}

const NO_BYTES = new Uint8Array(0);

async function* readCsv(
  part: Part,
  options: TableOptions,
  survey: CsvSurvey,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const isCut = part.start > 0 || part.end < part.source.size;
  const input = await openText(part, options, part.start);
  const tally = createTally();
  const quoting = part.start === 0 ? { quoting: survey.irregular } : {};
  const { workroom } = options;
  const window = createWindow(input.start, tuning.chunkBytes, expectedBytes(part, input, options), workroom.buffer);
  workroom.buffer = undefined;
  try {
    if (input.damage !== null) return { ...factsOf(input, tally, 0, false), ...quoting };
    const stream = isCut ? limited(input.stream, part.end - input.start) : input.stream;
    const scan = createScan(window, tally, options, survey);
    const fast = tuning.plain === true ? null : createFastRows(scan);
    while (!window.ended && tally.damage === null) {
      signal.throwIfAborted();
      await fill(scan, stream);
      yield* windowBatches(scan, fast, workroom, window.ended && input.stream.damage() === null);
    }
    const blank = tally.records === 0 && (scan.headerDue || options.csv.header === false);
    const bytes = isCut ? (tally.damage?.byte ?? part.end) - part.start : bytesLookedAt(input, tally, options.compression);
    const header = part.start === 0 && scan.top.length > 0 ? { header: tableHeader(scan.names ?? [], scan.top) } : {};
    return { ...factsOf(input, tally, bytes, blank), ...quoting, ...header };
  } finally {
    input.stream.close();
    if (window.buffer.length <= tuning.chunkBytes) workroom.buffer = window.buffer;
  }
}

/** Every row that ends in the window, and the open one where it is the file's last. */
function* windowBatches(scan: Scan, fast: FastRows | null, workroom: Workroom, last: boolean): Generator<RawBatch, void, void> {
  const { window } = scan;
  const isReady = (): boolean => fast !== null && isPastTop(scan);
  for (;;) {
    const goesOn = scan.skip === null || endSkip(scan, scan.skip, last);
    if (goesOn && !isReady()) parseRows(scan, last, isReady);
    yield* takeRows(scan);
    if (!goesOn) return;
    if (fast !== null && isReady()) {
      const isOdd = yield* scanBatches(scan, fast, workroom);
      clearRows(scan.rows);
      // The kernel goes on with the next window: going back and forth in one costs more than it saves.
      if (isOdd || last) parseRows(scan, last, () => false);
      yield* takeRows(scan);
    }
    if (last || window.to - window.from <= scan.limit + 1) return;
    scan.skip = createRowSkip(window.at + window.from);
  }
}

/** The rows that papaparse has found. */
function* takeRows({ rows, writer }: Scan): Generator<RawBatch, void, void> {
  yield* batchesOf(rows, writer?.bytes ?? NO_BYTES);
  clearRows(rows);
  if (writer !== null) writer.used = 0;
}

function expectedBytes(part: Part, input: TextInput, options: ReadOptions): number | undefined {
  return options.compression === 'none' ? part.end - input.start : undefined;
}

/** Names of the columns, as the records give them; null where the header cannot be read, or is to be told of. */
async function readColumns(whole: Part, options: ReadOptions, tuning: Tuning): Promise<readonly string[] | null> {
  const { survey } = options.csv;
  if (survey === undefined) return null;
  const input = await openText(whole, { ...options, canary: null }, 0);
  try {
    if (input.damage !== null) return null;
    const scan = createScan(createWindow(input.start, tuning.chunkBytes), createTally(), options, survey);
    const { window } = scan;
    while (scan.writer === null && !window.ended && scan.tally.damage === null) {
      await fill(scan, input.stream);
      if (scan.skip === null || endSkip(scan, scan.skip, window.ended)) parseRows(scan, window.ended, () => scan.writer !== null);
      if (window.to - window.from > scan.limit + 1) scan.skip ??= createRowSkip(window.at + window.from);
    }
    return scan.repeated.length > 0 ? null : scan.names;
  } finally {
    input.stream.close();
  }
}

/** Reads on; where CR ends rows, makes LF of it, and remembers where. */
async function fill(scan: Scan, stream: ByteStream): Promise<void> {
  const { window, crs } = scan;
  await refill(window, stream);
  if (crs === null) return;
  for (const at of crs) if (at < window.at) crs.delete(at);
  const from = Math.max(0, scan.translated - window.at);
  endRowsWithLf(window.buffer, from, window.to, window.ended, (index) => crs.add(window.at + index));
  scan.translated = window.at + window.to - (window.ended ? 0 : 1);
}
