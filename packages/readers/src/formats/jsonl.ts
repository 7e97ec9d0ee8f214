import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { batchesOf, clearRows } from '../batch.js';
import { UTF8 } from '../input/encoding.js';
import { equalParts } from '../input/equal-parts.js';
import { createTally, encodingOf, factsOf, openText, type TextInput } from '../input/open.js';
import { createWindow, refill, TUNING, type Tuning, type Window } from '../input/window.js';
import type { ByteSource, Part, PlannedPart, Reader, ReadOptions } from '../reader.js';
import { LINES } from './jsonl-lines.js';
import { type Cutter, createScan, RECORD_SEPARATOR, type Scan } from './jsonl-scan.js';
import { firstSeparator, sequenceCutter } from './jsonl-sequence.js';

/** Past the part's end only its last record is wanted. */
const OVERRUN_BYTES = 64 << 10;

/**
 * One JSON value a line. Lines end with LF or CRLF; blank lines count as lines and hold no record. A file that begins with the record
 * separator of RFC 7464 has one before each value instead, and its values may span lines; in other files separators are passed over.
 */
export function jsonlReader(tuning: Tuning = TUNING): Reader {
  return {
    id: 'jsonl',
    extensions: ['jsonl', 'ndjson', 'json-seq'],
    splittable: true,
    plan: planLines,
    sniff: looksLikeJsonl,
    read: (part, options, signal) => readJsonl(part, options, signal, tuning),
  };
}

/** Only UTF-8 is cut: places in it are places in the file. */
async function planLines(source: ByteSource, options: ReadOptions, targetBytes: number): Promise<readonly PlannedPart[]> {
  const isUtf8 = (await encodingOf(source, options)) === UTF8;
  return equalParts(source.size, isUtf8 ? targetBytes : source.size);
}

/** A record separator, or the first line is a whole object and another begins like one: no JSON document starts so. */
function looksLikeJsonl(head: Uint8Array): boolean {
  if (head[0] === RECORD_SEPARATOR) return true;
  const [first = '', second = ''] = new TextDecoder()
    .decode(head)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (!first.trimStart().startsWith('{') || !second.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

async function* readJsonl(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const compressed = options.compression !== 'none';
  // As UTF-8, a file of another encoding has another length: its end is where the stream ends.
  const whole = compressed || (part.start === 0 && part.end >= part.source.size);
  const end = whole ? Number.POSITIVE_INFINITY : part.end;
  // The byte before the part tells whether a line begins at its start.
  const input = await openText(part, options, Math.max(0, part.start - 1));
  const tally = createTally();
  const { workroom = { table: null } } = options;
  const window = createWindow(input.start, tuning.chunkBytes, compressed ? undefined : part.end - input.start, workroom.buffer);
  const scan = createScan(window, tally, options.limits.recordBytes, workroom.rows);
  workroom.buffer = undefined;
  workroom.rows = undefined;
  try {
    if (input.damage !== null) return factsOf(input, tally, 0, false);
    // A text at the file's start is the first part's, also where a byte order mark is longer than that part.
    scan.end = part.start === 0 ? Math.max(end, input.start + 1) : end;
    const separator = part.start === 0 ? -1 : await firstSeparator(part.source);
    let cutter = separator < 0 ? LINES : sequenceCutter(Math.max(part.start, separator + 1));
    let mine = part.start === 0 || (await skipText(scan, cutter, input, signal));
    // What was read to find the first text may hold all of them.
    let isRead = part.start > 0;
    while (mine && !window.ended) {
      signal.throwIfAborted();
      if (!isRead) await refill(window, input.stream, bytesWanted(window, end));
      isRead = false;
      if (window.at === input.start && window.buffer[0] === RECORD_SEPARATOR && part.start === 0) cutter = sequenceCutter(0);
      clearRows(scan.rows);
      mine = cutter.cut(scan);
      if (window.ended && mine && input.stream.damage() === null) cutter.cutLast(scan);
      yield* batchesOf(scan.rows, window.buffer);
    }
    const reached = window.at + window.to;
    const bytes = whole ? input.stream.stored() : Math.max(0, Math.min(end, reached) - part.start);
    return factsOf(input, tally, bytes, tally.records === 0);
  } finally {
    input.stream.close();
    if (window.buffer.length <= tuning.chunkBytes) workroom.buffer = window.buffer;
    workroom.rows = scan.rows;
  }
}

function bytesWanted(window: Window, end: number): number {
  const left = end - (window.at + window.to);
  return left > 0 ? left : OVERRUN_BYTES;
}

/** Skips the text that an earlier part owns. False where none begins in this part. */
async function skipText(scan: Scan, cutter: Cutter, input: TextInput, signal: AbortSignal): Promise<boolean> {
  const { window } = scan;
  while (!window.ended) {
    signal.throwIfAborted();
    await refill(window, input.stream, bytesWanted(window, scan.end));
    if (cutter.findFirst(scan)) return scan.textAt < scan.end;
    if (window.at + window.to >= scan.end) return false;
  }
  return false;
}
