import type { SchemaElement } from 'hyparquet';
import { addressOf, type Inserts, insertText, nothingStaged, type Range, type Staged } from './inserts.js';
import type { JsonText } from './json-text.js';
import { type Budget, spend } from './parquet-budget.js';
import type { PageCodec } from './parquet-codecs.js';
import { takeDeltas, takeSharedTexts, takeSizedTexts } from './parquet-delta.js';
import { contentOf, type Page, type PageContent, type StreamedPage, streamOf } from './parquet-pages.js';
import { createSpans, isSpans, type Spans, takePlain, takeSplit, type Values, valueAt } from './parquet-plain.js';
import { type Bytes, takeByte, takeBytes, takeRuns, takeUint32 } from './parquet-runs.js';
import { ParquetProblem } from './parquet-schema.js';
import { endStream, nextTexts, type PageStream } from './parquet-stream.js';
import { numberAt } from './parquet-thrift.js';
import type { WriteValue } from './parquet-values.js';
import type { ZstdPlace } from './parquet-zstd.js';

/** A column, as the schema tells. `definition`, `repetition`: the highest levels. */
export interface Leaf {
  readonly element: SchemaElement;
  /** its place among the columns of a row group */
  readonly column: number;
  /** its values are texts and nothing more: they are taken by `takeText` */
  readonly isText: boolean;
  readonly write: WriteValue;
  readonly definition: number;
  readonly repetition: number;
  /** of the row group that is being read */
  chunk: Chunk | null;
  /** where the kernel may decode its pages; null for who keeps views of them */
  place: ZstdPlace | null;
  /** where the dictionary's texts are in the kernel's memory */
  readonly kept: Range;
}

/** A column of one row group, decoded page by page: what is before the next entry is let go. */
export interface Chunk {
  readonly pages: readonly Page[];
  readonly codec: PageCodec;
  /** pages of the row group that are decompressed at a time */
  readonly held: Budget;
  /** the page that is read next */
  page: number;
  dictionary: Values | null;
  /** of the dictionary */
  staged: Staged;
  entries: Entries;
}

/** The entries of a page. Levels are null where they are the highest definition and no repetition. */
export interface Entries {
  readonly count: number;
  readonly definitions: Uint8Array | null;
  readonly repetitions: Uint8Array | null;
  /** or the dictionary's, to which the indexes then point */
  readonly values: Values;
  spans: Spans | null;
  readonly indexes: Uint32Array | null;
  staged: Staged;
  readonly weight: number;
  at: number;
  /** the next value; of a stream, among the texts that are there */
  value: number;
  /** of a page whose texts come piece by piece: where from, and how many are still to come */
  readonly stream: PageStream | null;
  rest: number;
}

export function createChunk(pages: readonly Page[], codec: PageCodec, held: Budget): Chunk {
  const entries: Entries = {
    count: 0,
    definitions: null,
    repetitions: null,
    values: [],
    spans: null,
    indexes: null,
    staged: nothingStaged(),
    weight: 0,
    at: 0,
    value: 0,
    stream: null,
    rest: 0,
  };
  return { pages, codec, held, page: 0, dictionary: null, staged: nothingStaged(), entries };
}

/** Definition level of the next entry; -1 behind the last one. */
export function nextDefinition(leaf: Leaf): number {
  const entries = entriesOf(leaf);
  if (entries === null) return -1;
  return entries.definitions === null ? leaf.definition : (entries.definitions[entries.at] as number);
}

/** Repetition level of the next entry; 0 behind the last one. */
export function nextRepetition(leaf: Leaf): number {
  const entries = entriesOf(leaf);
  if (entries === null || entries.repetitions === null) return 0;
  return entries.repetitions[entries.at] as number;
}

/** Passes over an entry without value, of the levels that the other columns say. @throws ParquetProblem where it has others */
export function passEntry(leaf: Leaf, definition: number, repetition: number): void {
  passed(leaf, definition, repetition);
}

/** The page of the entry that was passed over. */
function passed(leaf: Leaf, definition: number, repetition: number): Entries {
  const entries = entriesOf(leaf);
  if (entries === null) throw new ParquetProblem('corrupt');
  const { at, definitions, repetitions } = entries;
  const isThis =
    (definitions === null ? leaf.definition : definitions[at]) === definition &&
    (repetitions === null ? 0 : repetitions[at]) === repetition;
  if (!isThis) throw new ParquetProblem('corrupt');
  entries.at = at + 1;
  return entries;
}

/** @throws ParquetProblem where the next entry has no value, or is not of this repetition level */
export function takeValue(leaf: Leaf, repetition: number): unknown {
  const entries = passed(leaf, leaf.definition, repetition);
  const at = entries.value++;
  return valueAt(entries.values, entries.indexes === null ? at : (entries.indexes[at] as number));
}

/** Where a text is written, and what has been written before it. */
export interface TextTarget {
  readonly inserts: Inserts;
  readonly text: JsonText;
}

/**
 * Inserts the next entry's text into the record that is being written, unless it is not `wanted`; false where there is none, which has the
 * definition level `absent` (-1: it must be there). @throws ParquetProblem where the entry has other levels
 */
export function takeText(leaf: Leaf, absent: number, repetition: number, target: TextTarget, wanted: boolean): boolean {
  const entries = entriesOf(leaf);
  if (entries === null) throw new ParquetProblem('corrupt');
  const { at, definitions, repetitions } = entries;
  if ((repetitions === null ? 0 : repetitions[at]) !== repetition) throw new ParquetProblem('corrupt');
  const level = definitions === null ? leaf.definition : (definitions[at] as number);
  entries.at = at + 1;
  if (level !== leaf.definition) {
    if (level !== absent) throw new ParquetProblem('corrupt');
    return false;
  }
  insertValue(entries, target, wanted);
  return true;
}

function insertValue(entries: Entries, { inserts, text }: TextTarget, wanted: boolean): void {
  if (entries.stream !== null && entries.value === entries.spans?.length) streamOn(entries, entries.stream);
  const { indexes, spans } = entries;
  const at = entries.value++;
  if (!wanted) return;
  if (spans === null) throw new ParquetProblem('corrupt');
  const i = indexes === null ? at : (indexes[at] as number);
  const start = spans.start[i] as number;
  const end = spans.end[i] as number;
  insertText(inserts, text, addressOf(inserts, entries.staged, spans.bytes, start, end), end - start);
}

/** The next texts of a page that comes piece by piece. Before its last ones are given, all of it has been seen. */
function streamOn(entries: Entries, stream: PageStream): void {
  if (entries.rest === 0) throw new ParquetProblem('corrupt');
  entries.spans = nextTexts(stream, entries.rest);
  entries.staged = nothingStaged();
  entries.value = 0;
  entries.rest -= entries.spans.length;
  if (entries.rest === 0) endStream(stream);
}

/** A dictionary that is larger than this is copied value by value. */
const MOST_KEPT = 8 << 20;

/** The entries of the next page that has some; null where none has. Those of the page before are passed over. */
export function nextEntries(leaf: Leaf): Entries | null {
  const { chunk } = leaf;
  if (chunk === null) return null;
  chunk.entries.at = chunk.entries.count;
  return entriesOf(leaf);
}

function entriesOf(leaf: Leaf): Entries | null {
  const { chunk } = leaf;
  if (chunk === null) return null;
  while (chunk.entries.at >= chunk.entries.count) {
    const page = chunk.pages[chunk.page];
    if (page === undefined) return null;
    chunk.page += 1;
    readPage(leaf, chunk, page);
  }
  return chunk.entries;
}

function readPage(leaf: Leaf, chunk: Chunk, page: Page): void {
  if (isStreamable(leaf, page)) {
    const stream = streamOf(page, chunk.codec, levelKinds(leaf), leaf.place);
    spend(chunk.held, stream.held + page.count * ENTRY_BYTES - chunk.entries.weight);
    chunk.entries = streamPage(leaf, page, stream);
    return;
  }
  const content = contentOf(page, chunk.codec);
  if (page.kind === 'dictionary') {
    spend(chunk.held, content.values.length);
    // What was inserted from an earlier one still lies where this one would go.
    const isKept = chunk.dictionary === null && content.values.length <= MOST_KEPT;
    chunk.staged = nothingStaged(isKept ? leaf.kept : null);
    chunk.dictionary = takePlain(wholeOf(content.values), leaf.element, page.count);
    return;
  }
  spend(chunk.held, page.size + page.count * ENTRY_BYTES - chunk.entries.weight);
  chunk.entries = decodePage(leaf, chunk, page, content);
}

/** Levels and a value, at most. */
const ENTRY_BYTES = 16;

function isStreamable({ isText, element }: Leaf, { kind, encoding }: Page): boolean {
  return isText && element.type === 'BYTE_ARRAY' && kind !== 'dictionary' && encoding === Encoding.Plain;
}

const levelKinds = ({ repetition, definition }: Leaf): number => (repetition > 0 ? 1 : 0) + (definition > 0 ? 1 : 0);

function streamPage(leaf: Leaf, page: Page, { levels, values, held }: StreamedPage): Entries {
  const repetitions = takeLevels(levels, page, leaf.repetition, 'repetition');
  const definitions = takeLevels(levels, page, leaf.definition, 'definition');
  const rest = definitions === null ? page.count : countOf(definitions, leaf.definition);
  if (rest === 0) endStream(values);
  return {
    count: page.count,
    repetitions,
    definitions,
    values: [],
    spans: createSpans(values.bytes, 0),
    indexes: null,
    staged: nothingStaged(),
    weight: held + page.count * ENTRY_BYTES,
    at: 0,
    value: 0,
    stream: values,
    rest,
  };
}

function decodePage(leaf: Leaf, chunk: Chunk, page: Page, content: PageContent): Entries {
  const levels = wholeOf(content.levels);
  const repetitions = takeLevels(levels, page, leaf.repetition, 'repetition');
  const definitions = takeLevels(levels, page, leaf.definition, 'definition');
  const present = definitions === null ? page.count : countOf(definitions, leaf.definition);
  const values = page.kind === 'v2' ? wholeOf(content.values) : levels;
  const isIndexed = page.encoding === Encoding.PlainDictionary || page.encoding === Encoding.RleDictionary;
  const indexes = isIndexed ? takeIndexes(values, present, chunk.dictionary) : null;
  const stored = isIndexed ? (chunk.dictionary ?? []) : takeValues(values, leaf.element, page.encoding, present);
  return {
    count: page.count,
    repetitions,
    definitions,
    values: stored,
    spans: isSpans(stored) ? stored : null,
    indexes,
    staged: isIndexed ? chunk.staged : nothingStaged(),
    weight: page.size + page.count * ENTRY_BYTES,
    at: 0,
    value: 0,
    stream: null,
    rest: 0,
  };
}

/** parquet-format, enum Encoding */
const Encoding = {
  Plain: 0,
  PlainDictionary: 2,
  Rle: 3,
  BitPacked: 4,
  Delta: 5,
  DeltaLength: 6,
  DeltaByteArray: 7,
  RleDictionary: 8,
  ByteStreamSplit: 9,
} as const;

function takeLevels(from: Bytes, page: Page, most: number, kind: 'definition' | 'repetition'): Uint8Array | null {
  const stored = page.kind === 'v2' ? takeBytes(from, numberAt(page.header, kind === 'definition' ? 5 : 6)) : null;
  if (most === 0) return null;
  if (stored === null && numberAt(page.header, kind === 'definition' ? 3 : 4, Encoding.Rle) === Encoding.BitPacked) {
    throw new ParquetProblem('unsupported');
  }
  const levels = new Uint8Array(page.count);
  takeRuns(wholeOf(stored ?? takeBytes(from, takeUint32(from))), 32 - Math.clz32(most), levels, most);
  return levels;
}

function countOf(levels: Uint8Array, level: number): number {
  let count = 0;
  for (let i = 0; i < levels.length; i += 1) if (levels[i] === level) count += 1;
  return count;
}

function takeIndexes(from: Bytes, count: number, dictionary: Values | null): Uint32Array {
  const indexes = new Uint32Array(count);
  if (count === 0) return indexes;
  if (dictionary === null) throw new ParquetProblem('corrupt');
  takeRuns(from, takeByte(from), indexes, dictionary.length - 1);
  return indexes;
}

function takeValues(from: Bytes, element: SchemaElement, encoding: number, count: number): Values {
  const { type } = element;
  if (count === 0) return [];
  if (encoding === Encoding.Plain) return takePlain(from, element, count);
  if (encoding === Encoding.ByteStreamSplit) return takeSplit(from, element, count);
  if (encoding === Encoding.Rle && type === 'BOOLEAN') return takeBooleans(from, count);
  if (encoding === Encoding.Delta && type === 'INT64') return takeDeltas(from, count);
  if (encoding === Encoding.Delta && type === 'INT32')
    return Int32Array.from(takeDeltas(from, count), (value) => Number(BigInt.asIntN(32, value)));
  if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') {
    if (encoding === Encoding.DeltaLength) return takeSizedTexts(from, count);
    if (encoding === Encoding.DeltaByteArray) return takeSharedTexts(from, count);
  }
  throw new ParquetProblem('unsupported');
}

function takeBooleans(from: Bytes, count: number): boolean[] {
  const bits = new Uint8Array(count);
  takeRuns(wholeOf(takeBytes(from, takeUint32(from))), 1, bits, 1);
  return Array.from(bits, (bit) => bit === 1);
}

function wholeOf(bytes: Uint8Array): Bytes {
  return { bytes, at: 0, end: bytes.length };
}
