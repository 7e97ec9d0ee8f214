// Runs a compiled schema over the values of a tape: src/program.ts says what a program is, src/prove.ts has the same in TypeScript.
// Addresses are absolute; what nodes and programs hold is relative to the tape's bytes, its nodes and the program.

import {
  base,
  INVALID,
  kinds,
  length,
  matches,
  multiple,
  nextOf,
  NUMBER,
  oneOfValues,
  openProgram,
  program,
  range,
  STRING,
  UNKNOWN,
  VALID,
  word,
} from './prove-scalars';
import { clearTexts, sameText, takeText, textAt, textLength } from './values';

const ARRAY: i32 = 5;
const OBJECT: i32 = 6;
const NODE: usize = 16;

/** Invalid, whatever the value. */
const FORBIDDEN: i32 = -2;

const OPEN: i32 = -1;
const CLOSED: i32 = -2;
const ADDITIONAL: i32 = -3;
const ORDER_ROOM: i32 = 64;
const NAME_BITS: i32 = 64;
const BLOCK_DEPTH: i32 = 128;
const FEW_ITEMS: i32 = 32;

let depth: i32 = 0;
/** Number of the call of `prove`: runs of keys are those of the records that it is called for. */
let call: i32 = 0;

/** Writes the verdict on each of `count` nodes, one byte each, 1 where it is Valid, else 0; `absent` where there is no node. */
export function prove(at: usize, block: i32, bytes: usize, nodes: usize, list: usize, count: i32, absent: i32, out: usize): void {
  openProgram(at, bytes, nodes);
  depth = 0;
  call++;
  for (let k: usize = 0; k < <usize>count; k++) {
    const node = load<i32>(list + (k << 2));
    const proved = node < 0 ? absent != 0 : check(block, nodes + ((<usize>node) << 2)) == VALID;
    store<u8>(out + k, proved ? 1 : 0);
  }
}

/** Most blocks begin with the kinds of values, and many end there. */
function check(block: i32, node: usize): i32 {
  let at = word(block);
  if (load<i32>(at) == 1) {
    const verdict = kinds(load<i32>(at, 8), load<i32>(node) & 0xff, node);
    if (verdict != VALID) return verdict;
    at = word(load<i32>(at, 4));
  }
  return load<i32>(at) == 0 ? VALID : checkAll(at, node);
}

function checkAll(from: usize, node: usize): i32 {
  if (depth == BLOCK_DEPTH) return UNKNOWN;
  depth++;
  let verdict = VALID;
  let at = from;
  while (true) {
    const op = load<i32>(at);
    if (op == 0) break;
    verdict = run(op, at + 8, node);
    if (verdict != VALID) break;
    at = word(load<i32>(at, 4));
  }
  depth--;
  return verdict;
}

@inline
function run(op: i32, args: usize, node: usize): i32 {
  const kind = load<i32>(node) & 0xff;
  switch (op) {
    case 1:
      return kinds(load<i32>(args), kind, node);
    case 2:
      return kind == STRING ? length(args, node) : VALID;
    case 3:
      return kind == NUMBER ? range(args, node) : VALID;
    case 4:
      return kind == NUMBER ? multiple(args, node) : VALID;
    case 5:
      return oneOfValues(args, kind, node);
    case 6:
      if (kind != STRING) return VALID;
      clearTexts();
      return takeText(base, node) ? matches(args, textAt, textAt + textLength) : UNKNOWN;
    case 7:
      return kind == ARRAY ? elements(args, node) : VALID;
    case 8:
      return kind == ARRAY ? unique(node) : VALID;
    case 9:
      return kind == ARRAY ? contains(args, node) : VALID;
    case 10:
      return kind == OBJECT ? members(args, node) : VALID;
    case 11:
      return check(load<i32>(args), node);
    case 12:
      return any(args, node);
    case 13:
      return one(args, node);
    case 14:
      return -check(load<i32>(args), node);
    case 15:
      return choose(args, node);
    case 17:
      return INVALID;
    default:
      return UNKNOWN;
  }
}

function elements(args: usize, node: usize): i32 {
  const items = load<i32>(args, 8);
  const leading = load<i32>(args, 12);
  const end = nextOf(node);
  let count = 0;
  for (let child = node + NODE; child < end; child = nextOf(child)) {
    const block = count < leading ? load<i32>(args + 16 + ((<usize>count) << 2)) : items;
    count++;
    if (block < 0) continue;
    const verdict = check(block, child);
    if (verdict != VALID) return verdict;
  }
  return count >= load<i32>(args) && count <= load<i32>(args, 4) ? VALID : INVALID;
}

/** Address and length of the texts that are compared. */
const seen: usize = memory.data(FEW_ITEMS * 8);

/** Texts are compared with each other; of other elements nothing is claimed. */
function unique(node: usize): i32 {
  const end = nextOf(node);
  let top = seen;
  clearTexts();
  for (let child = node + NODE; child < end; child += NODE) {
    if (top == seen + FEW_ITEMS * 8 || (load<i32>(child) & 0xff) != STRING || !takeText(base, child)) return UNKNOWN;
    for (let other = seen; other < top; other += 8) {
      if (load<i32>(other, 4) == textLength && sameText(load<u32>(other) as usize, textAt, textLength)) return INVALID;
    }
    store<u32>(top, textAt as u32);
    store<i32>(top, textLength, 4);
    top += 8;
  }
  return VALID;
}

function contains(args: usize, node: usize): i32 {
  const end = nextOf(node);
  let sure = 0;
  let possible = 0;
  for (let child = node + NODE; child < end; child = nextOf(child)) {
    const verdict = check(load<i32>(args), child);
    if (verdict == VALID) sure++;
    if (verdict != INVALID) possible++;
  }
  const min = load<i32>(args, 4);
  const max = load<i32>(args, 8);
  if (sure >= min && possible <= max) return VALID;
  return possible < min || sure > max ? INVALID : UNKNOWN;
}

function any(args: usize, node: usize): i32 {
  let verdict = INVALID;
  for (let k = load<i32>(args); k > 0; k--) {
    const found = check(load<i32>(args + ((<usize>k) << 2)), node);
    if (found == VALID) return VALID;
    if (found == UNKNOWN) verdict = UNKNOWN;
  }
  return verdict;
}

function one(args: usize, node: usize): i32 {
  let valid = 0;
  let unknown = 0;
  for (let k = load<i32>(args); k > 0; k--) {
    const found = check(load<i32>(args + ((<usize>k) << 2)), node);
    if (found == VALID) valid++;
    if (found == UNKNOWN) unknown++;
  }
  if (valid > 1) return INVALID;
  if (unknown > 0) return UNKNOWN;
  return valid == 1 ? VALID : INVALID;
}

@inline
function checkIf(block: i32, node: usize): i32 {
  return block < 0 ? VALID : check(block, node);
}

function choose(args: usize, node: usize): i32 {
  const condition = check(load<i32>(args), node);
  if (condition == VALID) return checkIf(load<i32>(args, 4), node);
  if (condition == INVALID) return checkIf(load<i32>(args, 8), node);
  const held = checkIf(load<i32>(args, 4), node);
  return held == checkIf(load<i32>(args, 8), node) ? held : UNKNOWN;
}

/**
 * The last of equal keys counts for JSON.parse. All of them are checked here, so that Valid is always right; Invalid is only said of a
 * member whose key does not stand twice.
 */
function members(args: usize, node: usize): i32 {
  const end = nextOf(node);
  const order = word(load<i32>(args, 28));
  // Of a run that was just seen the names are known.
  const runOfKeys = load<i32>(node) >> 8;
  const inRun = runOfKeys != 0 && load<i32>(order, ORDER_ROOM << 2) == runOfKeys && load<i32>(order, (ORDER_ROOM + 1) << 2) == call;
  store<i32>(order, runOfKeys, ORDER_ROOM << 2);
  store<i32>(order, call, (ORDER_ROOM + 1) << 2);
  const keys = load<i32>(args, 12);
  let seenNames: u64 = 0;
  let count = 0;
  let repeated: u64 = 0;
  let invalid: u64 = 0;
  /** a key without a number may stand twice, and one may be invalid */
  let mayRepeat = false;
  let mayBeInvalid = false;
  let isInvalid = false;
  for (let key = node + NODE; key < end; key = nextOf(key + NODE)) {
    if (keys >= 0) {
      const fits = check(keys, key);
      if (fits == UNKNOWN) return UNKNOWN;
      if (fits == INVALID) isInvalid = true;
    }
    let name = -1;
    // An object inside this one may have used the same place.
    if (inRun && count < ORDER_ROOM && load<i32>(order, ORDER_ROOM << 2) == runOfKeys) {
      name = load<i32>(order + ((<usize>count) << 2));
    } else {
      clearTexts();
      if (!takeText(base, key)) return UNKNOWN;
      name = nameOf(args, count < ORDER_ROOM ? order + ((<usize>count) << 2) : 0);
    }
    count++;
    const bit: u64 = name < 0 || name >= NAME_BITS ? 0 : (<u64>1) << (<u64>name);
    if (bit == 0) mayRepeat = true;
    repeated |= seenNames & bit;
    seenNames |= bit;
    const found = member(args, name, key);
    if (found == VALID) continue;
    if (found == UNKNOWN) return UNKNOWN;
    if (found == FORBIDDEN) isInvalid = true;
    else if (bit == 0) mayBeInvalid = true;
    else invalid |= bit;
  }
  const required = load<u64>(args);
  if (isInvalid || (seenNames & required) != required || (invalid & ~repeated) != 0) return INVALID;
  if (mayBeInvalid || invalid != 0) return UNKNOWN;
  if (repeated != 0) mayRepeat = true;
  const least = load<i32>(args, 48);
  if (count < least) return INVALID;
  if (count > load<i32>(args, 52)) return mayRepeat ? UNKNOWN : INVALID;
  if (mayRepeat && least > 1) return UNKNOWN;
  return load<i32>(args, 32) == 0 ? VALID : dependents(args, node, seenNames);
}

/** Number of the name that is the text at hand, or -1. `place` is where the name last seen there is kept, 0 where nowhere. */
@inline
function nameOf(args: usize, place: usize): i32 {
  const names = word(load<i32>(args, 24));
  if (place != 0) {
    const last = load<i32>(place);
    if (last >= 0 && isName(names, last)) return last;
  }
  const name = findName(names, word(load<i32>(args, 16)), load<i32>(args, 20));
  if (place != 0) store<i32>(place, name);
  return name;
}

@inline
function isName(names: usize, name: i32): bool {
  const entry = names + (<usize>name) * 12;
  return load<i32>(entry, 4) == textLength && sameText(program + <usize>load<i32>(entry), textAt, textLength);
}

function findName(names: usize, table: usize, mask: i32): i32 {
  let slot = hashText() & mask;
  while (true) {
    const name = load<i32>(table + ((<usize>slot) << 2));
    if (name < 0 || isName(names, name)) return name;
    slot = (slot + 1) & mask;
  }
}

/** Of the text at hand: hashName of src/program.ts. */
function hashText(): i32 {
  let first: u32 = 0;
  let last: u32 = 0;
  if (textLength >= 4) {
    first = load<u32>(textAt);
    last = bswap<u32>(load<u32>(textAt + <usize>textLength - 4));
  } else {
    for (let k = 0; k < textLength; k++) {
      first |= (load<u8>(textAt + <usize>k) as u32) << (8 * k);
      last |= (load<u8>(textAt + <usize>(textLength - 1 - k)) as u32) << (8 * k);
    }
  }
  const mixed: u32 = (first ^ (last * 0x85ebca6b) ^ (textLength as u32)) * 0x9e3779b1;
  return (mixed ^ (mixed >>> 15)) as i32;
}

@inline
function member(args: usize, name: i32, key: usize): i32 {
  let verdict = VALID;
  let isKnown = false;
  if (load<i32>(args, 40) > 0) {
    verdict = patternMembers(args, key);
    if (verdict == UNKNOWN) return UNKNOWN;
    isKnown = matched;
  }
  let block = name < 0 ? ADDITIONAL : load<i32>(word(load<i32>(args, 24)) + (<usize>name) * 12, 8);
  if (block == ADDITIONAL) block = isKnown ? OPEN : load<i32>(args, 8);
  if (block == CLOSED) return FORBIDDEN;
  if (block == OPEN) return verdict;
  const found = check(block, key + NODE);
  return found == VALID ? verdict : found;
}

/** Whether the key that was looked at last is known by a pattern. */
let matched: bool = false;

function patternMembers(args: usize, key: usize): i32 {
  let verdict = VALID;
  let any = false;
  const list = word(load<i32>(args, 44));
  for (let k = 0; k < load<i32>(args, 40); k++) {
    const pattern = list + (<usize>k) * 12;
    // The block of the pattern before may have decoded other texts.
    clearTexts();
    takeText(base, key);
    const fits = matches(pattern, textAt, textAt + textLength);
    if (fits == UNKNOWN) return UNKNOWN;
    if (fits == INVALID) continue;
    any = true;
    const found = checkIf(load<i32>(pattern, 8), key + NODE);
    if (found == UNKNOWN) return UNKNOWN;
    if (found == INVALID) verdict = INVALID;
  }
  matched = any;
  return verdict;
}

function dependents(args: usize, node: usize, seenNames: u64): i32 {
  let at = word(load<i32>(args, 36));
  for (let k = load<i32>(args, 32); k > 0; k--) {
    if ((seenNames & ((<u64>1) << (<u64>load<i32>(at)))) != 0) {
      const wanted = load<u64>(at, 4);
      if ((seenNames & wanted) != wanted) return INVALID;
      const verdict = checkIf(load<i32>(at, 12), node);
      if (verdict != VALID) return verdict;
    }
    at += 16;
  }
  return VALID;
}
