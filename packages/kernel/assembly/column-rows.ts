// Writes rows that are stored as columns as JSON text, and the nodes that parsing that text would give: src/column-rows.ts says what it
// means. Addresses are absolute; what rows and nodes hold is relative to `out` and `nodes`.

import { flags, readyTexts, writeJsonText } from './json-texts';
import { escaped } from './weave';

export { readyTexts };

/** As in parse.ts. */
const NULL: i32 = 0;
const STRING: i32 = 4;
const ARRAY: i32 = 5;
const OBJECT: i32 = 6;
const NODE: usize = 16;

/** Bytes of a column, and the places of its words: ColumnWord in src/column-rows.ts. */
const COLUMN: usize = 48;
const DEFINITIONS: usize = 0;
const REPETITIONS: usize = 4;
const ENTRY: usize = 8;
const ENTRIES: usize = 12;
const IS_LAST: usize = 16;
const FORM: usize = 20;
const VALUE: usize = 24;
const VALUES_END: usize = 28;
const INDEXES: usize = 32;
const TABLE: usize = 36;
const HIGHEST: usize = 40;

/** Form of a column's values: texts with their size before them, ready values; else indexes of ready values. */
const TEXTS: i32 = 0;
const READY: i32 = 1;

/** Before a ready value: head of its node, bytes. */
const READY_HEAD: usize = 8;
/** In the head of a ready value: there is something to say of it. */
const ODD_VALUE: i32 = 1 << 31;

/** An instruction is four words: its kind, then those that the kinds name `a`, `b` and `c`. */
const INSTRUCTION: usize = 16;
const END_ROW: i32 = 0;
const KEY: i32 = 1;
const OPEN_OBJECT: i32 = 2;
const CLOSE_OBJECT: i32 = 3;
const OPEN_ARRAY: i32 = 4;
const CLOSE_ARRAY: i32 = 5;
const WRITE_VALUE: i32 = 6;
const WRITE_NULL: i32 = 7;
const IF_THERE: i32 = 8;
const PASS: i32 = 9;
const JUMP: i32 = 10;
const ENTER_LIST: i32 = 11;
const NEXT: i32 = 12;

/** What comes of an instruction: the next one, or why it stops. */
const ON: i32 = 0;
const ENOUGH: i32 = 1;
const MORE: i32 = 2;
const NO_TEXT_ROOM: i32 = 3;
const NO_NODE_ROOM: i32 = 4;
const CORRUPT: i32 = 5;
const ODD: i32 = 6;

const ROW: usize = 20;
/** Past the end of what is written: the last block of a text, an escape, punctuation marks. */
const SLACK: usize = 64;

let base: usize = 0;
let to: usize = 0;
let roomEnd: usize = 0;
let nodesBase: usize = 0;
let node: usize = 0;
/** Repetition level of what is written next. */
let repetition: i32 = 0;
/** Where the row began, and the flags of its strings. */
let first: usize = 0;
let rowFlags: i32 = 0;
/** A row that is longer is refused: what it has beyond this is not written, and of one text more than this is only counted. */
let longest: u32 = 0;
let unwritten: u32 = 0;
/** Bytes that there is no room for. */
let lacking: usize = 0;

@inline
function nextNode(): i32 {
  return ((node - nodesBase) >>> 2) as i32;
}

@inline
function push(head: i32, start: usize, end: usize): void {
  store<i32>(node, head);
  store<i32>(node, (start - base) as i32, 4);
  store<i32>(node, (end - base) as i32, 8);
  store<i32>(node, nextNode() + 4, 12);
  node += NODE;
}

@inline
function copyTo(from: usize, length: usize): void {
  for (let k: usize = 0; k < length; k += 16) v128.store(to + k, v128.load(from + k));
}

function noRoom(bytes: usize): i32 {
  lacking = bytes;
  return NO_TEXT_ROOM;
}

function writeNull(): void {
  store<u32>(to, 0x6c6c756e);
  push(NULL, to, to + 4);
  to += 4;
}

/** `a`: address of the key from `{"` or `,"` to `":`, `b`: its bytes, `c`: flags of its text. */
@inline
function writeKey(pc: usize): i32 {
  const length = load<u32>(pc, 8) as usize;
  if (to + length > roomEnd) return noRoom(length);
  copyTo(load<u32>(pc, 4) as usize, length);
  const keyFlags = load<i32>(pc, 12);
  push(STRING | (keyFlags << 8), to + 2, to + length - 2);
  rowFlags |= keyFlags;
  to += length;
  return ON;
}

@inline
function hasEntry(column: usize): bool {
  return load<u32>(column, ENTRY) < load<u32>(column, ENTRIES);
}

@inline
function isAtEnd(column: usize): bool {
  return load<i32>(column, IS_LAST) != 0;
}

@inline
function definitionOf(column: usize): i32 {
  const levels = load<u32>(column, DEFINITIONS) as usize;
  return levels == 0 ? load<i32>(column, HIGHEST) : (load<u8>(levels + load<u32>(column, ENTRY)) as i32);
}

@inline
function repetitionOf(column: usize): i32 {
  const levels = load<u32>(column, REPETITIONS) as usize;
  return levels == 0 ? 0 : (load<u8>(levels + load<u32>(column, ENTRY)) as i32);
}

@inline
function passEntry(column: usize): void {
  store<u32>(column, load<u32>(column, ENTRY) + 1, ENTRY);
}

@inline
function isTooLong(): bool {
  return ((to - first) as u32) + unwritten > longest;
}

@inline
function writeText(column: usize): i32 {
  const at = load<u32>(column, VALUE) as usize;
  const there = (load<u32>(column, VALUES_END) as usize) - at;
  if (there < 4) return MORE;
  const length = load<u32>(at) as usize;
  if (length > there - 4) return MORE;
  if (!isTooLong() && length > longest) {
    unwritten += (escaped(at + 4, length as i32) as u32) + 2;
  } else if (!isTooLong()) {
    if (to + length * 6 > roomEnd) {
      const size = escaped(at + 4, length as i32) as usize;
      if (to + size > roomEnd) return noRoom(size);
    }
    store<u8>(to, 0x22);
    const quote = writeJsonText(at + 4, length, to + 1);
    push(STRING | (flags << 8), to + 1, quote);
    rowFlags |= flags;
    to = quote + 1;
  }
  store<u32>(column, (at + 4 + length) as u32, VALUE);
  return ON;
}

@inline
function writeReady(column: usize, isIndexed: bool): i32 {
  const value = load<u32>(column, VALUE);
  let at = value as usize;
  if (isIndexed) {
    const index = load<u32>((load<u32>(column, INDEXES) as usize) + (at << 2)) as usize;
    at = load<u32>((load<u32>(column, TABLE) as usize) + (index << 2)) as usize;
  } else if (value >= load<u32>(column, VALUES_END)) return MORE;
  const head = load<i32>(at) & ~ODD_VALUE;
  const length = load<u32>(at, 4) as usize;
  if (!isTooLong()) {
    if (to + length > roomEnd) return noRoom(length);
    copyTo(at + READY_HEAD, length);
    const quote: usize = (head & 0xff) == STRING ? 1 : 0;
    push(head, to + quote, to + length - quote);
    rowFlags |= head >>> 8;
    to += length;
  }
  store<u32>(column, isIndexed ? value + 1 : ((at + READY_HEAD + length) as u32), VALUE);
  return load<i32>(at) < 0 ? ODD : ON;
}

/** `a`: column, `b`: definition level of an entry that is null, -1 where none may be. */
@inline
function writeValue(column: usize, absent: i32): i32 {
  if (!hasEntry(column)) return isAtEnd(column) ? CORRUPT : MORE;
  if (repetitionOf(column) != repetition) return CORRUPT;
  const definition = definitionOf(column);
  let stop = ON;
  if (definition != load<i32>(column, HIGHEST)) {
    if (definition != absent) return CORRUPT;
    writeNull();
  } else {
    const form = load<i32>(column, FORM);
    stop = form == TEXTS ? writeText(column) : writeReady(column, form != READY);
  }
  if (stop == ON || stop == ODD) passEntry(column);
  return stop;
}

/** `a`: column, `b`: definition level. Passes over an entry without value. */
@inline
function pass(column: usize, definition: i32): i32 {
  if (!hasEntry(column)) return isAtEnd(column) ? CORRUPT : MORE;
  if (definitionOf(column) != definition || repetitionOf(column) != repetition) return CORRUPT;
  passEntry(column);
  return ON;
}

/** `b`: the bracket, 0 where the first key has it. `open` holds the nodes of what is open, as words. */
@inline
function openContainer(kind: i32, bracket: i32, open: usize): void {
  store<i32>(open, nextNode());
  push(kind, to, to);
  if (bracket != 0) store<u8>(to++, bracket as u8);
}

@inline
function closeContainer(bracket: i32, open: usize): void {
  store<u8>(to++, bracket as u8);
  const container = nodesBase + ((load<u32>(open) as usize) << 2);
  store<i32>(container, (to - base) as i32, 8);
  store<i32>(container, nextNode(), 12);
}

@inline
function endRow(at: usize, root: usize): void {
  // All rows are one run of keys.
  store<i32>(root, OBJECT | (1 << 8));
  store<i32>(at, (first - base) as i32);
  store<i32>(at, (to - base) as i32, 4);
  store<i32>(at, ((root - nodesBase) >>> 2) as i32, 8);
  store<i32>(at, rowFlags, 12);
  store<u32>(at, unwritten, 16);
  first = to;
  rowFlags = 0;
  unwritten = 0;
  repetition = 0;
}

/**
 * Runs the program from where `state` says that it stands until there are `maxRows` rows or `enough` bytes of text, or something stands in the
 * way. A row is start and end of its text, its node, the flags of its strings, and bytes of it that were not written. `open` has a word for each container that may be open,
 * `saved` one for each list. `state`: why it stopped; the column that it stopped at, or the bytes that there is no room for; place in the
 * program; repetition level; bytes and words written; rows; where the row at hand began in both; its flags; containers that are open; bytes
 * of it that were not written.
 */
export function columnRows(
  program: usize,
  columns: usize,
  out: usize,
  outSize: i32,
  nodes: usize,
  nodesSize: i32,
  rows: usize,
  maxRows: i32,
  enough: i32,
  longestRow: i32,
  open: usize,
  saved: usize,
  state: usize,
): void {
  let pc = program + load<u32>(state, 8);
  repetition = load<i32>(state, 12);
  base = out;
  to = out + load<u32>(state, 16);
  nodesBase = nodes;
  node = nodes + ((load<u32>(state, 20) as usize) << 2);
  let row = load<i32>(state, 24);
  first = out + load<u32>(state, 28);
  let root = nodes + ((load<u32>(state, 32) as usize) << 2);
  rowFlags = load<i32>(state, 36);
  let depth = load<u32>(state, 40) as usize;
  roomEnd = out + outSize - SLACK;
  const nodesEnd = nodes + nodesSize - NODE;
  unwritten = load<u32>(state, 44);
  longest = longestRow as u32;
  lacking = 0;
  let stop = ON;
  let about: u32 = 0;

  while (stop == ON) {
    if (to > roomEnd || node > nodesEnd) {
      stop = to > roomEnd ? NO_TEXT_ROOM : NO_NODE_ROOM;
      break;
    }
    about = load<u32>(pc, 4);
    const a = about as usize;
    const b = load<i32>(pc, 8);
    const column = columns + a * COLUMN;
    let next = pc + INSTRUCTION;
    switch (load<i32>(pc)) {
      case KEY:
        stop = writeKey(pc);
        break;
      case WRITE_VALUE:
        stop = writeValue(column, b);
        break;
      case IF_THERE:
        // `c`: where it goes on if the definition level is `b` or more.
        if (!hasEntry(column) && !isAtEnd(column)) stop = MORE;
        else if (hasEntry(column) && definitionOf(column) >= b) next = program + load<u32>(pc, 12);
        break;
      case PASS:
        stop = pass(column, b);
        break;
      case NEXT:
        // `b`: repetition level, and above 16 bits where the one before the list is; `c`: where the list goes on.
        if (!hasEntry(column) && !isAtEnd(column)) stop = MORE;
        else if (hasEntry(column) && repetitionOf(column) == (b & 0xffff)) {
          store<u8>(to++, 0x2c);
          repetition = b & 0xffff;
          next = program + load<u32>(pc, 12);
        } else repetition = load<i32>(saved + ((b >>> 16) << 2));
        break;
      case ENTER_LIST:
        store<i32>(saved + (a << 2), repetition);
        break;
      case JUMP:
        next = program + load<u32>(pc, 12);
        break;
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        openContainer(load<i32>(pc) == OPEN_OBJECT ? OBJECT : ARRAY, b, open + (depth << 2));
        depth++;
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        depth--;
        closeContainer(load<i32>(pc) == CLOSE_OBJECT ? 0x7d : 0x5d, open + (depth << 2));
        break;
      case WRITE_NULL:
        writeNull();
        break;
      case END_ROW:
        endRow(rows + (row as usize) * ROW, root);
        row++;
        root = node;
        next = program;
        if (row == maxRows || (to - base) as i32 >= enough) stop = ENOUGH;
        break;
      default:
        stop = CORRUPT;
    }
    if (stop == ON || stop == ENOUGH || stop == ODD) pc = next;
  }

  store<i32>(state, stop);
  store<u32>(state, stop == NO_TEXT_ROOM ? (lacking as u32) : about, 4);
  store<u32>(state, (pc - program) as u32, 8);
  store<i32>(state, repetition, 12);
  store<u32>(state, (to - base) as u32, 16);
  store<i32>(state, nextNode(), 20);
  store<i32>(state, row, 24);
  store<u32>(state, (first - base) as u32, 28);
  store<i32>(state, ((root - nodesBase) >>> 2) as i32, 32);
  store<i32>(state, rowFlags, 36);
  store<u32>(state, depth as u32, 40);
  store<u32>(state, unwritten, 44);
}
