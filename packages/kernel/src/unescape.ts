import type { RecordRanges } from './records.js';
import { markBytes, type Tape, takeBytes } from './tape.js';

/**
 * Loads records as `loadTape` does, with escapes of letters written as the letters: Python and others escape all that is not ASCII, and
 * what is told by bytes would have to be told by escapes, too. Gives where the records then are in the tape.
 *
 * Rewritten are `\u` escapes of U+0080 and above, surrogates only in pairs, and those of & ' < >. None of these may stand outside a
 * string, escaped or not, so a record is JSON afterwards if and only if it was before, and its values are the same.
 */
export function loadUnescaped(tape: Tape, bytes: Uint8Array, records: RecordRanges): RecordRanges {
  takeBytes(tape, bytes);
  const moved = unescapeRecords(tape, records);
  markBytes(tape, 0);
  return moved;
}

/** Bytes between the source and the rows, which follow it: blocks are read past its end. */
const GAP = 32;

function unescapeRecords(tape: Tape, records: RecordRanges): RecordRanges {
  const { memory, marks, used } = tape;
  // The byte after the last one tells nothing of it.
  tape.bytes[used] = 0;
  if (memory.findEscape(marks.bytesAt, used) < 0) return records;
  // Marks are made later: until then the source and the rows are kept in their room.
  const rowsAt = (marks.offsetsAt + used + GAP + 15) & ~15;
  const { size, start, end } = records;
  if (rowsAt + size * 8 > marks.offsetsAt + marks.room * 4 || sumOf(records) > used) return records;
  memory.copy(marks.bytesAt, used, marks.offsetsAt);
  const rows = new Int32Array(memory.buffer, rowsAt, size * 2);
  for (let i = 0; i < size; i++) {
    rows[i * 2] = start[i] as number;
    rows[i * 2 + 1] = end[i] as number;
  }
  tape.used = memory.unescapeLetters(marks.offsetsAt, rowsAt, size, marks.bytesAt);
  return { size, start: rows.filter((_, k) => k % 2 === 0), end: rows.filter((_, k) => k % 2 === 1) };
}

function sumOf({ size, start, end }: RecordRanges): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (end[i] as number) - (start[i] as number);
  return sum;
}
