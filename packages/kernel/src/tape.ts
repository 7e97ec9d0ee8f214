import { allocate, type ByteMemory, plainMemory } from './byte-memory.js';
import { createSink, type Sink } from './fingerprint.js';

/**
 * A tape is the structure of JSON records as flat integers over their bytes: nothing is decoded until somebody asks for a text.
 * Every value takes STRIDE integers in `nodes`: kind | flags << 8 (of an object: see keyRunOf), start, end, next. A string's range lies between its quotes.
 * `next` is the node after the value's whole subtree, so the children of a container are walked by following `next`; an object's
 * children alternate between key and value.
 */
export interface Tape {
  readonly memory: ByteMemory;
  /** UTF-8; what is past `used` is free for `appendJson` */
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
  /** in the same memory, at `nodesAt` */
  nodes: Int32Array;
  nodesAt: number;
  nodeRoom: number;
  /** how often the tape was loaded */
  loads: number;
  /** integers in use */
  length: number;
  /** union of the text flags of the record parsed last */
  flags: number;
  error: TapeError | null;
  /** where the text being parsed ends */
  end: number;
  /** scratch in the same memory, for what is fingerprinted next */
  readonly sink: Sink;
  readonly marks: Marks;
  /** scratch of the parser: open containers */
  readonly open: Int32Array;
}

/** Offsets of the bytes in strings that need a look (ByteFunctions.index), in order, and how far the parser has come in them. */
interface Marks {
  offsets: Int32Array;
  count: number;
  next: number;
  /** bytes that there is room for, and marks; a view of a replaced buffer no longer tells */
  room: number;
  /** addresses of the tape's bytes and of the offsets */
  bytesAt: number;
  offsetsAt: number;
  /** address of the notes that the kernel made of the loaded bytes (assembly/marks.ts): their number, then they; and their number, -1: not known */
  notesAt: number;
  noteCount: number;
  /** whether numbers and tokens are noted, which a glance then is quick by */
  readonly numbers: boolean;
}

export interface TapeError {
  /** offset in `bytes` */
  readonly at: number;
  readonly reason: TapeReason;
}

export type TapeReason =
  | 'unexpected-character'
  | 'unexpected-end'
  | 'unterminated-string'
  | 'control-character'
  | 'bad-escape'
  | 'bad-number'
  | 'bad-literal'
  | 'trailing-text'
  | 'too-deep';

export const Kind = { Null: 0, False: 1, True: 2, Number: 3, String: 4, Array: 5, Object: 6 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** What a string holds, told by its bytes alone. */
export const TextFlag = {
  /** characters that NFC may change, white space that is not one blank, or anything else whose canonical form is not its bytes */
  Complex: 1,
  /** a byte that conjoining jamo (U+1100–11FF) start with */
  Jamo: 2,
  /** U+E000 and above: private use, compatibility ideographs, full width, U+FEFF, U+FFFD; or a surrogate escape */
  Suspect: 4,
  /** a control character other than tab, CR and LF, written as an escape */
  Control: 8,
  Escaped: 16,
  /** a character of U+00C0–00FF, which Korean text has none of and UTF-8 read as Latin-1 is full of */
  Latin: 32,
  /** an & or a < */
  Markup: 64,
} as const;

export const STRIDE = 4;
/** Open containers at the most, whatever the limit. */
export const MAX_DEPTH = 4096;
/** Integers that there is room for at first. */
const NODES = 1 << 14;

/** The tape's bytes lie in `memory`, whose functions then work on them. Who glances at no loaded bytes needs no notes of `numbers`. */
export function createTape(capacity = 1 << 12, memory: ByteMemory = plainMemory(), numbers = true): Tape {
  const sink = createSink(undefined, memory);
  const marks: Marks = {
    offsets: new Int32Array(),
    count: 0,
    next: 0,
    room: 0,
    bytesAt: 0,
    offsetsAt: 0,
    notesAt: 0,
    noteCount: -1,
    numbers,
  };
  const tape: Tape = {
    memory,
    bytes: new Uint8Array(),
    used: 0,
    nodes: new Int32Array(),
    nodesAt: allocate(memory, NODES * 4),
    nodeRoom: NODES,
    loads: 0,
    length: 0,
    flags: 0,
    error: null,
    end: 0,
    sink,
    marks,
    open: new Int32Array(MAX_DEPTH),
  };
  takeRoom(tape, capacity);
  memory.onReplaced.push(() => {
    viewRoom(tape);
    viewNodes(tape);
  });
  viewNodes(tape);
  return tape;
}

/** Words that notes take besides one for each block: the number of those of loaded and of appended bytes, and what begins or ends a range. */
const SPARE_NOTES = 8;
/** Bytes that a note is about. */
export const NOTED_BYTES = 64;

/** Room for `capacity` bytes, a mark for each and the notes, and one byte more for the parser's sentinel. */
function takeRoom(tape: Tape, capacity: number): void {
  const { marks, memory } = tape;
  const size = capacity + 1;
  const bytesAt = allocate(memory, size);
  marks.offsetsAt = allocate(memory, size * 4);
  marks.notesAt = allocate(memory, (Math.ceil(size / NOTED_BYTES) + SPARE_NOTES) * 4);
  marks.bytesAt = bytesAt;
  marks.room = size;
  viewRoom(tape);
}

function viewRoom(tape: Tape): void {
  const { marks, memory } = tape;
  tape.bytes = new Uint8Array(memory.buffer, marks.bytesAt, marks.room);
  marks.offsets = new Int32Array(memory.buffer, marks.offsetsAt, marks.room);
}

function viewNodes(tape: Tape): void {
  tape.nodes = new Int32Array(tape.memory.buffer, tape.nodesAt, tape.nodeRoom);
}

/**
 * Empties the tape and takes a copy of `bytes`, which keep their offsets relative to their first byte; with `nodes` also of what parsing
 * their records gives, which then are not parsed.
 */
export function loadTape(tape: Tape, bytes: Uint8Array, nodes?: Int32Array): void {
  takeBytes(tape, bytes);
  if (nodes === undefined) {
    markBytes(tape, 0);
    return;
  }
  noteBytes(tape);
  while (nodes.length > tape.nodeRoom) growNodes(tape);
  tape.nodes.set(nodes);
  tape.length = nodes.length;
}

/** Empties the tape and takes a copy of `bytes`, which are not marked yet. */
export function takeBytes(tape: Tape, bytes: Uint8Array): void {
  tape.loads += 1;
  tape.used = 0;
  tape.length = 0;
  tape.marks.count = 0;
  tape.marks.next = 0;
  tape.marks.noteCount = -1;
  reserveBytes(tape, bytes.length);
  tape.bytes.set(bytes);
  tape.used = bytes.length;
}

/** Notes what a glance needs of the loaded bytes, whose nodes are known: nobody parses them, so that nothing is marked. */
function noteBytes(tape: Tape): void {
  const { marks, memory, used } = tape;
  const { kernels } = memory;
  if (kernels === null) return;
  tape.bytes[used] = 0;
  if (marks.numbers) memory.index(marks.bytesAt, used, marks.offsetsAt, marks.notesAt);
  else kernels.noteTexts(marks.bytesAt, used, marks.notesAt);
  marks.noteCount = new Int32Array(memory.buffer, marks.notesAt, 1)[0] as number;
}

/** Marks the bytes from `start` on. */
export function markBytes(tape: Tape, start: number): void {
  const { marks, memory } = tape;
  // The byte after the range may decide about the last one in it.
  tape.bytes[tape.used] = 0;
  const out = marks.offsetsAt + marks.count * 4;
  // What is noted of appended bytes stands behind what was noted of the loaded ones, and nobody reads it.
  const notes = start === 0 ? marks.notesAt : marks.notesAt + (marks.noteCount + 1) * 4;
  const length = tape.used - start;
  const index = marks.numbers ? memory.index : memory.indexTexts;
  const count = index(marks.bytesAt + start, length, out, notes);
  if (start > 0) for (let k = marks.count; k < marks.count + count; k++) marks.offsets[k] = (marks.offsets[k] as number) + start;
  marks.count += count;
  if (start === 0 && memory.kernels !== null) marks.noteCount = new Int32Array(memory.buffer, marks.notesAt, 1)[0] as number;
}

export function reserveBytes(tape: Tape, more: number): void {
  const needed = tape.used + more;
  if (needed < tape.bytes.length) return;
  const { marks, memory, used } = tape;
  const { bytesAt, offsetsAt, notesAt, noteCount, count } = marks;
  takeRoom(tape, Math.max(needed, tape.bytes.length * 2));
  memory.copy(bytesAt, used, marks.bytesAt);
  memory.copy(offsetsAt, count * 4, marks.offsetsAt);
  memory.copy(notesAt, (noteCount + 1) * 4, marks.notesAt);
}

/** Adds a string that stands in the tape's bytes and in which nothing is marked; gives its node. */
export function appendText(tape: Tape, start: number, end: number): number {
  const node = tape.length;
  if (node + STRIDE > tape.nodeRoom) growNodes(tape);
  tape.nodes.set([Kind.String, start, end, node + STRIDE], node);
  tape.length = node + STRIDE;
  return node;
}

/** Doubles the room for nodes. Views of the tape taken before are no longer good. */
export function growNodes(tape: Tape): Int32Array {
  const { memory, nodesAt, nodeRoom, length } = tape;
  const grownAt = allocate(memory, nodeRoom * 8);
  memory.copy(nodesAt, length * 4, grownAt);
  tape.nodesAt = grownAt;
  tape.nodeRoom = nodeRoom * 2;
  viewNodes(tape);
  return tape.nodes;
}
