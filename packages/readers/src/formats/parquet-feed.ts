import {
  allocate,
  type ByteMemory,
  COLUMN_STRIDE,
  ColumnForm,
  type ColumnRows,
  ColumnWord,
  Kind,
  ODD_VALUE,
  READY_HEAD,
  RING_HEAD,
} from '@jatdae/kernel';
import { type Entries, type Leaf, nextEntries } from './parquet-column.js';
import { isSpans, type Spans, spanAt, type Values, valueAt } from './parquet-plain.js';
import { ParquetProblem } from './parquet-schema.js';
import { endStream, type PageStream, takePiece } from './parquet-stream.js';
import type { CellFault, RecordSink } from './record-sink.js';

/** Of the kernel's memory. */
interface Range {
  at: number;
  room: number;
}

/** Brings what a column stores to where the kernel writes rows from it. */
export interface ColumnFeed {
  readonly leaf: Leaf;
  /** what there is to say of odd values */
  odd: CellFault | null;
  /** Begins a row group. */
  begin(): void;
  /** More entries, where the column has none left at hand, else more values. @throws ParquetProblem */
  more(): void;
  /** @throws ParquetProblem where the column has more entries than were taken */
  end(): void;
}

const SIZE_BYTES = 4;
/** Values that are made ready at a time, and about how many bytes of texts. */
const VALUES_AT_ONCE = 1024;
const TEXTS_AT_ONCE = 128 << 10;
/** A dictionary that is larger is not held twice: its values are taken one by one. */
const MOST_READY = 8 << 20;

/** `scratch`: a sink that values are written to. */
export function createColumnFeed(memory: ByteMemory, rows: ColumnRows, leaf: Leaf, scratch: RecordSink): ColumnFeed {
  const levels = { definitions: range(), repetitions: range() };
  const [indexes, values, table, ready] = [range(), range(), range(), range()];
  let stream: PageStream | null = null;
  /** those that are not yet in the kernel's memory: of the entries, from the value `next` on */
  let waiting: Entries | null = null;
  let next = 0;
  let readied: Values | null = null;

  const feed: ColumnFeed = { leaf, odd: null, begin, more, end };
  return feed;

  function begin(): void {
    const words = rows.column(leaf.column);
    words.fill(0, 0, COLUMN_STRIDE);
    words[ColumnWord.Highest] = leaf.definition;
    stream = null;
    waiting = null;
    readied = null;
    feed.odd = null;
  }

  function more(): void {
    const words = rows.column(leaf.column);
    if ((words[ColumnWord.Entry] as number) >= (words[ColumnWord.Entries] as number)) moreEntries();
    else moreValues();
  }

  function end(): void {
    const words = rows.column(leaf.column);
    if ((words[ColumnWord.Entry] as number) < (words[ColumnWord.Entries] as number)) throw new ParquetProblem('row-count');
    moreEntries();
    if (rows.column(leaf.column)[ColumnWord.IsLast] === 0) throw new ParquetProblem('row-count');
  }

  function moreEntries(): void {
    if (stream !== null) endStream(stream);
    const entries = nextEntries(leaf);
    stream = entries?.stream ?? null;
    const [start, end] = stream === null ? [0, 0] : takeAtHand(stream);
    waiting = entries !== null && entries.stream === null && entries.indexes === null ? entries : null;
    next = 0;
    if (entries === null) {
      rows.column(leaf.column)[ColumnWord.IsLast] = 1;
      return;
    }
    const definitions = keep(levels.definitions, entries.definitions);
    const repetitions = keep(levels.repetitions, entries.repetitions);
    const isReady = entries.indexes !== null && makeReady(entries);
    const placed = isReady ? keep(indexes, entries.indexes) : 0;
    if (!isReady && entries.indexes !== null) waiting = entries;
    const words = rows.column(leaf.column);
    words[ColumnWord.Definitions] = definitions;
    words[ColumnWord.Repetitions] = repetitions;
    words[ColumnWord.Entry] = 0;
    words[ColumnWord.Entries] = entries.count;
    words[ColumnWord.Form] = isReady ? ColumnForm.Indexed : leaf.isText ? ColumnForm.Texts : ColumnForm.Ready;
    words[ColumnWord.Value] = start;
    words[ColumnWord.ValuesEnd] = end;
    words[ColumnWord.Indexes] = placed;
    words[ColumnWord.Table] = table.at;
  }

  function moreValues(): void {
    if (stream !== null) {
      moreOfStream(stream);
      return;
    }
    if (waiting === null) throw new ParquetProblem('corrupt');
    const { length: count } = waiting.indexes ?? waiting.values;
    if (next >= count) throw new ParquetProblem('corrupt');
    if (leaf.isText) stageTexts(waiting, count);
    else {
      const end = Math.min(count, next + VALUES_AT_ONCE);
      const size = writeReady(values, null, waiting, next, end);
      next = end;
      show(values.at, values.at + size);
    }
  }

  function show(start: number, end: number): void {
    const words = rows.column(leaf.column);
    words[ColumnWord.Value] = start;
    words[ColumnWord.ValuesEnd] = end;
  }

  /** Where the rest of a piece is that the kernel has decoded: its view is no longer good once the memory grows. */
  function takeAtHand(from: PageStream): readonly [number, number] {
    if (from.bytes.buffer !== memory.buffer) return [0, 0];
    const start = from.bytes.byteOffset + from.at;
    const end = from.bytes.byteOffset + from.end;
    from.at = from.end;
    return [start, end];
  }

  /** What is left of the last piece, and the next one behind it; as many as the next text needs. */
  function moreOfStream(from: PageStream): void {
    const words = rows.column(leaf.column);
    let start = words[ColumnWord.Value] as number;
    let left = (words[ColumnWord.ValuesEnd] as number) - start;
    do {
      // The next block may go where a text began that is longer than the ring.
      if (left > RING_HEAD && start !== values.at) start = moveToWindow(start, left, left);
      const needed = left < SIZE_BYTES ? SIZE_BYTES : SIZE_BYTES + sizeAt(start);
      if (needed > left + from.end - from.at + from.left) throw new ParquetProblem('corrupt');
      const piece = takePiece(from);
      if (piece === null) throw new ParquetProblem('corrupt');
      const { length } = piece;
      start = joined(start, left, piece, needed);
      left += length;
    } while (left < SIZE_BYTES || left < SIZE_BYTES + sizeAt(start));
    // Before the last texts are given, all of the page has been seen.
    if (from.left === 0 && from.at === from.end) endStream(from);
    show(start, start + left);
  }

  /** Puts a piece behind the `left` bytes at `start`; gives the address of both. `size`: bytes that there will be at least. */
  function joined(start: number, left: number, piece: Uint8Array, size: number): number {
    const { length, byteOffset } = piece;
    if (piece.buffer === memory.buffer) {
      if (left === 0 || start + left === byteOffset) return byteOffset - left;
      if (left <= RING_HEAD && byteOffset === leaf.place?.ring.at) {
        new Uint8Array(memory.buffer).copyWithin(byteOffset - left, start, start + left);
        return byteOffset - left;
      }
    }
    const isInKernel = piece.buffer === memory.buffer;
    const room = Math.max(size, left + length);
    if (start !== values.at) moveToWindow(start, left, room);
    else makeRoom(values, left, room);
    const source = isInKernel ? new Uint8Array(memory.buffer, byteOffset, length) : piece;
    new Uint8Array(memory.buffer, values.at + left, length).set(source);
    return values.at;
  }

  /** Moves the rest of a text to the front of the window, of `room` bytes at least; gives that address. */
  function moveToWindow(start: number, left: number, room: number): number {
    // It may be in the window now, behind its front.
    const rest = new Uint8Array(memory.buffer, start, left).slice();
    makeRoom(values, 0, room);
    new Uint8Array(memory.buffer, values.at, left).set(rest);
    return values.at;
  }

  function sizeAt(address: number): number {
    return new DataView(memory.buffer).getUint32(address, true);
  }

  /** Texts that are not stored one after the other with their sizes are copied so. */
  function stageTexts(entries: Entries, count: number): void {
    const spans = spansOf(entries.values);
    const placeOf = (i: number): number => (entries.indexes === null ? i : (entries.indexes[i] as number));
    let [end, size] = [next, 0];
    while (end < count && end < next + VALUES_AT_ONCE && (size < TEXTS_AT_ONCE || end === next)) {
      const at = placeOf(end);
      size += SIZE_BYTES + (spans.end[at] as number) - (spans.start[at] as number);
      end += 1;
    }
    makeRoom(values, 0, size);
    const bytes = new Uint8Array(memory.buffer, values.at, size);
    const view = new DataView(memory.buffer, values.at, size);
    let to = 0;
    for (let i = next; i < end; i += 1) {
      const text = spanAt(spans, placeOf(i));
      view.setUint32(to, text.length, true);
      bytes.set(text, to + SIZE_BYTES);
      to += SIZE_BYTES + text.length;
    }
    next = end;
    show(values.at, values.at + size);
  }

  /** Makes the values of a dictionary ready, once; false where it is too large. */
  function makeReady({ values: dictionary }: Entries): boolean {
    if (dictionary === readied) return true;
    const bytes = isSpans(dictionary) ? dictionary.bytes.length : dictionary.length * VALUE_BYTES;
    if (bytes > MOST_READY || (leaf.isText && leaf.element.type !== 'BYTE_ARRAY')) return false;
    makeRoom(table, 0, dictionary.length * 4);
    if (leaf.isText) readyTexts(spansOf(dictionary));
    else writeReady(ready, table, { values: dictionary, indexes: null }, 0, dictionary.length);
    readied = dictionary;
    return true;
  }

  function readyTexts({ bytes, length }: Spans): void {
    makeRoom(values, 0, bytes.length);
    new Uint8Array(memory.buffer, values.at, bytes.length).set(bytes);
    // Sizes are bytes, too, and none of them takes less room as a text.
    makeRoom(ready, 0, memory.escaped(values.at, bytes.length) + length * (READY_HEAD + 2));
    const size = memory.kernels?.readyTexts(values.at, bytes.length, length, ready.at, table.at);
    if (size === undefined || size < 0) throw new ParquetProblem('corrupt');
  }

  /** Writes the values [start, end) as ready ones, and their addresses to the table; gives the bytes written. */
  function writeReady(
    into: Range,
    places: Range | null,
    from: Pick<Entries, 'values' | 'indexes'>,
    start: number,
    end: number,
  ): number {
    let size = 0;
    for (let i = start; i < end; i += 1) {
      const { text, faults } = scratch;
      text.used = 0;
      leaf.write(scratch, valueAt(from.values, from.indexes === null ? i : (from.indexes[i] as number)));
      const [fault] = faults.splice(0);
      feed.odd = fault ?? feed.odd;
      makeRoom(into, size, size + READY_HEAD + text.used);
      const at = into.at + size;
      const view = new DataView(memory.buffer, at);
      view.setUint32(0, (kindOf(text.bytes[0]) | (fault === undefined ? 0 : ODD_VALUE)) >>> 0, true);
      view.setUint32(4, text.used, true);
      new Uint8Array(memory.buffer, at + READY_HEAD, text.used).set(text.bytes.subarray(0, text.used));
      size += READY_HEAD + text.used;
    }
    if (places !== null) writePlaces(into.at, places.at, end - start);
    return size;
  }

  /** Ready values may have moved while they were written. */
  function writePlaces(first: number, places: number, count: number): void {
    let at = first;
    const addresses = new Uint32Array(memory.buffer, places, count);
    for (let i = 0; i < count; i += 1) {
      addresses[i] = at;
      at += READY_HEAD + sizeAt(at + 4);
    }
  }

  /** Copies numbers to a range; gives its address, 0 where there are none. */
  function keep(into: Range, numbers: Uint8Array | Uint32Array | null): number {
    if (numbers === null) return 0;
    makeRoom(into, 0, numbers.byteLength);
    new Uint8Array(memory.buffer, into.at, numbers.byteLength).set(
      new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
    );
    return into.at;
  }

  function makeRoom(into: Range, used: number, size: number): void {
    if (size <= into.room) return;
    const room = Math.max(size, into.room * 2);
    const at = allocate(memory, room);
    memory.copy(into.at, used, at);
    into.at = at;
    into.room = room;
  }
}

const range = (): Range => ({ at: 0, room: 0 });

/** What a value that is no text takes at the most, nearly always. */
const VALUE_BYTES = 64;

function spansOf(values: Values): Spans {
  if (isSpans(values)) return values;
  return { length: 0, bytes: new Uint8Array(0), start: new Uint32Array(0), end: new Uint32Array(0) };
}

const KINDS: Readonly<Record<string, number>> = { '"': Kind.String, t: Kind.True, f: Kind.False, n: Kind.Null };

function kindOf(first: number | undefined): number {
  return KINDS[String.fromCharCode(first ?? 0)] ?? Kind.Number;
}
