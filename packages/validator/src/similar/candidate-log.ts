import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createRanked, isBefore, type Ranked, rank } from './best-partners.js';
import { createIntFile, type IntFile, type IntFilePlace, type IntReader, openIntFile, placeOfFile } from './int-file.js';
import type { Relation } from './relation.js';

/** An item that is told of, and those that it may be near, the likeliest first. */
export interface Candidate {
  readonly relation: Relation;
  readonly owner: number;
  readonly partners: readonly number[];
  /** how many of them, at the front, may be similar; the others may contain it or be contained */
  readonly near: number;
}

/** Takes pairs by the item that is told of, of which only the best of each are kept, in memory up to a budget and on disk past it. */
export interface CandidateLog {
  /** @param rank greater for the likelier, below MOST_RANK */
  addNear(relation: Relation, owner: number, partner: number, rank: number): void;
  /** @param common choices that both have @param missing bits that the shorter one has alone @param units of the shorter one */
  addContained(relation: Relation, owner: number, partner: number, common: number, missing: number, units: number): void;
  /** After the last pair. */
  finish(): PairRuns;
}

/** Pairs in order, as data: some in memory, and runs in a file that is its owner's to remove. */
export interface PairRuns {
  readonly held: Int32Array;
  readonly file: IntFilePlace | null;
  /** where each run ends in the file */
  readonly ends: readonly number[];
}

const NEAR_PARTNERS = 6;
/** The same of those that may contain it, or that it may contain. */
const CONTAINED_PARTNERS = 16;

/** Owner and relation, the order of a partner among the owner's, and the partner. */
const ENTRY = 3;
const CONTAINED = 1 << 30;
const MOST_RANK = 1 << 10;
const MOST_UNITS = (1 << 17) - 1;
const MOST_MISSING = (1 << 8) - 1;
const MOST_COMMON = (1 << 5) - 1;
/** Bytes of an entry and of what sorting takes. */
const ENTRY_BYTES = ENTRY * 8 + 8;
const LEAST_ENTRIES = 1 << 10;

/** @param folder whoever made it removes it with what is put aside in it */
export function createCandidateLog(budgetBytes: number, folder: string): CandidateLog {
  const most = Math.max(LEAST_ENTRIES, Math.floor(budgetBytes / ENTRY_BYTES)) * ENTRY;
  let ints = new Int32Array(LEAST_ENTRIES * ENTRY);
  let length = 0;
  let file: IntFile | null = null;
  const ends: number[] = [];
  /** null as long as nothing was left out */
  let least: Readonly<Record<keyof Best, Least>> | null = null;

  function leaveOut(): void {
    const known = least ?? { near: createLeast(), contained: createLeast() };
    least = known;
    length = keepBest(ints, length, (first, { near, contained }) => {
      known.near.note(first, near);
      known.contained.note(first, contained);
    });
  }

  /** Makes room: by leaving out what is not among the best, by putting the rest aside, or by taking more memory. */
  function makeRoom(): void {
    if (ints.length < most) {
      const grown = new Int32Array(Math.min(most, ints.length * 2));
      grown.set(ints);
      ints = grown;
      return;
    }
    leaveOut();
    if (length <= most / 2) return;
    file ??= createIntFile(join(mkdtempSync(join(folder, 'pairs-')), 'runs'));
    file.append(ints.subarray(0, length));
    ends.push(file.length);
    length = 0;
  }

  function add(relation: Relation, owner: number, partner: number, order: number): void {
    const first = owner * 2 + (relation === 'within' ? 0 : 1);
    if (least?.[order < CONTAINED ? 'near' : 'contained'].isLeftOut(first, order, partner) === true) return;
    if (length === ints.length) makeRoom();
    ints[length] = first;
    ints[length + 1] = order;
    ints[length + 2] = partner;
    length += ENTRY;
  }

  return {
    addNear: (relation, owner, partner, rank) => add(relation, owner, partner, MOST_RANK - rank),
    addContained: (relation, owner, partner, common, missing, units) => {
      const fewer = (MOST_COMMON - Math.min(common, MOST_COMMON)) * (MOST_MISSING + 1) + missing;
      add(relation, owner, partner, CONTAINED + fewer * (MOST_UNITS + 1) + MOST_UNITS - units);
    },
    finish() {
      length = keepBest(ints, length, () => {});
      const place = file === null ? null : placeOfFile(file);
      file?.close();
      return { held: ints.slice(0, length), file: place, ends };
    },
  };
}

/** The candidates of several logs, in the order of the items that are told of. */
export function* candidatesOf(logs: readonly PairRuns[]): Generator<Candidate, void, void> {
  const files: IntReader[] = [];
  try {
    const cursors = logs.flatMap(({ held, file, ends }) => {
      const opened = file === null ? null : openIntFile(file);
      if (opened !== null) files.push(opened);
      const runs = opened === null ? [] : ends.map((end, k) => cursorIn(opened, k === 0 ? 0 : (ends[k - 1] as number), end));
      return [...runs, cursorOver(held)];
    });
    yield* merge(cursors);
  } finally {
    for (const file of files) file.close();
  }
}

/** The best partners of an owner, of either kind. */
interface Best {
  readonly near: Ranked;
  readonly contained: Ranked;
}

const createBest = (): Best => ({ near: createRanked(NEAR_PARTNERS), contained: createRanked(CONTAINED_PARTNERS) });

function clear({ near, contained }: Best): void {
  near.count = 0;
  contained.count = 0;
}

const take = (best: Best, order: number, partner: number): void =>
  rank(order < CONTAINED ? best.near : best.contained, order, partner);

/** Sorts entries by owner, each owner's best first, and leaves out the rest; gives the new length. @param tell of the best of each owner */
function keepBest(ints: Int32Array, length: number, tell: (first: number, best: Best) => void): number {
  const order = sortedByFirst(ints, length);
  const kept = new Int32Array(length);
  const best = createBest();
  let to = 0;
  for (let from = 0; from < order.length; ) {
    const first = ints[order[from] as number] as number;
    clear(best);
    for (; from < order.length && ints[order[from] as number] === first; from++) {
      const at = order[from] as number;
      take(best, ints[at + 1] as number, ints[at + 2] as number);
    }
    tell(first, best);
    for (const { count, orders, partners } of [best.near, best.contained]) {
      for (let k = 0; k < count; k++, to += ENTRY) {
        kept[to] = first;
        kept[to + 1] = orders[k] as number;
        kept[to + 2] = partners[k] as number;
      }
    }
  }
  ints.set(kept.subarray(0, to));
  return to;
}

/** Owners that are remembered, so that a log of few owners and many pairs is not filled with pairs that are left out later. */
const REMEMBERED = 1 << 15;

/** Of some owners, the last one of those that are kept: what is not before it is none of the best. */
interface Least {
  note(first: number, ranked: Ranked): void;
  isLeftOut(first: number, order: number, partner: number): boolean;
}

function createLeast(): Least {
  const firsts = new Int32Array(REMEMBERED).fill(-1);
  const orders = new Int32Array(REMEMBERED);
  const partners = new Int32Array(REMEMBERED);
  return {
    note(first, ranked) {
      const last = ranked.orders.length - 1;
      if (ranked.count <= last) return;
      const slot = first & (REMEMBERED - 1);
      firsts[slot] = first;
      orders[slot] = ranked.orders[last] as number;
      partners[slot] = ranked.partners[last] as number;
    },
    isLeftOut(first, order, partner) {
      const slot = first & (REMEMBERED - 1);
      return firsts[slot] === first && !isBefore(order, partner, orders[slot] as number, partners[slot] as number);
    },
  };
}

/** Where entries begin, by their first integer: two passes of counting sort. */
function sortedByFirst(ints: Int32Array, length: number): Int32Array {
  let order = Int32Array.from({ length: length / ENTRY }, (_, k) => k * ENTRY);
  for (const shift of [0, 16]) {
    const fill = new Int32Array((1 << 16) + 1);
    const digit = (at: number): number => ((ints[at] as number) >>> shift) & 0xffff;
    for (const at of order) fill[digit(at) + 1] = (fill[digit(at) + 1] as number) + 1;
    for (let d = 0; d < 1 << 16; d++) fill[d + 1] = (fill[d + 1] as number) + (fill[d] as number);
    const sorted = new Int32Array(order.length);
    for (const at of order) {
      sorted[fill[digit(at)] as number] = at;
      fill[digit(at)] = (fill[digit(at)] as number) + 1;
    }
    order = sorted;
  }
  return order;
}

/** Entries in the order of their owners, one owner's at a time. */
interface Cursor {
  /** the owner's first integer; Infinity behind the last */
  readonly first: number;
  take(into: Best): void;
}

/** @param refill gives what follows, nothing at the end */
function cursorWith(refill: () => Int32Array): Cursor {
  let ints = refill();
  let at = 0;
  const first = (): number => {
    if (at === ints.length) {
      ints = refill();
      at = 0;
    }
    return at < ints.length ? (ints[at] as number) : Number.POSITIVE_INFINITY;
  };
  return {
    get first() {
      return first();
    },
    take(into) {
      for (const owner = first(); owner === first() && owner < Number.POSITIVE_INFINITY; at += ENTRY) {
        take(into, ints[at + 1] as number, ints[at + 2] as number);
      }
    },
  };
}

const cursorOver = (ints: Int32Array): Cursor => {
  let rest = ints;
  return cursorWith(() => {
    const all = rest;
    rest = rest.subarray(rest.length);
    return all;
  });
};

const WINDOW = ENTRY << 12;

function cursorIn(file: IntReader, from: number, to: number): Cursor {
  let at = from;
  const room = new Int32Array(WINDOW);
  return cursorWith(() => {
    const piece = room.subarray(0, Math.min(WINDOW, to - at));
    file.read(at, piece);
    at += piece.length;
    return piece;
  });
}

function* merge(cursors: readonly Cursor[]): Generator<Candidate, void, void> {
  const best = createBest();
  for (;;) {
    const first = cursors.reduce((least, cursor) => Math.min(least, cursor.first), Number.POSITIVE_INFINITY);
    if (first === Number.POSITIVE_INFINITY) return;
    clear(best);
    for (const cursor of cursors) if (cursor.first === first) cursor.take(best);
    yield candidateOf(first, best);
  }
}

function candidateOf(first: number, best: Best): Candidate {
  const near = partnersOf(best.near);
  const others = partnersOf(best.contained).filter((partner) => !near.includes(partner));
  const relation = first % 2 === 0 ? 'within' : 'across';
  return { relation, owner: first >>> 1, partners: [...near, ...others], near: near.length };
}

const partnersOf = ({ count, partners }: Ranked): number[] => [...partners.subarray(0, count)];
