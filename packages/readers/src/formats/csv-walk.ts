import type { Buffer } from 'node:buffer';
import { CR, LF } from '../input/text.js';

/**
 * The quotes of a table, looked at without splitting it into cells: which of them RFC 4180 does not allow, and at which row starts the
 * table can be cut. A quote opens a cell at its start only, and closes it only before a delimiter or a row's end, as papaparse reads.
 */
export interface QuoteWalk {
  inside: boolean;
  /** the byte before the next one to look at */
  before: number;
  /** quotes in a cell that does not begin with one */
  strays: number;
  /** quotes in a quoted cell that neither close it nor are doubled */
  opens: number;
  /** pairs of quotes in quoted cells */
  doubled: number;
  /** line ends inside quoted cells */
  swallowed: number;
  /** file offset of the first stray or open quote */
  irregular: number | null;
  /** file offset of the first quoted cell that holds a line end */
  firstSwallow: number | null;
  bareCr: boolean;
  /** row starts by the reading that knows quotes, and by the one that does not */
  readonly cuts: CutList;
  readonly plainCuts: CutList;
  /** file offset of the quote that opened the cell */
  opened: number;
}

interface CutList {
  readonly starts: number[];
  /** the next row start from here on is a cut */
  next: number;
}

export interface WalkDialect {
  /** one byte, or the last of several */
  readonly delimiter: number;
  readonly quote: number | null;
  /** bytes between cuts */
  readonly target: number;
}

/** Bytes that follow a quote and tell what it does. */
export const LOOKAHEAD = 2;

export function createWalk({ target }: WalkDialect): QuoteWalk {
  return {
    inside: false,
    before: LF,
    strays: 0,
    opens: 0,
    doubled: 0,
    swallowed: 0,
    irregular: null,
    firstSwallow: null,
    bareCr: false,
    cuts: { starts: [], next: target },
    plainCuts: { starts: [], next: target },
    opened: 0,
  };
}

/**
 * Walks over bytes[0, to); up to LOOKAHEAD bytes behind are looked at, fewer only at the end of the file. `at` is the file offset of
 * bytes[0]. Gives the index to go on from, which may be past `to`.
 */
export function walkQuotes(walk: QuoteWalk, bytes: Buffer, to: number, at: number, dialect: WalkDialect): number {
  const { quote, target } = dialect;
  takeCuts(walk.plainCuts, bytes, 0, to, at, target);
  if (!walk.bareCr) walk.bareCr = hasBareCr(bytes, to);
  let i = 0;
  let lf = 0;
  while (i < to) {
    const stop = quote === null ? to : find(bytes, quote, i, to);
    if (walk.inside) lf = countSwallowed(walk, bytes, Math.max(lf, i), stop, to);
    else takeCuts(walk.cuts, bytes, i, stop, at, target);
    if (stop === to) {
      i = to;
      break;
    }
    i = walk.inside ? passInner(walk, bytes, stop, at, dialect) : passOuter(walk, bytes, stop, at, dialect);
  }
  walk.before = bytes[i - 1] ?? walk.before;
  return i;
}

function passOuter(walk: QuoteWalk, bytes: Buffer, at: number, base: number, { delimiter }: WalkDialect): number {
  const before = at > 0 ? bytes[at - 1] : walk.before;
  if (before === LF || before === delimiter) {
    walk.inside = true;
    walk.opened = base + at;
  } else {
    walk.strays += 1;
    walk.irregular ??= base + at;
  }
  return at + 1;
}

function passInner(walk: QuoteWalk, bytes: Buffer, at: number, base: number, { delimiter }: WalkDialect): number {
  const next = bytes[at + 1];
  if (next === bytes[at]) {
    walk.doubled += 1;
    return at + 2;
  }
  const endsRow = next === undefined || next === LF || (next === CR && (bytes[at + 2] ?? LF) === LF);
  if (endsRow || next === delimiter) walk.inside = false;
  else {
    walk.opens += 1;
    walk.irregular ??= base + at;
  }
  return at + 1;
}

/**
 * Gives where to go on: at the first line end from `stop` on. Quotes may stand close together: a search to the end of the bytes at each of
 * them costs the square.
 */
function countSwallowed(walk: QuoteWalk, bytes: Buffer, from: number, stop: number, to: number): number {
  let lf = find(bytes, LF, from, to);
  for (; lf < stop; lf = find(bytes, LF, lf + 1, to)) {
    walk.swallowed += 1;
    walk.firstSwallow ??= walk.opened;
  }
  return lf;
}

/** Bytes that are looked at one by one before a search that is fast, but dear to begin. */
const NEAR = 16;

/** Index of a byte in bytes[from, to), or `to`. */
function find(bytes: Buffer, byte: number, from: number, to: number): number {
  const near = Math.min(to, from + NEAR);
  for (let i = from; i < near; i += 1) if (bytes[i] === byte) return i;
  if (near === to) return to;
  const found = bytes.indexOf(byte, near);
  return found < 0 || found > to ? to : found;
}

function takeCuts(cuts: CutList, bytes: Buffer, from: number, to: number, at: number, target: number): void {
  while (cuts.next <= at + to) {
    const lf = bytes.indexOf(LF, Math.max(from, cuts.next - 1 - at));
    if (lf < 0 || lf >= to) return;
    const start = at + lf + 1;
    cuts.starts.push(start);
    cuts.next = start - (start % target) + target;
  }
}

function hasBareCr(bytes: Buffer, to: number): boolean {
  for (let cr = bytes.indexOf(CR); cr >= 0 && cr < to; cr = bytes.indexOf(CR, cr + 1)) {
    if (bytes[cr + 1] !== LF) return true;
  }
  return false;
}

/** Makes LF of each CR in bytes[from, to) that no LF follows; the last byte stays where what follows is not known. Tells `each` index. */
export function endRowsWithLf(bytes: Buffer, from: number, to: number, last: boolean, each: (index: number) => void): void {
  const known = last ? to : to - 1;
  for (let cr = bytes.indexOf(CR, from); cr >= 0 && cr < known; cr = bytes.indexOf(CR, cr + 1)) {
    if (cr + 1 < to && bytes[cr + 1] === LF) continue;
    bytes[cr] = LF;
    each(cr);
  }
}
