import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
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
  /** @param missing bits that the shorter one has alone @param units of the shorter one */
  addContained(relation: Relation, owner: number, partner: number, missing: number, units: number): void;
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

  /** Makes room: by leaving out what is not among the best, by putting the rest aside, or by taking more memory. */
  function makeRoom(): void {
    if (ints.length < most) {
      const grown = new Int32Array(Math.min(most, ints.length * 2));
      grown.set(ints);
      ints = grown;
      return;
    }
    length = keepBest(ints, length);
    if (length <= most / 2) return;
    file ??= createIntFile(join(mkdtempSync(join(folder, 'pairs-')), 'runs'));
    file.append(ints.subarray(0, length));
    ends.push(file.length);
    length = 0;
  }

  function add(relation: Relation, owner: number, partner: number, order: number): void {
    if (length === ints.length) makeRoom();
    ints[length] = owner * 2 + (relation === 'within' ? 0 : 1);
    ints[length + 1] = order;
    ints[length + 2] = partner;
    length += ENTRY;
  }

  return {
    addNear: (relation, owner, partner, rank) => add(relation, owner, partner, MOST_RANK - rank),
    addContained: (relation, owner, partner, missing, units) =>
      add(relation, owner, partner, CONTAINED + missing * (MOST_UNITS + 1) + MOST_UNITS - units),
    finish() {
      length = keepBest(ints, length);
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

/** Sorts entries by owner, each owner's best first, and leaves out the rest; gives the new length. */
function keepBest(ints: Int32Array, length: number): number {
  const order = sortedByFirst(ints, length);
  const kept = new Int32Array(length);
  let to = 0;
  for (let from = 0; from < order.length; ) {
    const owner = ints[order[from] as number] as number;
    const list: Partner[] = [];
    for (; from < order.length && ints[order[from] as number] === owner; from++) {
      const at = order[from] as number;
      list.push({ order: ints[at + 1] as number, partner: ints[at + 2] as number });
    }
    for (const { order, partner } of bestOf(list)) {
      kept[to] = owner;
      kept[to + 1] = order;
      kept[to + 2] = partner;
      to += ENTRY;
    }
  }
  ints.set(kept.subarray(0, to));
  return to;
}

interface Partner {
  readonly order: number;
  readonly partner: number;
}

function bestOf(list: readonly Partner[]): Partner[] {
  const sorted = list.length === 1 ? list : [...list].sort((a, b) => a.order - b.order || a.partner - b.partner);
  const near = distinct(
    sorted.filter(({ order }) => order < CONTAINED),
    NEAR_PARTNERS,
  );
  const contained = distinct(
    sorted.filter(({ order }) => order >= CONTAINED),
    CONTAINED_PARTNERS,
  );
  return [...near, ...contained];
}

function distinct(sorted: readonly Partner[], most: number): Partner[] {
  const best: Partner[] = [];
  for (const one of sorted) {
    if (best.length === most) break;
    if (!best.some(({ partner }) => partner === one.partner)) best.push(one);
  }
  return best;
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
  take(into: Partner[]): void;
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
        into.push({ order: ints[at + 1] as number, partner: ints[at + 2] as number });
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
  for (;;) {
    const first = cursors.reduce((least, cursor) => Math.min(least, cursor.first), Number.POSITIVE_INFINITY);
    if (first === Number.POSITIVE_INFINITY) return;
    const list: Partner[] = [];
    for (const cursor of cursors) if (cursor.first === first) cursor.take(list);
    yield candidateOf(first, bestOf(list));
  }
}

function candidateOf(first: number, best: readonly Partner[]): Candidate {
  const near = best.filter(({ order }) => order < CONTAINED).map(({ partner }) => partner);
  const others = best.filter(({ order, partner }) => order >= CONTAINED && !near.includes(partner)).map(({ partner }) => partner);
  const relation = first % 2 === 0 ? 'within' : 'across';
  return { relation, owner: first >>> 1, partners: [...near, ...others], near: near.length };
}
