// Maps parsed records to items, as far as bytes alone tell: src/item-mapper.ts writes what is read here. What a row holds that is not
// plain makes it hard: its columns mean nothing then, and TypeScript maps it. Nodes in columns are indices in words, addresses else.
import { blankness, canonical, EMPTY, UNKNOWN } from './canonical';
import { murmur } from './kernel';
import { HARMLESS } from './marks';

const NULL: i32 = 0;
const NUMBER: i32 = 3;
const STRING: i32 = 4;
const ARRAY: i32 = 5;
const OBJECT: i32 = 6;
const SUSPECT_OR_ESCAPED: i32 = 4 | 16;
const ESCAPED: i32 = 16;
/** Without them a string is NFC, whatever stands beside it. */
const NOT_PLAIN: i32 = ~HARMLESS;

const NODE: usize = 16;
const PRINT: usize = 16;
const NONE: i32 = -1;

/** Members of a record, and choices of an item, past which a row is hard. */
const MAX_MEMBERS: i32 = 256;
const MAX_CHOICES: i32 = 128;

/** Words of a path: place of its first key, place of its whole spelling as a key (or -1), address and number of the keys that follow. */
const PATH: usize = 16;
/** Words of a byte string in a table: address, length, value. */
const WORD: usize = 12;

const NEEDS_ANSWER: i32 = 0x100;
const TYPE: i32 = 0xff;

/** Item types, by what an answer must be; of any other a row with an answer is hard. */
const FREE_ANSWER: i32 = 0;
const ONE_CHOICE: i32 = 1;
const SOME_CHOICES: i32 = 2;
const SHARES: i32 = 3;
const LABEL: i32 = 4;
/** One choice, or a word of its own: only a single character is none. */
const CHOICE_OR_TIE: i32 = 5;

/** Words of a type: what an answer must be, then address and number of its labels. */
const FORM: usize = 12;

/** Styles of an answer. */
const INDEX0: i32 = 0;
const INDEX1: i32 = 1;
const LETTER: i32 = 2;

const ABSENT_ANSWER: i32 = 0;
const KEYED: i32 = 1;
const FOREIGN: i32 = 2;
const FREE: i32 = 3;

const LEADERBOARD: i32 = 1;

/** What a resource's items are made of; src/item-mapper.ts writes it. */
@unmanaged
class Program {
  keys: usize;
  keyCount: i32;
  /** ten fields, then sub-metric, split, choices and media */
  paths: usize;
  subMetricPath: i32;
  subMetricWords: usize;
  subMetricCount: i32;
  subMetricElse: i32;
  sidePath: i32;
  sideWords: usize;
  sideCount: i32;
  sideElse: i32;
  choicesFrom: i32;
  choicesCount: i32;
  choicesInColumns: i32;
  mediaFrom: i32;
  mediaCount: i32;
  styles: usize;
  styleCount: i32;
  /** by sub-metric, one more for none first */
  types: usize;
  withheld: i32;
  /** room for a value of each key */
  values: usize;
}

/** Where the columns are; those of the item's fields follow each other, `rows` apart. */
@unmanaged
class Columns {
  rows: i32;
  root: usize;
  fields: usize;
  subMetric: usize;
  side: usize;
  answer: usize;
  key: usize;
  hard: usize;
  choiceStart: usize;
  choices: usize;
  prints: usize;
  choiceRoom: i32;
  /** choices in use */
  choiceCount: i32;
  hardRows: i32;
}

const FIELDS: i32 = 10;
const ANSWER: i32 = 3;

let base: usize = 0;
let nodes: usize = 0;
let scratch: usize = 0;
let values: usize = 0;
/** The row at hand cannot be told by its bytes. */
let hard: bool = false;

/** By member of the records of the run at hand, the place of its key among those that are looked up; or -1. */
const slots: usize = memory.data(1024, 16);
let members: i32 = 0;
/** -1: nothing is known of any run; -2: records of the run at hand are hard */
let knownRun: i32 = NONE;

let lastSubMetric: usize = 0;
let lastSide: usize = 0;

@inline
function addressOf(node: i32): usize {
  return nodes + ((node as usize) << 2);
}

@inline
function kindOf(node: usize): i32 {
  return load<i32>(node) & 0xff;
}

@inline
function flagsOf(node: usize): i32 {
  return load<i32>(node) >> 8;
}

@inline
function lengthOf(node: usize): i32 {
  return load<i32>(node, 8) - load<i32>(node, 4);
}

@inline
function afterOf(node: usize): usize {
  return addressOf(load<i32>(node, 12));
}

@inline
function isSame(a: usize, b: usize, length: i32): bool {
  let k = 0;
  for (; k + 8 <= length; k += 8) if (load<u64>(a + k) != load<u64>(b + k)) return false;
  for (; k < length; k++) if (load<u8>(a + k) != load<u8>(b + k)) return false;
  return true;
}

/** Whether a node's source bytes are those of a table's entry. */
@inline
function isWord(node: usize, word: usize): bool {
  const length = load<i32>(word, 4);
  return lengthOf(node) == length && isSame(base + load<i32>(node, 4), load<u32>(word) as usize, length);
}

/** Finds the looked-up keys among a record's; false where a key is not its bytes. */
function learn(object: usize, program: Program): bool {
  const end = afterOf(object);
  members = 0;
  for (let key = object + NODE; key < end; key = afterOf(key + NODE)) {
    if (members == MAX_MEMBERS || (flagsOf(key) & SUSPECT_OR_ESCAPED) != 0) return false;
    let slot = NONE;
    for (let k = 0; k < program.keyCount; k++) {
      if (!isWord(key, program.keys + (k as usize) * WORD)) continue;
      slot = k;
      break;
    }
    store<i32>(slots + ((members as usize) << 2), slot);
    members++;
  }
  return true;
}

/** Writes the value of each looked-up key; the last of equal keys counts. */
function enter(object: usize, program: Program): void {
  for (let k = 0; k < program.keyCount; k++) store<i32>(values + ((k as usize) << 2), NONE);
  let value = object + 2 * NODE;
  for (let m = 0; m < members; m++) {
    const slot = load<i32>(slots + ((m as usize) << 2));
    if (slot >= 0) store<i32>(values + ((slot as usize) << 2), ((value - nodes) >>> 2) as i32);
    value = afterOf(value) + NODE;
  }
}

/** The last member of a name, or -1. */
function memberOf(object: usize, name: usize): i32 {
  const end = afterOf(object);
  let found = NONE;
  for (let key = object + NODE; key < end; key = afterOf(key + NODE)) {
    if ((flagsOf(key) & SUSPECT_OR_ESCAPED) != 0) hard = true;
    else if (isWord(key, name)) found = (((key + NODE) - nodes) >>> 2) as i32;
  }
  return found;
}

function follow(from: i32, path: usize): i32 {
  let node = from;
  const count = load<i32>(path, 12);
  let name = load<u32>(path, 8) as usize;
  for (let k = 0; k < count && node >= 0; k++, name += WORD) {
    const kind = kindOf(addressOf(node));
    if (kind == ARRAY) hard = true;
    node = kind == OBJECT ? memberOf(addressOf(node), name) : NONE;
  }
  return node;
}

/** The value at a path, -1 where there is none. A null is none. */
@inline
function valueAt(path: usize): i32 {
  const first = load<i32>(path);
  if (first < 0) return NONE;
  let node = load<i32>(values + ((first as usize) << 2));
  if (load<i32>(path, 12) != 0) {
    node = follow(node, path);
    const whole = load<i32>(path, 4);
    if (node < 0 && whole >= 0) node = load<i32>(values + ((whole as usize) << 2));
  }
  return node >= 0 && kindOf(addressOf(node)) == NULL ? NONE : node;
}

/** The entry of a table whose bytes are the node's, the last one found first; 0 where none is. */
@inline
function find(node: usize, words: usize, count: i32, last: usize): usize {
  if (last != 0 && isWord(node, last)) return last;
  const end = words + (count as usize) * WORD;
  for (let word = words; word < end; word += WORD) if (isWord(node, word)) return word;
  return 0;
}

/** The word that a path's value is, 0 where it is none of them. */
@inline
function wordOf(path: usize, words: usize, count: i32, last: usize): usize {
  const node = valueAt(path);
  if (node < 0) return 0;
  const address = addressOf(node);
  const flags = kindOf(address) == STRING ? flagsOf(address) : 0;
  const word: usize = (flags & ESCAPED) != 0 ? 0 : find(address, words, count, last);
  // Written in another way it may yet be one of them.
  if (word == 0 && (flags & NOT_PLAIN) != 0) hard = true;
  return word;
}

function subMetricOf(program: Program): i32 {
  if (program.subMetricPath < 0) return program.subMetricElse;
  const path = program.paths + (program.subMetricPath as usize) * PATH;
  const word = wordOf(path, program.subMetricWords, program.subMetricCount, lastSubMetric);
  if (word == 0) return program.subMetricElse;
  lastSubMetric = word;
  return load<i32>(word, 8);
}

function sideOf(program: Program): i32 {
  if (program.sidePath < 0) return program.sideElse;
  const path = program.paths + (program.sidePath as usize) * PATH;
  const word = wordOf(path, program.sideWords, program.sideCount, lastSide);
  if (word == 0) return program.sideElse;
  lastSide = word;
  return load<i32>(word, 8);
}

/** Fingerprint of a node's canonical text, to `out`. */
@inline
function print(node: i32, out: usize): void {
  let end = scratch;
  if (node >= 0) {
    end = canonical(base, addressOf(node), scratch);
    if (end == 0) {
      hard = true;
      return;
    }
  }
  murmur(scratch, (end - scratch) as i32, out);
}

/** Writes the row's choices after those of the rows before it; gives how many. */
function choicesOf(program: Program, columns: Columns): i32 {
  const path = program.paths + (program.choicesFrom as usize) * PATH;
  const out = columns.choices + ((columns.choiceCount as usize) << 2);
  let count = 0;
  if (program.choicesInColumns != 0) {
    for (; count < program.choicesCount; count++) store<i32>(out + ((count as usize) << 2), valueAt(path + (count as usize) * PATH));
    count = withoutBlanks(out, count);
  } else {
    const list = valueAt(path);
    if (list < 0) return 0;
    const array = addressOf(list);
    if (kindOf(array) != ARRAY) {
      hard = true;
      return 0;
    }
    const end = afterOf(array);
    for (let child = array + NODE; child < end && count <= MAX_CHOICES; child = afterOf(child), count++) {
      store<i32>(out + ((count as usize) << 2), ((child - nodes) >>> 2) as i32);
    }
    if (count > MAX_CHOICES) hard = true;
  }
  if (hard) return 0;
  let at = columns.prints + (columns.choiceCount as usize) * PRINT;
  for (let k = 0; k < count; k++, at += PRINT) print(load<i32>(out + ((k as usize) << 2)), at);
  return count;
}

/** The number of choices without the empty cells after the last. */
function withoutBlanks(choices: usize, count: i32): i32 {
  let left = count;
  for (; left > 0; left--) {
    const node = load<i32>(choices + (((left - 1) as usize) << 2));
    if (node < 0) continue;
    const blank = blankness(base, addressOf(node), scratch);
    if (blank == UNKNOWN) hard = true;
    if (blank != EMPTY) break;
  }
  return left;
}

/** A digit, -1 for another single character; else the row is hard. */
@inline
function digitOf(node: usize): i32 {
  if (lengthOf(node) != 1) {
    hard = true;
    return NONE;
  }
  const digit = (load<u8>(base + load<i32>(node, 4)) as i32) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : NONE;
}

@inline
function letterOf(node: usize): i32 {
  if (lengthOf(node) != 1) {
    hard = true;
    return NONE;
  }
  const letter = ((load<u8>(base + load<i32>(node, 4)) | 0x20) as i32) - 0x61;
  return letter >= 0 && letter < 26 ? letter : NONE;
}

const answerPrint: usize = memory.data(16, 16);

/** The choice that has the node's canonical text, or -1. */
function match(node: i32, prints: usize, count: i32): i32 {
  print(node, answerPrint);
  const wanted = v128.load(answerPrint);
  for (let k = 0; k < count; k++) {
    if (!v128.any_true(v128.xor(wanted, v128.load(prints + (k as usize) * PRINT)))) return k;
  }
  return NONE;
}

/** Index of the choice that an answer names, or -1, or one that there is not. */
function choiceNamed(node: i32, program: Program, prints: usize, count: i32): i32 {
  const address = addressOf(node);
  if (program.styleCount == 0) {
    if (kindOf(address) == NUMBER) return digitOf(address);
    const index = match(node, prints, count);
    if (index >= 0 || hard) return index;
    const letter = letterOf(address);
    return letter >= 0 ? letter : digitOf(address);
  }
  for (let s = 0; s < program.styleCount; s++) {
    const style = load<i32>(program.styles + ((s as usize) << 2));
    let index = NONE;
    if (style == INDEX0) index = digitOf(address);
    else if (style == INDEX1) index = digitOf(address) - 1;
    else if (style == LETTER) index = letterOf(address);
    else index = match(node, prints, count);
    if (hard) return NONE;
    if (index >= 0 && index < count) return index;
  }
  return NONE;
}

let answerKey: i32 = 0;

/** State of an answer that names one choice; its bit is added to the key. */
@inline
function keyedBy(node: i32, program: Program, prints: usize, count: i32): i32 {
  const index = choiceNamed(node, program, prints, count);
  if (index < 0 || index >= count) return FOREIGN;
  if (index < 31) answerKey |= 1 << index;
  return KEYED;
}

function answerOf(form: usize, node: i32, program: Program, prints: usize, count: i32): i32 {
  answerKey = 0;
  if (node < 0) return ABSENT_ANSWER;
  const address = addressOf(node);
  const blank = blankness(base, address, scratch);
  if (blank == UNKNOWN) hard = true;
  if (blank != 0) return ABSENT_ANSWER;
  const type = load<i32>(form) & TYPE;
  if (type == FREE_ANSWER) return FREE;
  const kind = kindOf(address);
  if (type == LABEL) return labelled(form, address);
  if (type == CHOICE_OR_TIE && (kind == NUMBER || (kind == STRING && lengthOf(address) == 1))) {
    return keyedBy(node, program, prints, count);
  }
  if (type == ONE_CHOICE && kind != ARRAY) return keyedBy(node, program, prints, count);
  if (type == SOME_CHOICES && kind == ARRAY) return keyedByAll(address, program, prints, count);
  if (type == SHARES && kind == ARRAY) return elementsOf(address) == count ? FREE : FOREIGN;
  hard = true;
  return ABSENT_ANSWER;
}

/** Whether an answer is one of its type's labels. */
function labelled(form: usize, node: usize): i32 {
  const end = kindOf(node) < ARRAY ? canonical(base, node, scratch) : 0;
  if (end == 0) {
    hard = true;
    return FOREIGN;
  }
  const length = (end - scratch) as i32;
  const labels = load<u32>(form, 4) as usize;
  const after = labels + (load<u32>(form, 8) as usize) * WORD;
  for (let label = labels; label < after; label += WORD) {
    if (load<i32>(label, 4) == length && isSame(load<u32>(label) as usize, scratch, length)) return FREE;
  }
  return FOREIGN;
}

function elementsOf(array: usize): i32 {
  let count = 0;
  const end = afterOf(array);
  for (let child = array + NODE; child < end; child = afterOf(child)) count++;
  return count;
}

function keyedByAll(array: usize, program: Program, prints: usize, count: i32): i32 {
  const end = afterOf(array);
  let state = ABSENT_ANSWER;
  for (let child = array + NODE; child < end; child = afterOf(child)) {
    state = keyedBy(((child - nodes) >>> 2) as i32, program, prints, count);
    if (state == FOREIGN) {
      answerKey = 0;
      return FOREIGN;
    }
  }
  return state;
}

/** Whether the row's keys are known, and its values found. */
@inline
function open(root: i32, program: Program): bool {
  const object = addressOf(root);
  const head = load<i32>(object);
  if ((head & 0xff) != OBJECT) return false;
  const run = head >> 8;
  if (run != knownRun || run == 0) {
    knownRun = run;
    if (!learn(object, program)) members = NONE;
  }
  if (members < 0) return false;
  enter(object, program);
  return true;
}

/** Fills the columns of a row; false where it is hard. */
function mapRow(row: i32, program: Program, columns: Columns): bool {
  const root = load<i32>(columns.root + ((row as usize) << 2));
  if (root < 0 || !open(root, program)) return false;
  hard = false;
  const answerAt = program.paths + (ANSWER as usize) * PATH;
  const mediaAt = program.paths + (program.mediaFrom as usize) * PATH;
  for (let m = 0; m < program.mediaCount; m++) if (valueAt(mediaAt + (m as usize) * PATH) >= 0) return false;
  const field = columns.fields + ((row as usize) << 2);
  for (let f = 0; f < FIELDS; f++) {
    store<i32>(field + (((f * columns.rows) as usize) << 2), valueAt(program.paths + (f as usize) * PATH));
  }
  const subMetric = subMetricOf(program);
  const side = sideOf(program);
  store<i16>(columns.subMetric + ((row as usize) << 1), subMetric as i16);
  store<u8>(columns.side + row, side as u8);
  const count = choicesOf(program, columns);
  if (hard) return false;
  const form = program.types + ((subMetric + 1) as usize) * FORM;
  const prints = columns.prints + (columns.choiceCount as usize) * PRINT;
  const state = answerOf(form, valueAt(answerAt), program, prints, count);
  const isMissing = state == ABSENT_ANSWER && (load<i32>(form) & NEEDS_ANSWER) != 0 && (program.withheld == 0 || side != LEADERBOARD);
  if (hard || isMissing) return false;
  store<u8>(columns.answer + row, state as u8);
  store<i32>(columns.key + ((row as usize) << 2), answerKey);
  columns.choiceCount += count;
  return true;
}

/**
 * Maps the rows from `from` on; gives the number of rows that are done: less than `size` where the room for choices ends first. Hard
 * rows are marked and counted, and have no choices.
 */
export function mapItems(bytesAt: usize, nodesAt: usize, programAt: usize, columnsAt: usize, from: i32, size: i32, scratchAt: usize): i32 {
  base = bytesAt;
  nodes = nodesAt;
  scratch = scratchAt;
  const program = changetype<Program>(programAt);
  const columns = changetype<Columns>(columnsAt);
  values = program.values;
  if (from == 0) {
    columns.choiceCount = 0;
    columns.hardRows = 0;
  }
  // Another resource's words, or another batch's runs.
  knownRun = NONE;
  lastSubMetric = 0;
  lastSide = 0;
  for (let row = from; row < size; row++) {
    if (columns.choiceCount + MAX_CHOICES + 1 > columns.choiceRoom) return row;
    store<i32>(columns.choiceStart + ((row as usize) << 2), columns.choiceCount);
    const isHard = !mapRow(row, program, columns);
    store<u8>(columns.hard + row, isHard ? 1 : 0);
    if (isHard) columns.hardRows++;
  }
  store<i32>(columns.choiceStart + ((size as usize) << 2), columns.choiceCount);
  return size;
}
