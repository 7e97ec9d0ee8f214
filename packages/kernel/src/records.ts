import { allocate, type ByteMemory, type Kernels } from './byte-memory.js';
import { parseJson } from './parse-json.js';
import { growNodes, MAX_DEPTH, type Tape } from './tape.js';

/** Records to parse at once: record i is the tape's bytes [start[i], end[i]), in order; an empty range is no record. */
export interface RecordRanges {
  readonly size: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Parses records into a tape. */
export interface RecordParser {
  /** Writes the node of each record, -1 where it is no JSON or deeper than `maxDepth`, and the union of its text flags. */
  parse(tape: Tape, ranges: RecordRanges, maxDepth: number, root: Int32Array, flags: Uint16Array): void;
}

const ROW_WORDS = 4;
const LAST_MARK = 0x7fffffff;

/** One call into WebAssembly for all records where the memory has a parser; the same in TypeScript elsewhere. */
export function createRecordParser(memory: ByteMemory): RecordParser {
  const parse = memory.kernels?.parse;
  return parse === undefined ? { parse: parseOneByOne } : createBatchParser(memory, parse);
}

function parseOneByOne(tape: Tape, ranges: RecordRanges, maxDepth: number, root: Int32Array, flags: Uint16Array): void {
  for (let i = 0; i < ranges.size; i++) {
    const start = ranges.start[i] as number;
    const end = ranges.end[i] as number;
    root[i] = end > start ? parseJson(tape, start, end, maxDepth) : -1;
    flags[i] = root[i] === -1 ? 0 : tape.flags;
  }
}

function createBatchParser(memory: ByteMemory, parse: Kernels['parse']): RecordParser {
  const open = allocate(memory, MAX_DEPTH * 4);
  const state = allocate(memory, 8);
  let room = 1024;
  let rowsAt = allocate(memory, room * ROW_WORDS * 4);

  function writeRows({ size, start, end }: RecordRanges): void {
    if (size > room) {
      room = size * 2;
      rowsAt = allocate(memory, room * ROW_WORDS * 4);
    }
    const rows = new Int32Array(memory.buffer, rowsAt, size * ROW_WORDS);
    for (let i = 0; i < size; i++) {
      rows[i * ROW_WORDS] = start[i] as number;
      rows[i * ROW_WORDS + 1] = end[i] as number;
    }
  }

  function parseRows(tape: Tape, size: number, maxDepth: number): void {
    const { marks } = tape;
    const depth = Math.min(maxDepth, MAX_DEPTH);
    marks.offsets[marks.count] = LAST_MARK;
    for (let done = 0; ; ) {
      new Int32Array(memory.buffer, state, 2).set([tape.length, marks.next]);
      const { bytesAt, offsetsAt } = marks;
      done = parse(bytesAt, offsetsAt, rowsAt, done, size, depth, tape.nodesAt, tape.nodeRoom, open, state);
      const [length = 0, next = 0] = new Int32Array(memory.buffer, state, 2);
      tape.length = length;
      marks.next = next;
      if (done === size) return;
      growNodes(tape);
    }
  }

  return {
    parse(tape, ranges, maxDepth, root, flags) {
      const { size } = ranges;
      writeRows(ranges);
      parseRows(tape, size, maxDepth);
      const rows = new Int32Array(memory.buffer, rowsAt, size * ROW_WORDS);
      for (let i = 0; i < size; i++) {
        const node = rows[i * ROW_WORDS + 2] as number;
        root[i] = node;
        flags[i] = node < 0 ? 0 : (rows[i * ROW_WORDS + 3] as number);
      }
    },
  };
}
