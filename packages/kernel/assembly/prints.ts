// Fingerprints of items' ids, contents and keys: validator/src/scan/prints.ts has the same row by row and says what is in them.
// src/item-printer.ts writes what is read here. A row that needs a string to be made, or that has media, is left to TypeScript.
import { blankness, canonical, FILLED, UNKNOWN } from './canonical';
import { murmur } from './kernel';

const ARRAY: i32 = 5;
const NODE: usize = 16;
const PRINT: usize = 16;
const VALUE_END: u8 = 0x1f;

/** Bytes of an entry: fingerprint, split, row, mark; of an item also two words of its key's fingerprint. */
const ID_ENTRY: usize = 28;
const ITEM_ENTRY: usize = 36;

const KEYED: u8 = 1;
const FREE: u8 = 3;
const KEYED_MARK: i32 = 1 << 19;
/** A key has a bit for each of so many choices. */
const KEY_BITS: i32 = 31;

const MAX_CHOICES: i32 = 256;
const MAX_DEPTH: i32 = 64;
/** Bytes that a canonical text may take besides its own, and that are overwritten after it. */
const SPARE: usize = 32;

/** Where the columns are, and what all rows share; src/item-printer.ts writes it. */
@unmanaged
class Rows {
  root: usize;
  id: usize;
  context: usize;
  question: usize;
  turns: usize;
  answerNode: usize;
  key: usize;
  choiceStart: usize;
  mediaStart: usize;
  subMetric: usize;
  side: usize;
  valid: usize;
  answer: usize;
  choicePrint: usize;
  /** by sub-metric, one more for none first: 1 where an item may have a key */
  mayBeKeyed: usize;
  /** 1: `scope` stands before an id, 2: its sub-metric does */
  scoped: i32;
  scope: i32;
  split: i32;
  firstRow: i32;
  ids: usize;
  items: usize;
  /** entries written */
  idCount: i32;
  itemCount: i32;
}

let base: usize = 0;
let nodes: usize = 0;
let scratch: usize = 0;
let scratchEnd: usize = 0;
/** The row at hand cannot be told by its bytes, or has no room. */
let hard: bool = false;

const order: usize = memory.data(1024, 16);
const keyPrint: usize = memory.data(16, 16);

@inline
function at32(column: usize, row: i32): i32 {
  return load<i32>(column + ((row as usize) << 2));
}

@inline
function addressOf(node: i32): usize {
  return nodes + ((node as usize) << 2);
}

@inline
function afterOf(node: usize): usize {
  return addressOf(load<i32>(node, 12));
}

@inline
function hasRoom(node: usize, to: usize): bool {
  return to + (load<i32>(node, 8) - load<i32>(node, 4)) + SPARE <= scratchEnd;
}

/** Appends a node's canonical text; gives the address after it. */
@inline
function text(node: usize, to: usize): usize {
  const end = hasRoom(node, to) ? canonical(base, node, to) : 0;
  if (end != 0) return end;
  hard = true;
  return to;
}

@inline
function endValue(to: usize): usize {
  if (to + SPARE > scratchEnd) {
    hard = true;
    return to;
  }
  store<u8>(to, VALUE_END);
  return to + 1;
}

/** Every text below a node in order. */
function tree(node: usize, to: usize, depth: i32): usize {
  let end = to;
  if ((load<i32>(node) & 0xff) < ARRAY) end = text(node, end);
  else if (depth == MAX_DEPTH) hard = true;
  else {
    const after = afterOf(node);
    for (let child = node + NODE; child < after && !hard; child = afterOf(child)) end = tree(child, end, depth + 1);
  }
  return endValue(end);
}

@inline
function compare(a: usize, b: usize): i32 {
  for (let w: usize = 0; w < PRINT; w += 4) {
    const left = load<i32>(a + w);
    const right = load<i32>(b + w);
    if (left != right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Writes a set of choices as their fingerprints, sorted, each once; of those that have their bit in `key`, unless `all`. */
function choices(prints: usize, from: i32, to: i32, all: bool, key: i32, out: usize): usize {
  if (to - from > MAX_CHOICES || out + ((to - from) as usize) * PRINT + SPARE > scratchEnd) {
    hard = true;
    return out;
  }
  let count = 0;
  for (let k = from; k < to; k++) {
    if (!all && (k - from >= KEY_BITS || (key & (1 << (k - from))) == 0)) continue;
    const print = prints + (k as usize) * PRINT;
    let place = count;
    let difference = 1;
    while (place > 0) {
      difference = compare(load<u32>(order + (((place - 1) as usize) << 2)) as usize, print);
      if (difference <= 0) break;
      place--;
    }
    if (place > 0 && difference == 0) continue;
    for (let later = count; later > place; later--) {
      store<u32>(order + ((later as usize) << 2), load<u32>(order + (((later - 1) as usize) << 2)));
    }
    store<u32>(order + ((place as usize) << 2), print as u32);
    count++;
  }
  let end = out;
  for (let n = 0; n < count; n++, end += PRINT) v128.store(end, v128.load(load<u32>(order + ((n as usize) << 2)) as usize));
  return end;
}

let filled: bool = false;

/** Appends a text and its end, only the end where it is blank. */
function part(node: i32, to: usize): usize {
  let end = to;
  if (node >= 0) {
    // What `blankness` writes stands where the text then does.
    const state = hasRoom(addressOf(node), to) ? blankness(base, addressOf(node), to) : UNKNOWN;
    if (state == UNKNOWN) hard = true;
    if (state == FILLED) {
      filled = true;
      end = tree(addressOf(node), to, 0);
    }
  }
  return endValue(end);
}

/** The mark of an entry: sub-metric, side, whether the item is valid. */
@inline
function markOf(row: i32, rows: Rows): i32 {
  const subMetric = load<i16>(rows.subMetric + ((row as usize) << 1)) as i32;
  return (subMetric + 1) | ((load<u8>(rows.side + row) as i32) << 16) | ((load<u8>(rows.valid + row) as i32) << 18);
}

@inline
function place(entry: usize, row: i32, mark: i32, rows: Rows): void {
  store<i32>(entry, rows.split, 16);
  store<i32>(entry, rows.firstRow + row, 20);
  store<i32>(entry, mark, 24);
}

/** Writes the entry of a row's id, if it has one; gives the number of entries. */
function printId(row: i32, mark: i32, rows: Rows): i32 {
  const id = at32(rows.id, row);
  if (id < 0) return 0;
  const state = hasRoom(addressOf(id), scratch) ? blankness(base, addressOf(id), scratch) : UNKNOWN;
  if (state == UNKNOWN) hard = true;
  if (state != FILLED) return 0;
  let to = scratch;
  if (rows.scoped != 0) {
    store<i32>(to, rows.scoped == 1 ? rows.scope : (load<i16>(rows.subMetric + ((row as usize) << 1)) as i32));
    to += 4;
  }
  to = text(addressOf(id), to);
  const entry = rows.ids + (rows.idCount as usize) * ID_ENTRY;
  murmur(scratch, (to - scratch) as i32, entry);
  place(entry, row, mark, rows);
  return 1;
}

/** The same of its content and key. */
function printContent(row: i32, mark: i32, rows: Rows): i32 {
  filled = false;
  let to = part(at32(rows.context, row), scratch);
  to = part(at32(rows.question, row), to);
  to = part(at32(rows.turns, row), to);
  // Media stand here, and there are none.
  to = endValue(to);
  if (!filled) return 0;
  const from = at32(rows.choiceStart, row);
  const after = at32(rows.choiceStart, row + 1);
  to = choices(rows.choicePrint, from, after, true, 0, to);
  const entry = rows.items + (rows.itemCount as usize) * ITEM_ENTRY;
  murmur(scratch, (to - scratch) as i32, entry);
  const keyed = printKey(row, from, after, rows);
  place(entry, row, keyed ? mark | KEYED_MARK : mark, rows);
  store<i32>(entry, keyed ? load<i32>(keyPrint) : 0, 28);
  store<i32>(entry, keyed ? load<i32>(keyPrint, 4) : 0, 32);
  return 1;
}

/** Leaves the fingerprint of the row's key in `keyPrint`; false where it has none. */
function printKey(row: i32, from: i32, after: i32, rows: Rows): bool {
  const subMetric = load<i16>(rows.subMetric + ((row as usize) << 1)) as i32;
  if (load<u8>(rows.mayBeKeyed + (subMetric + 1)) == 0) return false;
  const state = load<u8>(rows.answer + row);
  let to = scratch;
  if (state == KEYED) to = choices(rows.choicePrint, from, after, false, at32(rows.key, row), to);
  else if (state == FREE) to = tree(addressOf(at32(rows.answerNode, row)), to, 0);
  else return false;
  murmur(scratch, (to - scratch) as i32, keyPrint);
  return true;
}

/** Writes the entries of the rows from `from` on; gives the row at which it stops, which it leaves to TypeScript, or `size`. */
export function printItems(bytesAt: usize, nodesAt: usize, rowsAt: usize, from: i32, size: i32, scratchAt: usize, room: i32): i32 {
  base = bytesAt;
  nodes = nodesAt;
  scratch = scratchAt;
  scratchEnd = scratchAt + room;
  const rows = changetype<Rows>(rowsAt);
  rows.idCount = 0;
  rows.itemCount = 0;
  for (let row = from; row < size; row++) {
    const root = at32(rows.root, row);
    if (root < 0) continue;
    if (at32(rows.mediaStart, row) != at32(rows.mediaStart, row + 1)) return row;
    hard = false;
    const mark = markOf(row, rows);
    const ids = printId(row, mark, rows);
    const items = hard ? 0 : printContent(row, mark, rows);
    if (hard) return row;
    rows.idCount += ids;
    rows.itemCount += items;
  }
  return size;
}
