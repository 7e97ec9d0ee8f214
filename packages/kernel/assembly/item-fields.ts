// The fields of an item by the keys of its record: looked up once for records that follow each other with the same keys.
import { HARMLESS } from './marks';
import { addressOf, afterOf, ARRAY, flagsOf, giveUp, indexOf, isWord, kindOf, NODE, NONE, WORD } from './item-tape';
import { Program } from './item-program';

const NULL: i32 = 0;
const STRING: i32 = 4;
const OBJECT: i32 = 6;
const SUSPECT_OR_ESCAPED: i32 = 4 | 16;
const ESCAPED: i32 = 16;
/** Without them a string is NFC, whatever stands beside it. */
const NOT_PLAIN: i32 = ~HARMLESS;

/** Members of a record past which a row is hard. */
const MAX_MEMBERS: i32 = 256;

/** Bytes of a path: place of its first key, place of its whole spelling as a key (or -1), address and number of the keys that follow. */
export const PATH: usize = 16;

let values: usize = 0;
/** By member of the records of the run at hand, the place of its key among those that are looked up; or -1. */
const slots: usize = memory.data(1024, 16);
/** -1: records of the run at hand are hard */
let members: i32 = 0;
/** -1: nothing is known of any run */
let knownRun: i32 = NONE;

let lastSubMetric: usize = 0;
let lastSide: usize = 0;

/** Another resource's words, or another batch's runs. */
export function beginFields(valuesAt: usize): void {
  values = valuesAt;
  knownRun = NONE;
  lastSubMetric = 0;
  lastSide = 0;
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
    if (slot >= 0) store<i32>(values + ((slot as usize) << 2), indexOf(value));
    value = afterOf(value) + NODE;
  }
}

/** The last member of a name, or -1. */
function memberOf(object: usize, name: usize): i32 {
  const end = afterOf(object);
  let found = NONE;
  for (let key = object + NODE; key < end; key = afterOf(key + NODE)) {
    if ((flagsOf(key) & SUSPECT_OR_ESCAPED) != 0) giveUp();
    else if (isWord(key, name)) found = indexOf(key + NODE);
  }
  return found;
}

function follow(from: i32, path: usize): i32 {
  let node = from;
  const count = load<i32>(path, 12);
  let name = load<u32>(path, 8) as usize;
  for (let k = 0; k < count && node >= 0; k++, name += WORD) {
    const kind = kindOf(addressOf(node));
    if (kind == ARRAY) giveUp();
    node = kind == OBJECT ? memberOf(addressOf(node), name) : NONE;
  }
  return node;
}

/** The value at a path, -1 where there is none. A null is none. */
@inline
export function valueAt(path: usize): i32 {
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
  if (word == 0 && (flags & NOT_PLAIN) != 0) giveUp();
  return word;
}

export function subMetricOf(program: Program): i32 {
  if (program.subMetricPath < 0) return program.subMetricElse;
  const path = program.paths + (program.subMetricPath as usize) * PATH;
  const word = wordOf(path, program.subMetricWords, program.subMetricCount, lastSubMetric);
  if (word == 0) return program.subMetricElse;
  lastSubMetric = word;
  return load<i32>(word, 8);
}

export function sideOf(program: Program): i32 {
  if (program.sidePath < 0) return program.sideElse;
  const path = program.paths + (program.sidePath as usize) * PATH;
  const word = wordOf(path, program.sideWords, program.sideCount, lastSide);
  if (word == 0) return program.sideElse;
  lastSide = word;
  return load<i32>(word, 8);
}

/** Whether the row's keys are known, and its values found. */
@inline
export function open(root: i32, program: Program): bool {
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
