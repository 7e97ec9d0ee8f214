import { allocate, type ByteMemory, type Kernels } from './byte-memory.js';
import { createPlainInsideSearch } from './inside-search-twin.js';
import { createHeldAnchors, tableMask } from './packed-anchors.js';
import { BLOOM_WORDS } from './sketch-facts.js';
import { type Filters, type InsideSearch, lengthOf, SOUGHT, type TellInside } from './sought.js';

/** @param memory its WebAssembly, or the same in TypeScript @param lengths units of each sketch's text @param holds bytes that all filters may take, or else they are looked up */
export function createInsideSearch(memory: ByteMemory, lengths: Uint16Array, filters: Filters, holds: number): InsideSearch {
  const { kernels } = memory;
  return kernels === null
    ? createPlainInsideSearch(lengths, filters)
    : createFastInsideSearch(memory, kernels, lengths, filters, holds);
}

/** Words of `Seeking` in assembly/contained.ts, and where in it stand the anchors and which of them is asked of next. */
const HEAD = 23;
const ANCHORS = 17;
const NEXT = 20;
const LENGTHS = 1 << 16;
/** Bytes of a question of assembly/filters.ts, and the words in it of its sketch and of its filter. */
const ASKED = 32;
const ASKED_SKETCH = 3;
const ASKED_FILTER = 4;
/** So many as stay in the processor's near memory. */
const QUESTIONS = 1 << 12;
/** Integers of an answer. */
const FOUND = 3;
const LEAST_ANSWERS = 1 << 14;

/** Addresses of a partition's entries and of what is made of them. */
interface EntryRoom {
  readonly most: number;
  readonly entries: number;
  readonly table: number;
  readonly known: number;
  readonly groups: number;
  readonly order: number;
  readonly sketches: number;
  readonly sizes: number;
  readonly filters: number;
  readonly ends: number;
  readonly shortest: number;
  /** a question may have as many answers as there are entries */
  readonly answers: number;
  readonly answerRoom: number;
}

/** Words of bits for the anchors that have a group. */
const knownWords = (mask: number): number => (mask >>> 2) + 1;

function takeRoom(memory: ByteMemory, most: number): EntryRoom {
  const words = (count: number): number => allocate(memory, count * 4);
  const mask = tableMask(most);
  const answerRoom = Math.max(LEAST_ANSWERS, most);
  return {
    most,
    entries: words(most * SOUGHT),
    table: words((mask + 1) * 2),
    known: words(knownWords(mask)),
    groups: words(most),
    order: words(most),
    sketches: words(most),
    sizes: words(most),
    filters: words(most * BLOOM_WORDS),
    ends: words(most),
    shortest: words(most),
    answers: words((answerRoom + 1) * FOUND),
    answerRoom,
  };
}

function createFastInsideSearch(
  memory: ByteMemory,
  kernels: Kernels,
  lengths: Uint16Array,
  filters: Filters,
  holds: number,
): InsideSearch {
  const head = allocate(memory, HEAD * 4);
  const state = allocate(memory, 4);
  const counters = allocate(memory, LENGTHS * 4);
  const asked = allocate(memory, QUESTIONS * ASKED);
  const lengthsAt = allocate(memory, lengths.byteLength);
  new Uint16Array(memory.buffer, lengthsAt, lengths.length).set(lengths);
  const isHeld = lengths.length * BLOOM_WORDS * 4 <= holds;
  const all = isHeld ? allocate(memory, lengths.length * BLOOM_WORDS * 4) : 0;
  if (isHeld) copyAll();
  const held = createHeldAnchors(memory, kernels);
  let room = takeRoom(memory, 0);
  let count = 0;

  function intsAt(address: number, length: number): Int32Array {
    return new Int32Array(memory.buffer, address, length);
  }

  function copyAll(): void {
    let at = all;
    for (const piece of filters.pieces()) {
      intsAt(at, piece.length).set(piece);
      at += piece.byteLength;
    }
  }

  /** Writes the filters of sketches that stand `stride` integers apart, the first filter at `to`. */
  function copyFilters(sketches: Int32Array, to: number, stride: number): void {
    const { ints, rows } = filters.lookUp(sketches);
    const out = new Int32Array(memory.buffer);
    for (let k = 0, at = to >>> 2; k < sketches.length; k++, at += stride) {
      const from = (rows[k] as number) * BLOOM_WORDS;
      for (let word = 0; word < BLOOM_WORDS; word++) out[at + word] = ints[from + word] as number;
    }
  }

  function fillQuestions(questions: number): void {
    const rows = intsAt(asked, questions * (ASKED / 4));
    const sketches = Int32Array.from({ length: questions }, (_, k) => rows[k * (ASKED / 4) + ASKED_SKETCH] as number);
    copyFilters(sketches, asked + ASKED_FILTER * 4, ASKED / 4);
  }

  function answer(questions: number, tell: TellInside): void {
    const { sizes, answers, answerRoom } = room;
    for (let next = 0; next < questions; next = intsAt(state, 1)[0] as number) {
      const found = kernels.lacking(sizes, room.filters, asked, next, questions, answers, answerRoom, state);
      if (found === 0) continue;
      const ints = new Int32Array(memory.buffer);
      for (let at = answers >>> 2; at < (answers >>> 2) + found * FOUND; at += FOUND) {
        const entry = ints[at + 1] as number;
        const longer = ints[(asked >>> 2) + (ints[at] as number) * (ASKED / 4) + ASKED_SKETCH] as number;
        const units = lengthOf(ints[(sizes >>> 2) + entry] as number);
        tell(ints[(room.sketches >>> 2) + entry] as number, longer, ints[at + 2] as number, units);
      }
    }
  }

  return {
    index(entries, most) {
      count = entries.length / SOUGHT;
      if (room.most < count) room = takeRoom(memory, count * 2);
      intsAt(room.entries, entries.length).set(entries);
      const mask = tableMask(count);
      const { groups, order, sketches, sizes, ends, shortest } = room;
      intsAt(head, ANCHORS).set([
        ...[room.entries, count, most, room.table, mask, room.known, knownWords(mask) - 1],
        ...[groups, order, counters, sketches, sizes, room.filters, ends, shortest, all, lengthsAt],
      ]);
      count = kernels.indexSought(head);
      if (!isHeld) copyFilters(intsAt(sketches, count), room.filters, BLOOM_WORDS);
      return count;
    },
    find(pieces, tell) {
      held.take(pieces, lengths.length);
      intsAt(head + ANCHORS * 4, HEAD - ANCHORS).set([held.anchors, held.places, held.size, 0, asked, QUESTIONS]);
      while ((intsAt(head, HEAD)[NEXT] as number) < held.size) {
        const questions = kernels.askSought(head);
        if (!isHeld) fillQuestions(questions);
        answer(questions, tell);
      }
    },
  };
}
