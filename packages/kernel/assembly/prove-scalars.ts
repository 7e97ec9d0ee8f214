// What a compiled schema says of numbers and texts alone, and where the program and the tape lie that prove.ts is at.

import {
  clearTexts,
  countPoints,
  divides,
  higher,
  isWhole,
  lower,
  readNumber,
  sameText,
  takeText,
  textAt,
  textLength,
} from './values';

export const NUMBER: i32 = 3;
export const STRING: i32 = 4;

export const INVALID: i32 = -1;
export const UNKNOWN: i32 = 0;
export const VALID: i32 = 1;

const WHOLE: i32 = 0x80;

export let program: usize = 0;
export let base: usize = 0;
let nodesBase: usize = 0;

export function openProgram(at: usize, bytes: usize, nodes: usize): void {
  program = at;
  base = bytes;
  nodesBase = nodes;
}

@inline
export function word(index: i32): usize {
  return program + ((<usize>index) << 2);
}

@inline
export function startOf(node: usize): usize {
  return base + <usize>load<i32>(node, 4);
}

@inline
export function endOf(node: usize): usize {
  return base + <usize>load<i32>(node, 8);
}

@inline
export function nextOf(node: usize): usize {
  return nodesBase + ((<usize>load<i32>(node, 12)) << 2);
}

@inline
export function kinds(mask: i32, kind: i32, node: usize): i32 {
  if ((mask & (1 << kind)) == 0) return INVALID;
  return kind == NUMBER && (mask & WHOLE) != 0 ? isWhole(startOf(node), endOf(node)) : VALID;
}

@inline
export function length(args: usize, node: usize): i32 {
  const min = load<i32>(args);
  const max = load<i32>(args, 4);
  const start = startOf(node);
  const end = endOf(node);
  const bytes = (end - start) as i32;
  const isEscaped = ((load<i32>(node) >> 8) & 16) != 0;
  // A code point takes one to four bytes, and an escape at the most six for one unit: most texts need no count.
  if (bytes <= max && (isEscaped ? bytes / 12 : bytes / 4) >= min) return VALID;
  const count = countPoints(start, end, isEscaped);
  return count >= min && count <= max ? VALID : INVALID;
}

export function range(args: usize, node: usize): i32 {
  if (!readNumber(startOf(node), endOf(node))) return UNKNOWN;
  const min = load<f64>(args);
  const max = load<f64>(args, 8);
  const above = load<f64>(args, 16);
  const below = load<f64>(args, 24);
  if (lower >= min && higher <= max && lower > above && higher < below) return VALID;
  return higher < min || lower > max || higher <= above || lower >= below ? INVALID : UNKNOWN;
}

export function multiple(args: usize, node: usize): i32 {
  if (!readNumber(startOf(node), endOf(node)) || lower != higher) return UNKNOWN;
  return divides(lower, load<f64>(args)) ? VALID : INVALID;
}

export function oneOfValues(args: usize, kind: i32, node: usize): i32 {
  if (kind < NUMBER) return (load<i32>(args) & (1 << kind)) != 0 ? VALID : INVALID;
  if (kind > STRING) return load<i32>(args, 4) == 0 ? INVALID : UNKNOWN;
  const numbers = load<i32>(args, 8);
  let at = args + 16;
  if (kind == NUMBER) {
    if (numbers == 0) return INVALID;
    if (!readNumber(startOf(node), endOf(node)) || lower != higher) return UNKNOWN;
    for (let k = 0; k < numbers; k++) if (load<f64>(at + ((<usize>k) << 3)) == lower) return VALID;
    return INVALID;
  }
  clearTexts();
  if (!takeText(base, node)) return UNKNOWN;
  at += (<usize>numbers) << 3;
  for (let left = load<i32>(args, 12); left > 0; left--) {
    if (load<i32>(at, 4) == textLength && sameText(program + <usize>load<i32>(at), textAt, textLength)) return VALID;
    at += 8;
  }
  return INVALID;
}

/** `args` holds whether the automaton is exact, and its index. */
export function matches(args: usize, start: usize, end: usize): i32 {
  const automaton = word(load<i32>(args, 4));
  const classes = load<i32>(automaton);
  const classOf = automaton + 12;
  const table = automaton + 268;
  let state = load<i32>(automaton, 4);
  for (let p = start; p < end && state > 1; p++) {
    state = load<u16>(table + ((<usize>(state * classes + (load<u8>(classOf + <usize>load<u8>(p)) as i32))) << 1)) as i32;
  }
  if (state == 1 || (state != 0 && state >= load<i32>(automaton, 8))) return VALID;
  return load<i32>(args) != 0 ? INVALID : UNKNOWN;
}
