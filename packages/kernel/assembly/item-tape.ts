// What the mapping of items (items.ts) knows of the batch at hand: where its tape lies, and whether the row can be told by its bytes.
import { blankness, canonical } from './canonical';
import { murmur } from './kernel';

export const ARRAY: i32 = 5;
export const NODE: usize = 16;
/** Bytes of a fingerprint. */
export const PRINT: usize = 16;
export const NONE: i32 = -1;

/** Bytes of a byte string in a table: address, length, value. */
export const WORD: usize = 12;

let base: usize = 0;
let nodes: usize = 0;
/** Where texts are written that are compared or fingerprinted. */
export let scratch: usize = 0;
/** The row at hand cannot be told by its bytes. */
export let hard: bool = false;

export function openTape(baseAt: usize, nodesAt: usize, scratchAt: usize): void {
  base = baseAt;
  nodes = nodesAt;
  scratch = scratchAt;
}

export function beginRow(): void {
  hard = false;
}

export function giveUp(): void {
  hard = true;
}

@inline
export function addressOf(node: i32): usize {
  return nodes + ((node as usize) << 2);
}

@inline
export function kindOf(node: usize): i32 {
  return load<i32>(node) & 0xff;
}

@inline
export function flagsOf(node: usize): i32 {
  return load<i32>(node) >> 8;
}

@inline
export function lengthOf(node: usize): i32 {
  return load<i32>(node, 8) - load<i32>(node, 4);
}

@inline
export function afterOf(node: usize): usize {
  return addressOf(load<i32>(node, 12));
}

@inline
export function isSame(a: usize, b: usize, length: i32): bool {
  let k = 0;
  for (; k + 8 <= length; k += 8) if (load<u64>(a + k) != load<u64>(b + k)) return false;
  for (; k < length; k++) if (load<u8>(a + k) != load<u8>(b + k)) return false;
  return true;
}

/** Whether a node's source bytes are those of a table's entry. */
@inline
export function isWord(node: usize, word: usize): bool {
  const length = load<i32>(word, 4);
  return lengthOf(node) == length && isSame(startOf(node), load<u32>(word) as usize, length);
}

/** Index of the node at an address, as columns hold it. */
@inline
export function indexOf(node: usize): i32 {
  return ((node - nodes) >>> 2) as i32;
}

@inline
export function startOf(node: usize): usize {
  return base + load<i32>(node, 4);
}

/** Writes a node's canonical text to the scratch; gives the address after it, 0 where a string has to be made. */
@inline
export function canonicalOf(node: usize): usize {
  return canonical(base, node, scratch);
}

/** Whether a value is null or text of white space only (canonical.ts). */
@inline
export function blanknessOf(node: usize): i32 {
  return blankness(base, node, scratch);
}

/** Fingerprint of a node's canonical text, to `out`. */
@inline
export function print(node: i32, out: usize): void {
  let end = scratch;
  if (node >= 0) {
    end = canonicalOf(addressOf(node));
    if (end == 0) {
      giveUp();
      return;
    }
  }
  murmur(scratch, (end - scratch) as i32, out);
}
