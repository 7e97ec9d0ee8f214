import { type ByteMemory, Kind, ODD_VALUE, READY_HEAD } from '@jatdae/kernel';
import type { Entries, Leaf } from './parquet-column.js';
import { isSpans, type Spans, type Values, valueAt } from './parquet-plain.js';
import { makeRoom, type Range, range } from './parquet-ranges.js';
import { ParquetProblem } from './parquet-schema.js';
import type { CellFault, RecordSink } from './record-sink.js';

/** Values as the kernel copies them into rows: JSON, with a head that tells its kind and size. */
export interface ReadyValues {
  /** where the addresses of a dictionary's values are */
  readonly table: Range;
  /** what there is to say of odd values */
  odd: CellFault | null;
  /** Begins a row group. */
  begin(): void;
  /** Makes the values of a dictionary ready, once; false where it is too large. @throws ParquetProblem */
  makeReady(entries: Entries): boolean;
  /** Writes the values [start, end) to a range; gives the bytes written. */
  write(into: Range, from: Pick<Entries, 'values' | 'indexes'>, start: number, end: number): number;
}

/** A dictionary that is larger is not held twice: its values are taken one by one. */
const MOST_READY = 8 << 20;
/** What a value that is no text takes at the most, nearly always. */
const VALUE_BYTES = 64;

/** `scratch`: a sink that values are written to; `window`: room that is free while a dictionary is made ready. */
export function createReadyValues(memory: ByteMemory, leaf: Leaf, scratch: RecordSink, window: Range): ReadyValues {
  const [table, ready] = [range(), range()];
  let readied: Values | null = null;

  const values: ReadyValues = {
    table,
    odd: null,
    begin() {
      readied = null;
      values.odd = null;
    },
    makeReady,
    write,
  };
  return values;

  function makeReady({ values: dictionary }: Entries): boolean {
    if (dictionary === readied) return true;
    const bytes = isSpans(dictionary) ? dictionary.bytes.length : dictionary.length * VALUE_BYTES;
    if (bytes > MOST_READY || (leaf.isText && leaf.element.type !== 'BYTE_ARRAY')) return false;
    makeRoom(memory, table, 0, dictionary.length * 4);
    if (leaf.isText) readyTexts(spansOf(dictionary));
    else {
      write(ready, { values: dictionary, indexes: null }, 0, dictionary.length);
      writePlaces(dictionary.length);
    }
    readied = dictionary;
    return true;
  }

  function readyTexts({ bytes, length }: Spans): void {
    makeRoom(memory, window, 0, bytes.length);
    new Uint8Array(memory.buffer, window.at, bytes.length).set(bytes);
    // Sizes are bytes, too, and none of them takes less room as a text.
    makeRoom(memory, ready, 0, memory.escaped(window.at, bytes.length) + length * (READY_HEAD + 2));
    const size = memory.kernels?.readyTexts(window.at, bytes.length, length, ready.at, table.at);
    if (size === undefined || size < 0) throw new ParquetProblem('corrupt');
  }

  function write(into: Range, from: Pick<Entries, 'values' | 'indexes'>, start: number, end: number): number {
    let size = 0;
    for (let i = start; i < end; i += 1) {
      const { text, faults } = scratch;
      text.used = 0;
      leaf.write(scratch, valueAt(from.values, from.indexes === null ? i : (from.indexes[i] as number)));
      const [fault] = faults.splice(0);
      values.odd = fault ?? values.odd;
      makeRoom(memory, into, size, size + READY_HEAD + text.used);
      const at = into.at + size;
      const view = new DataView(memory.buffer, at);
      view.setUint32(0, (kindOf(text.bytes[0]) | (fault === undefined ? 0 : ODD_VALUE)) >>> 0, true);
      view.setUint32(4, text.used, true);
      new Uint8Array(memory.buffer, at + READY_HEAD, text.used).set(text.bytes.subarray(0, text.used));
      size += READY_HEAD + text.used;
    }
    return size;
  }

  /** The addresses of the values in `ready`, which may have moved while they were written. */
  function writePlaces(count: number): void {
    const view = new DataView(memory.buffer);
    const addresses = new Uint32Array(memory.buffer, table.at, count);
    let at = ready.at;
    for (let i = 0; i < count; i += 1) {
      addresses[i] = at;
      at += READY_HEAD + view.getUint32(at + 4, true);
    }
  }
}

export function spansOf(values: Values): Spans {
  if (isSpans(values)) return values;
  return { length: 0, bytes: new Uint8Array(0), start: new Uint32Array(0), end: new Uint32Array(0) };
}

const KINDS: Readonly<Record<string, number>> = { '"': Kind.String, t: Kind.True, f: Kind.False, n: Kind.Null };

function kindOf(first: number | undefined): number {
  return KINDS[String.fromCharCode(first ?? 0)] ?? Kind.Number;
}
