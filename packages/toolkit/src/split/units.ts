import type { Survey } from './survey.js';

/** Items that stay together: a unit a group, one item mostly. */
export interface Units {
  /** the item that stands for the unit of item i: itself, mostly */
  readonly root: Int32Array;
  /** by root: items with a known sub-metric; 0 elsewhere */
  readonly size: Int32Array;
  /** by root: the item whose rank is the lowest of the unit, which is the unit's */
  readonly lowest: Int32Array;
  /** the next item of the same unit, -1 after the last: `root[i] === i` is the first */
  readonly next: Int32Array;
}

/** Calls back for each item of a unit. */
export function eachMember({ next }: Units, root: number, visit: (item: number) => void): void {
  for (let item = root; item >= 0; item = next[item] as number) visit(item);
}

/** @param joined further pairs of items that stay together */
export function joinUnits(survey: Survey, joined: Iterable<readonly [number, number]>): Units {
  const { size, rankHigh, rankLow, printA, printB, cell } = survey;
  const root = Int32Array.from({ length: size }, (_, i) => i);
  const join = (a: number, b: number): void => {
    const [x, y] = [rootOf(root, a), rootOf(root, b)];
    root[Math.max(x, y)] = Math.min(x, y);
  };
  // Of one group, or of the same id: what is told apart by its id alone is not told apart then.
  joinEqual(size, join, {
    hash: (i) => rankLow.at(i),
    isEqual: (a, b) => rankLow.at(a) === rankLow.at(b) && rankHigh.at(a) === rankHigh.at(b),
    takesPart: () => true,
  });
  // The same item twice: in both splits it would be a leak.
  joinEqual(size, join, {
    hash: (i) => printA.at(i),
    isEqual: (a, b) => printA.at(a) === printA.at(b) && printB.at(a) === printB.at(b),
    takesPart: (i) => printA.at(i) !== 0 || printB.at(i) !== 0,
  });
  for (const [a, b] of joined) join(a, b);
  const sizes = new Int32Array(size);
  const lowest = new Int32Array(size).fill(-1);
  const next = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    const own = rootOf(root, i);
    root[i] = own;
    if (own !== i) {
      next[i] = next[own] as number;
      next[own] = i;
    }
    if (cell.at(i) >= 0) sizes[own] = (sizes[own] as number) + 1;
    const first = lowest[own] as number;
    if (first < 0 || compareRanks(survey, i, first) < 0) lowest[own] = i;
  }
  return { root, size: sizes, lowest, next };
}

export const compareRanks = ({ rankHigh, rankLow }: Survey, a: number, b: number): number =>
  rankHigh.at(a) - rankHigh.at(b) || (rankLow.at(a) >>> 0) - (rankLow.at(b) >>> 0);

function rootOf(root: Int32Array, i: number): number {
  let at = i;
  for (let up = root[at] as number; up !== at; up = root[at] as number) {
    root[at] = root[up] as number;
    at = up;
  }
  return at;
}

interface Equality {
  hash(i: number): number;
  isEqual(a: number, b: number): boolean;
  takesPart(i: number): boolean;
}

/** Joins rows that are equal, by a table of open addressing: no text is held. */
function joinEqual(size: number, join: (a: number, b: number) => void, { hash, isEqual, takesPart }: Equality): void {
  const mask = 2 ** Math.ceil(Math.log2(size * 1.5 + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  for (let i = 0; i < size; i++) {
    if (!takesPart(i)) continue;
    let slot = hash(i) & mask;
    for (let held = table[slot] as number; held >= 0; held = table[slot] as number) {
      if (isEqual(held, i)) break;
      slot = (slot + 1) & mask;
    }
    const held = table[slot] as number;
    if (held >= 0) join(held, i);
    else table[slot] = i;
  }
}
