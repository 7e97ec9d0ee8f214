import { bytesOf, endOf, Kind, kindOf, startOf, type Tape, textOf } from '@jatdae/kernel';
import { isBlank } from '../item-text.js';

/** How often each name (a category, a label) occurs in each group of items. */
export interface Names {
  /** by name: items, then valid items, of every group */
  readonly counts: Map<string, Float64Array>;
}

export const createNames = (): Names => ({ counts: new Map() });

/**
 * Names kept of a variable. Those with the smallest hashes are: a name that belongs to them in the end belonged to them in every part, so
 * that what is kept is exact however the data were cut.
 */
export const MOST_NAMES = 512;

/** Counts names of one variable, told apart by their bytes: a text is made of a spelling once. */
export interface NameCounter {
  /** Adds an item of a group to the name at a node; false where that is blank, no text, number or boolean, or too long for a name. */
  add(tape: Tape, node: number, group: number, valid: number): boolean;
}

export function createNameCounter(names: Names, groups: number): NameCounter {
  let spellings = new Map<number, Spelling[]>();
  let held = 0;
  let last: Spelling | null = null;

  function learn(tape: Tape, node: number, hash: number): Spelling {
    if (held === MOST_SPELLINGS) {
      dropNames(names);
      spellings = new Map();
      held = 0;
    }
    held += 1;
    const spelling = { bytes: bytesOf(tape, node).slice(), counts: countsOf(names, textOf(tape, node), groups) };
    spellings.set(hash, [...(spellings.get(hash) ?? []), spelling]);
    return spelling;
  }

  function find(tape: Tape, node: number): Spelling {
    if (last !== null && isSpelt(tape, node, last)) return last;
    const hash = hashOf(tape, node);
    for (const spelling of spellings.get(hash) ?? []) if (isSpelt(tape, node, spelling)) return spelling;
    return learn(tape, node, hash);
  }

  return {
    add(tape, node, group, valid) {
      if (!isName(tape, node)) return false;
      last = find(tape, node);
      last.counts[group * 2] += 1;
      last.counts[group * 2 + 1] += valid;
      return true;
    },
  };
}

function isName(tape: Tape, node: number): boolean {
  if (node < 0) return false;
  const kind = kindOf(tape, node);
  if (kind === Kind.Null || kind > Kind.String || endOf(tape, node) - startOf(tape, node) > LONGEST) return false;
  // An empty cell of a table is no name.
  return !isBlank(tape, node);
}

/** The name at a node as it is counted, null where there is none. */
export const nameAt = (tape: Tape, node: number): string | null => (isName(tape, node) ? nameOf(textOf(tape, node)) : null);

const nameOf = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');

interface Spelling {
  readonly bytes: Uint8Array;
  readonly counts: Float64Array;
}

const MOST_SPELLINGS = 4096;

function isSpelt(tape: Tape, node: number, { bytes }: Spelling): boolean {
  const start = startOf(tape, node);
  if (endOf(tape, node) - start !== bytes.length) return false;
  for (let k = 0; k < bytes.length; k++) if (tape.bytes[start + k] !== bytes[k]) return false;
  return true;
}

/** FNV-1a of a node's bytes, the first and the last hundred. */
function hashOf(tape: Tape, node: number): number {
  const start = startOf(tape, node);
  const end = endOf(tape, node);
  let hash = 0x811c9dc5 ^ (end - start);
  for (let p = start; p < end; p++) {
    if (p === start + 100 && end - p > 100) p = end - 100;
    hash = Math.imul(hash ^ tape.bytes[p], 0x01000193);
  }
  return hash >>> 0;
}

function countsOf({ counts }: Names, text: string, groups: number): Float64Array {
  const name = nameOf(text);
  const known = counts.get(name);
  if (known !== undefined) return known;
  const fresh = new Float64Array(groups * 2);
  counts.set(name, fresh);
  return fresh;
}

/** Adds items of a group, of which some are valid, to a name. */
export function addToName(names: Names, text: string, groups: number, group: number, items: number, valid: number): void {
  const counts = countsOf(names, text, groups);
  counts[group * 2] += items;
  counts[group * 2 + 1] += valid;
}

/** Bytes of a name; what is longer is no name. */
const LONGEST = 400;

/** Adds names up and keeps those that all have to agree on. */
export function mergeNames(into: Names, from: Names): void {
  for (const [name, counts] of from.counts) {
    const held = into.counts.get(name);
    if (held === undefined) into.counts.set(name, counts);
    else for (let k = 0; k < counts.length; k++) held[k] += counts[k];
  }
  dropNames(into);
}

export function dropNames({ counts }: Names): void {
  if (counts.size <= MOST_NAMES) return;
  const ranked = [...counts.keys()].map((name) => ({ name, rank: rankOf(name) }));
  ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  for (const { name } of ranked.slice(MOST_NAMES)) counts.delete(name);
}

function rankOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < name.length; k++) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
