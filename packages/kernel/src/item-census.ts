import { allocate, type ByteMemory } from './byte-memory.js';
import type { ItemBatch } from './item-batch.js';
import { classOf, LENGTH_CLASSES } from './lengths.js';

/** Numbers of choices that are told apart: 0 up to one less than this, which stands for more, too. */
export const MOST_CHOICES = 17;
export const SIDES = 3;

/** Where items of so many choices, fewer than MOST_CHOICES, are counted whose key is at a place; places follow each other. */
export const keyAt = (choices: number, place: number): number => ((choices * (choices - 1)) >> 1) + place;

/** Texts whose lengths are taken, in code points. */
export const MEASURED = ['question', 'context', 'explanation', 'choice'] as const;
export type Measured = (typeof MEASURED)[number];

/** What items are told apart by. */
export const NAMED = ['category', 'difficulty'] as const;
export type Named = (typeof NAMED)[number];

/** Spellings of a name that are counted in the memory. */
export const MOST_SPELLINGS = 32;

/** Lengths by class (`classOf`), their number, sum and ends. */
export interface LengthTally {
  readonly counts: Uint32Array;
  readonly items: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** What was counted of the items of one group: views that are good until the census goes on. */
export interface Tally {
  readonly items: number;
  readonly valid: number;
  /** items by their number of choices */
  readonly choices: Uint32Array;
  /** items with one key, by `keyAt` */
  readonly keys: Uint32Array;
  /** in units of 1/720,720: see rules/src/census/cues.ts */
  readonly cues: {
    readonly items: number;
    readonly chance: number;
    readonly longest: number;
    readonly shortest: number;
    readonly odd: number;
  };
  readonly lengths: Readonly<Record<Measured, LengthTally>>;
  /** by spelling: items, then valid items */
  readonly names: Readonly<Record<Named, Uint32Array>>;
}

/** Who does what the kernel leaves undone. */
export interface CensusTaker {
  /** A row that only TypeScript can count, except that its question is drawn by itself. */
  row(row: number): void;
  /** A row whose question may be among those that are drawn. */
  draw(row: number): void;
  /** A row with a name in a spelling that is not known. */
  name(name: Named, row: number): void;
  /** There is no room for another group: `take` makes some. */
  full(): void;
}

/** Counts whole batches by their bytes. */
export interface ItemCensus {
  /** `limits`: by sub-metric, the highest rank of an id whose question may be drawn. */
  count(batch: ItemBatch, limits: Uint32Array, taker: CensusTaker): void;
  /** Makes a spelling known; gives its place among the counts of names, -1 where there is no room. */
  learn(name: Named, spelling: Uint8Array): number;
  /** Hands over what was counted, by group (SIDES × sub-metric + side), and begins again; spellings stay known. */
  take(visit: (group: number, tally: Tally) => void): void;
}

/** null where the memory has no census: TypeScript then counts every row. */
export function createItemCensus(memory: ByteMemory, subMetrics: number): ItemCensus | null {
  const census = memory.kernels?.census;
  if (census === undefined) return null;
  const groups = (subMetrics + 1) * SIDES;
  const area: Area = {
    head: allocate(memory, HEAD_WORDS * 4),
    tallies: allocate(memory, groups * 4),
    limits: allocate(memory, subMetrics * 4),
    spellings: allocate(memory, NAMED.length * SPELLINGS),
    rows: 0,
    columns: 0,
    stride: 0,
    choices: 0,
    choicesAt: 0,
  };
  new Uint8Array(memory.buffer, area.tallies, groups * 4).fill(0);
  new Uint8Array(memory.buffer, area.spellings, NAMED.length * SPELLINGS).fill(0);
  /** by group, those in use; and those that wait for a group */
  const used = new Map<number, number>();
  const free: number[] = [];

  function openTally(group: number, full: () => void): void {
    if (free.length === 0 && used.size === MOST_TALLIES) full();
    const tally = free.pop() ?? createTally(memory);
    used.set(group, tally);
    intsAt(memory, area.tallies, groups)[group] = tally;
  }

  return {
    count(batch, limits, taker) {
      const { size, subMetric, side, tape } = batch;
      reserveRows(memory, area, size, batch.choiceStart[size] as number);
      intsAt(memory, area.limits, subMetrics).set(limits);
      writeHead(memory, area, subMetrics);
      writeColumns(memory, area, batch);
      for (let next = 0; ; ) {
        next = census(tape.marks.bytesAt, tape.nodesAt, area.head, next, size);
        takeRows(memory, area, taker);
        if (next === size) return;
        const s = subMetric[next] as number;
        openTally((s < 0 ? subMetrics : s) * SIDES + (side[next] as number), taker.full);
      }
    },
    learn(name, spelling) {
      const at = area.spellings + NAMED.indexOf(name) * SPELLINGS;
      const head = intsAt(memory, at, 1);
      const known = head[0] as number;
      if (known === MOST_SPELLINGS || spelling.length > SPELLING_BYTES) return -1;
      const entry = at + 16 + known * SPELLING;
      intsAt(memory, entry, 1)[0] = spelling.length;
      new Uint8Array(memory.buffer, entry + 4, spelling.length).set(spelling);
      head[0] = known + 1;
      return known;
    },
    take(visit) {
      for (const [group, at] of used) {
        visit(group, tallyAt(memory, at));
        clearTally(memory, at);
        free.push(at);
      }
      used.clear();
      intsAt(memory, area.tallies, groups).fill(0);
    },
  };
}

/** Room in the memory: see Rows of assembly/census.ts. */
interface Area {
  readonly head: number;
  readonly tallies: number;
  readonly limits: number;
  readonly spellings: number;
  /** rows that there is room for */
  rows: number;
  /** address of the first column, and bytes from one to the next */
  columns: number;
  stride: number;
  choices: number;
  choicesAt: number;
}

const COLUMNS = 13;
/** Lists that the kernel writes, the last of up to two words a row. */
const LISTS = 4;
const HEAD_WORDS = 24;
/** Where the numbers of entries in the lists are in the head. */
const COUNTS = 21;

/** Groups that are counted at once, 28 KB each: with more of them what was counted is handed over early. */
const MOST_TALLIES = 256;

const SPELLING = 64;
const SPELLING_BYTES = 60;
const SPELLINGS = 16 + MOST_SPELLINGS * SPELLING;

/** Offsets in a tally, in words, as in assembly/census.ts. */
const CHOICES = 2;
const KEYS = 19;
const CUES = 156;
const LENGTHS = 166;
const LENGTH_HEAD = 6;
const NAMES = 190;
const CLASSES = 318;
const TALLY_WORDS = CLASSES + MEASURED.length * LENGTH_CLASSES;

function createTally(memory: ByteMemory): number {
  const at = allocate(memory, TALLY_WORDS * 4);
  intsAt(memory, at, TALLY_WORDS).fill(0);
  clearTally(memory, at);
  return at;
}

/** Only counts up to the longest text of each are not zero. */
function clearTally(memory: ByteMemory, at: number): void {
  const words = intsAt(memory, at, TALLY_WORDS);
  MEASURED.forEach((_, k) => {
    const first = CLASSES + k * LENGTH_CLASSES;
    const head = LENGTHS + k * LENGTH_HEAD;
    words.fill(0, first, first + classOf(words[head + 2] as number) + 1);
  });
  words.fill(0, 0, CLASSES);
  MEASURED.forEach((_, k) => {
    words[LENGTHS + k * LENGTH_HEAD + 1] = MOST_LENGTH;
  });
}

const MOST_LENGTH = 0x7fffffff;

function tallyAt(memory: ByteMemory, at: number): Tally {
  const words = new Uint32Array(memory.buffer, at, TALLY_WORDS);
  const whole = (word: number): number => (words[word] as number) + (words[word + 1] as number) * 2 ** 32;
  const lengths = (k: number): LengthTally => {
    const head = LENGTHS + k * LENGTH_HEAD;
    const [items = 0, min = 0, max = 0] = words.subarray(head, head + 3);
    const first = CLASSES + k * LENGTH_CLASSES;
    return { items, min, max, sum: whole(head + 4), counts: words.subarray(first, first + classOf(max) + 1) };
  };
  const names = (k: number): Uint32Array => {
    const first = NAMES + k * MOST_SPELLINGS * 2;
    return words.subarray(first, first + MOST_SPELLINGS * 2);
  };
  return {
    items: words[0] as number,
    valid: words[1] as number,
    choices: words.subarray(CHOICES, CHOICES + MOST_CHOICES),
    keys: words.subarray(KEYS, KEYS + keyAt(MOST_CHOICES, 0)),
    cues: {
      items: whole(CUES),
      chance: whole(CUES + 2),
      longest: whole(CUES + 4),
      shortest: whole(CUES + 6),
      odd: whole(CUES + 8),
    },
    lengths: { question: lengths(0), context: lengths(1), explanation: lengths(2), choice: lengths(3) },
    names: { category: names(0), difficulty: names(1) },
  };
}

function reserveRows(memory: ByteMemory, area: Area, size: number, choices: number): void {
  if (size > area.rows) {
    area.rows = Math.max(1024, size * 2);
    area.stride = (area.rows + 4) * 4;
    area.columns = allocate(memory, area.stride * (COLUMNS + LISTS));
  }
  if (choices > area.choices) {
    area.choices = Math.max(4096, choices * 2);
    area.choicesAt = allocate(memory, area.choices * 4);
  }
}

const columnAt = ({ columns, stride }: Area, column: number): number => columns + column * stride;

function writeHead(memory: ByteMemory, area: Area, subMetrics: number): void {
  intsAt(memory, area.head, HEAD_WORDS).set([
    ...Array.from({ length: COLUMNS }, (_, k) => columnAt(area, k)),
    area.choicesAt,
    subMetrics,
    area.tallies,
    area.limits,
    area.spellings,
    ...[0, 1, 2].map((list) => columnAt(area, COLUMNS + list)),
    0,
    0,
    0,
  ]);
}

function writeColumns(memory: ByteMemory, area: Area, batch: ItemBatch): void {
  const { size, field, root, key, choice, choiceStart, subMetric, side, valid, answer } = batch;
  const { id, question, context, explanation, category, difficulty } = field;
  [root, id, question, context, explanation, category, difficulty, key].forEach((column, k) => {
    intsAt(memory, columnAt(area, k), size).set(column.subarray(0, size));
  });
  intsAt(memory, columnAt(area, 8), size + 1).set(choiceStart.subarray(0, size + 1));
  new Int16Array(memory.buffer, columnAt(area, 9), size).set(subMetric.subarray(0, size));
  [side, valid, answer].forEach((column, k) => {
    new Uint8Array(memory.buffer, columnAt(area, 10 + k), size).set(column.subarray(0, size));
  });
  const choices = choiceStart[size] as number;
  intsAt(memory, area.choicesAt, choices).set(choice.subarray(0, choices));
}

/** The lists are copied before anyone sees them: whoever takes a row may make the memory grow. */
function takeRows(memory: ByteMemory, area: Area, taker: CensusTaker): void {
  const counts = intsAt(memory, area.head + COUNTS * 4, 3);
  const [left, drawn, unknown] = [0, 1, 2].map((list) =>
    intsAt(memory, columnAt(area, COLUMNS + list), counts[list] as number).slice(),
  ) as [Int32Array, Int32Array, Int32Array];
  for (const row of left) taker.row(row);
  for (const row of drawn) taker.draw(row);
  for (const entry of unknown) taker.name(NAMED[entry & 1] as Named, entry >> 1);
}

function intsAt(memory: ByteMemory, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}
