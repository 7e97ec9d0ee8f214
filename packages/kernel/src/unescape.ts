import type { RecordRanges } from './records.js';
import { markBytes, NOTED_BYTES, type Tape, takeBytes } from './tape.js';

/**
 * Loads records as `loadTape` does, with escapes of letters written as the letters: Python and others escape all that is not ASCII, and
 * what is told by bytes would have to be told by escapes, too. Gives where the records then are in the tape.
 *
 * Rewritten are `\u` escapes of U+0080 and above, surrogates only in pairs, and those of & ' < >. None of these may stand outside a
 * string, escaped or not, so a record is JSON afterwards if and only if it was before, and its values are the same.
 */
export function loadUnescaped(tape: Tape, bytes: Uint8Array, records: RecordRanges): RecordRanges {
  takeBytes(tape, bytes);
  markBytes(tape, 0);
  const moved = unescapeRecords(tape, records);
  if (moved === records) return records;
  tape.marks.count = 0;
  markBytes(tape, 0);
  return moved;
}

/** Whether a `\u` stands in the bytes; only from the first block on that has a backslash they are looked at. */
function holdsEscape({ memory, marks, used }: Tape): boolean {
  let from = 0;
  if (marks.noteCount >= 0) {
    const first = new Int32Array(memory.buffer, marks.notesAt + 4, marks.noteCount).find((note) => (note & BACKSLASH_NOTE) !== 0);
    if (first === undefined) return false;
    from = first & -NOTED_BYTES;
  }
  return memory.findEscape(marks.bytesAt + from, used - from) >= 0;
}

/** As in assembly/marks.ts. */
const BACKSLASH_NOTE = 8;

/** Bytes between the source and the rows, which follow it: blocks are read past its end. */
const GAP = 32;

function unescapeRecords(tape: Tape, records: RecordRanges): RecordRanges {
  const { memory, marks, used } = tape;
  if (!holdsEscape(tape)) return records;
  // Marks are made anew: until then the source and the rows are kept in their room.
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
