import { type ByteMemory, COLUMN_STRIDE, ColumnForm, type ColumnRows, ColumnWord } from '@jatdae/kernel';
import { type Entries, type Leaf, nextEntries } from './parquet-column.js';
import { spanAt } from './parquet-plain.js';
import { keep, makeRoom, range } from './parquet-ranges.js';
import { createReadyValues, spansOf } from './parquet-ready.js';
import { ParquetProblem } from './parquet-schema.js';
import { endStream, type PageStream } from './parquet-stream.js';
import { createTextStream, SIZE_BYTES } from './parquet-texts.js';
import type { CellFault, RecordSink } from './record-sink.js';

/** Brings what a column stores to where the kernel writes rows from it. */
export interface ColumnFeed {
  readonly leaf: Leaf;
  /** what there is to say of odd values */
  odd(): CellFault | null;
  /** Begins a row group. */
  begin(): void;
  /** More entries, where the column has none left at hand, else more values. @throws ParquetProblem */
  more(): void;
  /** @throws ParquetProblem where the column has more entries than were taken */
  end(): void;
}

/** Values that are made ready at a time, and about how many bytes of texts. */
const VALUES_AT_ONCE = 1024;
const TEXTS_AT_ONCE = 128 << 10;

/** `scratch`: a sink that values are written to. */
export function createColumnFeed(memory: ByteMemory, rows: ColumnRows, leaf: Leaf, scratch: RecordSink): ColumnFeed {
  const levels = { definitions: range(), repetitions: range() };
  const [indexes, window] = [range(), range()];
  const ready = createReadyValues(memory, leaf, scratch, window);
  const texts = createTextStream(memory, leaf, window);
  let stream: PageStream | null = null;
  /** those that are not yet in the kernel's memory: of the entries, from the value `next` on */
  let waiting: Entries | null = null;
  let next = 0;

  return {
    leaf,
    odd: () => ready.odd,
    begin() {
      const words = rows.column(leaf.column);
      words.fill(0, 0, COLUMN_STRIDE);
      words[ColumnWord.Highest] = leaf.definition;
      stream = null;
      waiting = null;
      ready.begin();
    },
    more() {
      const words = rows.column(leaf.column);
      if ((words[ColumnWord.Entry] as number) >= (words[ColumnWord.Entries] as number)) moreEntries();
      else moreValues();
    },
    end() {
      const words = rows.column(leaf.column);
      if ((words[ColumnWord.Entry] as number) < (words[ColumnWord.Entries] as number)) throw new ParquetProblem('row-count');
      moreEntries();
      if (rows.column(leaf.column)[ColumnWord.IsLast] === 0) throw new ParquetProblem('row-count');
    },
  };

  function moreEntries(): void {
    if (stream !== null) endStream(stream);
    const entries = nextEntries(leaf);
    stream = entries?.stream ?? null;
    const [start, end] = stream === null ? [0, 0] : texts.atHand(stream);
    waiting = entries !== null && entries.stream === null && entries.indexes === null ? entries : null;
    next = 0;
    if (entries === null) {
      rows.column(leaf.column)[ColumnWord.IsLast] = 1;
      return;
    }
    const definitions = keep(memory, levels.definitions, entries.definitions);
    const repetitions = keep(memory, levels.repetitions, entries.repetitions);
    const isReady = entries.indexes !== null && ready.makeReady(entries);
    const placed = isReady ? keep(memory, indexes, entries.indexes) : 0;
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
    words[ColumnWord.Table] = ready.table.at;
  }

  function moreValues(): void {
    if (stream !== null) {
      const words = rows.column(leaf.column);
      show(...texts.more(stream, words[ColumnWord.Value] as number, words[ColumnWord.ValuesEnd] as number));
      return;
    }
    if (waiting === null) throw new ParquetProblem('corrupt');
    const { length: count } = waiting.indexes ?? waiting.values;
    if (next >= count) throw new ParquetProblem('corrupt');
    if (leaf.isText) stageTexts(waiting, count);
    else {
      const end = Math.min(count, next + VALUES_AT_ONCE);
      const size = ready.write(window, waiting, next, end);
      next = end;
      show(window.at, window.at + size);
    }
  }

  function show(start: number, end: number): void {
    const words = rows.column(leaf.column);
    words[ColumnWord.Value] = start;
    words[ColumnWord.ValuesEnd] = end;
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
    makeRoom(memory, window, 0, size);
    const bytes = new Uint8Array(memory.buffer, window.at, size);
    const view = new DataView(memory.buffer, window.at, size);
    let to = 0;
    for (let i = next; i < end; i += 1) {
      const text = spanAt(spans, placeOf(i));
      view.setUint32(to, text.length, true);
      bytes.set(text, to + SIZE_BYTES);
      to += SIZE_BYTES + text.length;
    }
    next = end;
    show(window.at, window.at + size);
  }
}
