import { Buffer } from 'node:buffer';
import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { openText } from '../input/open.js';
import { readAhead } from '../input/stream.js';
import type { Tuning } from '../input/window.js';
import type { CsvOptions, CsvSurvey, Part, ReadOptions } from '../reader.js';
import { detectDelimiter } from './csv-delimiter.js';
import { createWalk, endRowsWithLf, LOOKAHEAD, type QuoteWalk, type WalkDialect, walkQuotes } from './csv-walk.js';

export type TableReading = (part: Part, options: ReadOptions) => AsyncGenerator<RawBatch, PartFacts, void>;

export interface SurveyTools {
  /** reads a table whose survey stands in its options */
  readonly read: TableReading;
  /** number of columns, null where the header cannot be read */
  readonly width: (part: Part, options: ReadOptions) => Promise<number | null>;
  readonly tuning: Tuning;
  /** bytes between the cuts that are looked for */
  readonly target: number;
}

export interface Surveyed {
  readonly survey: CsvSurvey;
  /** file offsets of row starts at which the table can be cut */
  readonly cuts: readonly number[];
}

const HEAD_BYTES = 16 << 10;
/** Lines in quoted cells that each look like a row: fewer may be chance. */
const TELLING_LINES = 3;

/**
 * Looks over a whole table for what its rows do not show one by one: the delimiter, whether CR ends rows, and whether its quotes are
 * those of RFC 4180. Where they are not, the table is read with and without quoting, and the reading that gives more whole rows holds.
 */
export async function surveyTable(part: Part, options: ReadOptions, tools: SurveyTools): Promise<Surveyed> {
  const whole: Part = { source: part.source, start: 0, end: part.source.size };
  const { csv } = options;
  const delimiter = csv.delimiter ?? (await sniffDelimiter(whole, options));
  const quote = csv.quote === undefined ? '"' : csv.quote;
  const plain: CsvSurvey = { delimiter, quote: null, crEnds: false, irregular: null };
  let walk = await walkTable(whole, options, tools, { ...plain, quote });
  const crEnds = walk.bareCr && (await endsRowsWithCr(whole, options, tools, plain));
  if (crEnds) walk = await walkTable(whole, options, tools, { ...plain, quote, crEnds });
  const base = { delimiter, crEnds };
  if (quote === null) return { survey: { ...base, quote, irregular: null }, cuts: walk.plainCuts.starts };
  const isPlain = csv.quote === undefined && (await readsBetterPlain(whole, options, tools, walk, { ...plain, crEnds }));
  if (isPlain) {
    const irregular = { byte: walk.irregular ?? walk.firstSwallow ?? 0, reading: 'plain' as const };
    return { survey: { ...base, quote: null, irregular }, cuts: walk.plainCuts.starts };
  }
  const irregular = walk.irregular === null ? null : { byte: walk.irregular, reading: 'quoted' as const };
  return { survey: { ...base, quote, irregular }, cuts: walk.opens > 0 ? [] : walk.cuts.starts };
}

async function sniffDelimiter(whole: Part, options: ReadOptions): Promise<string> {
  const input = await openText(whole, { ...options, canary: null }, 0);
  try {
    return detectDelimiter(await readAhead(input.stream, HEAD_BYTES), options.csv);
  } finally {
    input.stream.close();
  }
}

async function walkTable(whole: Part, options: ReadOptions, tools: SurveyTools, survey: CsvSurvey): Promise<QuoteWalk> {
  const input = await openText(whole, { ...options, canary: null }, 0);
  const dialect: WalkDialect = {
    delimiter: Buffer.from(survey.delimiter).at(-1) ?? 0,
    quote: survey.quote === null ? null : survey.quote.charCodeAt(0),
    target: tools.target,
  };
  const walk = createWalk(dialect);
  const buffer = Buffer.allocUnsafe(Math.min(tools.tuning.chunkBytes, Math.max(64, whole.end)) + LOOKAHEAD);
  try {
    let at = input.start;
    let kept = 0;
    for (let last = input.damage !== null; !last; ) {
      const count = await input.stream.read(buffer.subarray(kept));
      last = count === 0;
      const bytes = buffer.subarray(0, kept + count);
      if (survey.crEnds) endRowsWithLf(bytes, 0, bytes.length, last, () => undefined);
      const next = walkQuotes(walk, bytes, Math.max(0, bytes.length - (last ? 0 : LOOKAHEAD)), at, dialect);
      buffer.copy(buffer, 0, next, bytes.length);
      kept = bytes.length - next;
      at += next;
    }
    return walk;
  } finally {
    input.stream.close();
  }
}

interface Measured {
  readonly facts: PartFacts;
  readonly rows: number;
  /** whole rows less those that are broken or that an open quote hides */
  readonly score: number;
}

async function measure(whole: Part, options: ReadOptions, tools: SurveyTools, survey: CsvSurvey): Promise<Measured> {
  const csv: CsvOptions = { ...options.csv, survey };
  const batches = tools.read(whole, { ...options, canary: null, csv });
  let score = 0;
  let unclosed: number | null = null;
  for (let step = await batches.next(); ; step = await batches.next()) {
    if (step.done === true) {
      const facts = step.value;
      return { facts, rows: facts.records, score: unclosed === null ? score : score - (facts.lines - unclosed) };
    }
    const { size, faults, line } = step.value;
    const bad = faults.filter(({ data }) => data.reason !== 'duplicate-header');
    score += size - 2 * bad.length;
    const open = bad.find(({ data }) => data.reason === 'unclosed-quote');
    if (open !== undefined) unclosed = line[open.record] ?? null;
  }
}

/** A CR that no LF follows ends rows where no LF does, or where more rows are whole by it. */
async function endsRowsWithCr(whole: Part, options: ReadOptions, tools: SurveyTools, plain: CsvSurvey): Promise<boolean> {
  const byLf = await measure(whole, options, tools, plain);
  if (byLf.facts.lf + byLf.facts.crlf === 0) return true;
  return (await measure(whole, options, tools, { ...plain, crEnds: true })).score > byLf.score;
}

async function readsBetterPlain(
  whole: Part,
  options: ReadOptions,
  tools: SurveyTools,
  walk: QuoteWalk,
  plain: CsvSurvey,
): Promise<boolean> {
  const runsOn = walk.opens > 0 || walk.inside;
  // Whoever doubles quotes knows what quoting is.
  if (!runsOn && (walk.swallowed < TELLING_LINES || walk.doubled > 0)) return false;
  const byLine = await measure(whole, options, tools, plain);
  const byQuote = await measure(whole, options, tools, { ...plain, quote: '"' });
  if (!runsOn) {
    // In one column every line looks like a row.
    const width = await tools.width(whole, { ...options, csv: { ...options.csv, survey: plain } });
    return width !== 1 && byLine.score >= byQuote.score + TELLING_LINES;
  }
  return byLine.score > byQuote.score || (byLine.score === byQuote.score && byLine.rows !== byQuote.rows);
}
