// Answers as bits of the choices they name.
import { UNKNOWN } from './canonical';
import {
  addressOf,
  afterOf,
  ARRAY,
  blanknessOf,
  canonicalOf,
  giveUp,
  hard,
  indexOf,
  isSame,
  kindOf,
  lengthOf,
  NODE,
  NONE,
  PRINT,
  print,
  scratch,
  startOf,
  WORD,
} from './item-tape';
import { Program } from './item-program';

const NUMBER: i32 = 3;
const STRING: i32 = 4;

export const NEEDS_ANSWER: i32 = 0x100;
const TYPE: i32 = 0xff;

/** Item types, by what an answer must be; of any other a row with an answer is hard. */
const FREE_ANSWER: i32 = 0;
const ONE_CHOICE: i32 = 1;
const SOME_CHOICES: i32 = 2;
const SHARES: i32 = 3;
const LABEL: i32 = 4;
/** One choice, or a word of its own: only a single character is none. */
const CHOICE_OR_TIE: i32 = 5;

/** Bytes of a type: what an answer must be, then address and number of its labels. */
export const FORM: usize = 12;

/** Styles of an answer. */
const INDEX0: i32 = 0;
const INDEX1: i32 = 1;
const LETTER: i32 = 2;

export const ABSENT_ANSWER: i32 = 0;
const KEYED: i32 = 1;
const FOREIGN: i32 = 2;
const FREE: i32 = 3;

/** A digit, -1 for another single character; else the row is hard. */
@inline
function digitOf(node: usize): i32 {
  if (lengthOf(node) != 1) {
    giveUp();
    return NONE;
  }
  const digit = (load<u8>(startOf(node)) as i32) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : NONE;
}

@inline
function letterOf(node: usize): i32 {
  if (lengthOf(node) != 1) {
    giveUp();
    return NONE;
  }
  const letter = ((load<u8>(startOf(node)) | 0x20) as i32) - 0x61;
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

export let answerKey: i32 = 0;

/** State of an answer that names one choice; its bit is added to the key. */
@inline
function keyedBy(node: i32, program: Program, prints: usize, count: i32): i32 {
  const index = choiceNamed(node, program, prints, count);
  if (index < 0 || index >= count) return FOREIGN;
  if (index < 31) answerKey |= 1 << index;
  return KEYED;
}

export function answerOf(form: usize, node: i32, program: Program, prints: usize, count: i32): i32 {
  answerKey = 0;
  if (node < 0) return ABSENT_ANSWER;
  const address = addressOf(node);
  const blank = blanknessOf(address);
  if (blank == UNKNOWN) giveUp();
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
  giveUp();
  return ABSENT_ANSWER;
}

/** Whether an answer is one of its type's labels. */
function labelled(form: usize, node: usize): i32 {
  const end = kindOf(node) < ARRAY ? canonicalOf(node) : 0;
  if (end == 0) {
    giveUp();
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
    state = keyedBy(indexOf(child), program, prints, count);
    if (state == FOREIGN) {
      answerKey = 0;
      return FOREIGN;
    }
  }
  return state;
}
