import { allocate, type ByteMemory } from './byte-memory.js';
import { reserve } from './fingerprint.js';
import { ITEM_FIELDS, type ItemField } from './item-batch.js';
import type { Tape } from './tape.js';

/** A path into a record: the place of its first key, and of its whole spelling (or -1), among the keys that are looked up. */
export interface PathPlan {
  readonly first: number;
  readonly whole: number;
  readonly rest: readonly Uint8Array[];
}

/** A value that a field names by one of some words, or one that all items of a file share. */
export interface WordPlan {
  /** null: `otherwise` is every item's */
  readonly path: PathPlan | null;
  readonly words: readonly { readonly bytes: Uint8Array; readonly value: number }[];
  readonly otherwise: number;
}

/** What an answer must be: free, one choice, choices, shares by choice, a label, one choice or a word that says that none is better. */
export const AnswerForm = { Free: 0, One: 1, Some: 2, Shares: 3, Label: 4, OneOrTie: 5 } as const;
export type AnswerForm = (typeof AnswerForm)[keyof typeof AnswerForm];

/** How an answer names a choice, tried in order; none: by itself. */
export const AnswerIndex = { FromZero: 0, FromOne: 1, Letter: 2, Text: 3 } as const;
export type AnswerIndex = (typeof AnswerIndex)[keyof typeof AnswerIndex];

export interface AnswerPlan {
  readonly form: AnswerForm;
  readonly needsAnswer: boolean;
  /** canonical texts */
  readonly labels: readonly Uint8Array[];
}

/** How the records of a resource become items. */
export interface ItemPlan {
  readonly keys: readonly Uint8Array[];
  readonly fields: Readonly<Record<ItemField, PathPlan | null>>;
  readonly subMetric: WordPlan;
  readonly side: WordPlan;
  /** one path to a list, or a path a choice */
  readonly choices: readonly PathPlan[];
  readonly choicesInColumns: boolean;
  readonly media: readonly PathPlan[];
  readonly styles: readonly AnswerIndex[];
  /** by sub-metric, and before them of items of none */
  readonly types: readonly AnswerPlan[];
  /** an answer may be missing on the leaderboard's side */
  readonly withheld: boolean;
}

/** Columns that the mapper fills; hard rows are left as they were. */
export interface MappedColumns {
  readonly field: Readonly<Record<ItemField, Int32Array>>;
  readonly subMetric: Int16Array;
  readonly side: Uint8Array;
  readonly answer: Uint8Array;
  readonly key: Int32Array;
}

/** What the mapper leaves in its memory; valid until the next call, or until the memory grows. */
export interface MappedRows {
  /** rows that only TypeScript can map */
  readonly hardRows: number;
  readonly hard: Uint8Array;
  /** choices of row i are choices[choiceStart[i] … choiceStart[i + 1]); a hard row has none */
  readonly choiceStart: Int32Array;
  readonly choices: Int32Array;
  readonly prints: Int32Array;
}

/** A plan as it lies in the memory. */
export interface ItemProgram {
  readonly address: number;
  /** of the words that a file decides */
  readonly subMetricElse: number;
  readonly sideElse: number;
}

/** Maps batches of records by their bytes; one serves the programs of all resources. */
export interface ItemMapper {
  program(plan: ItemPlan): ItemProgram;
  /** Maps the records that begin at `root`, none of more than `longest` bytes. */
  map(tape: Tape, program: ItemProgram, of: RecordColumns, constants: FileWords, into: MappedColumns): MappedRows;
}

export interface RecordColumns {
  readonly size: number;
  readonly root: Int32Array;
  /** bytes of the longest record */
  readonly longest: number;
}

/** Sub-metric and side of items whose records do not say. */
export interface FileWords {
  readonly subMetric: number;
  readonly side: number;
}

const CHOICE_ROOM = 1 << 13;
/** Choices that one row may have, at the most. */
export const MAX_MAPPED_CHOICES = 128;

/** null where the memory has no mapper: TypeScript then maps every row. */
export function createItemMapper(memory: ByteMemory): ItemMapper | null {
  const mapItems = memory.kernels?.mapItems;
  if (mapItems === undefined) return null;
  const area = createArea(memory);
  return {
    program: (plan) => writeProgram(memory, plan),
    map(tape, program, { size, root, longest }, words, into) {
      reserveRows(memory, area, size);
      reserve(tape.sink, longest);
      writeWord(memory, program.subMetricElse, words.subMetric);
      writeWord(memory, program.sideElse, words.side);
      viewInts(memory, area.root, size).set(root.subarray(0, size));
      const run = (from: number): number =>
        mapItems(tape.marks.bytesAt, tape.nodesAt, program.address, area.columns, from, size, tape.sink.address);
      for (let done = run(0); done < size; done = run(done)) growChoices(memory, area);
      copyOut(memory, area, size, into);
      return rowsOf(memory, area, size);
    },
  };
}

/** Addresses of the columns in the memory, and what there is room for. */
interface Area {
  /** of the words that tell where the others are: see Columns in assembly/items.ts */
  readonly columns: number;
  rows: number;
  root: number;
  fields: number;
  subMetric: number;
  side: number;
  answer: number;
  key: number;
  hard: number;
  choiceStart: number;
  choiceRoom: number;
  choices: number;
  prints: number;
}

const COLUMN_WORDS = 14;
const CHOICE_COUNT = 12;
const HARD_ROWS = 13;

function createArea(memory: ByteMemory): Area {
  const columns = allocate(memory, COLUMN_WORDS * 4);
  const none = { root: 0, fields: 0, subMetric: 0, side: 0, answer: 0, key: 0, hard: 0, choiceStart: 0, choices: 0, prints: 0 };
  return { columns, rows: 0, choiceRoom: 0, ...none };
}

function reserveRows(memory: ByteMemory, area: Area, size: number): void {
  if (size > area.rows) {
    const rows = Math.max(1024, size * 2);
    area.rows = rows;
    area.root = allocate(memory, rows * 4);
    area.fields = allocate(memory, rows * 4 * ITEM_FIELDS.length);
    area.subMetric = allocate(memory, rows * 2);
    area.side = allocate(memory, rows);
    area.answer = allocate(memory, rows);
    area.key = allocate(memory, rows * 4);
    area.hard = allocate(memory, rows);
    area.choiceStart = allocate(memory, (rows + 1) * 4);
  }
  if (area.choiceRoom === 0) reserveChoices(memory, area, CHOICE_ROOM);
  writeColumns(memory, area);
}

function reserveChoices(memory: ByteMemory, area: Area, room: number): void {
  area.choiceRoom = room;
  area.choices = allocate(memory, room * 4);
  area.prints = allocate(memory, room * 16);
}

function growChoices(memory: ByteMemory, area: Area): void {
  const { choices, prints, choiceRoom } = area;
  reserveChoices(memory, area, choiceRoom * 2);
  memory.copy(choices, choiceRoom * 4, area.choices);
  memory.copy(prints, choiceRoom * 16, area.prints);
  writeColumns(memory, area);
}

/** All but the counts, which are the mapper's. */
function writeColumns(memory: ByteMemory, area: Area): void {
  const { rows, root, fields, subMetric, side, answer, key, hard, choiceStart, choices, prints, choiceRoom } = area;
  viewInts(memory, area.columns, CHOICE_COUNT).set([
    rows,
    root,
    fields,
    subMetric,
    side,
    answer,
    key,
    hard,
    choiceStart,
    choices,
    prints,
    choiceRoom,
  ]);
}

function copyOut(memory: ByteMemory, area: Area, size: number, into: MappedColumns): void {
  ITEM_FIELDS.forEach((name, f) => {
    into.field[name].set(viewInts(memory, area.fields + f * area.rows * 4, size));
  });
  into.subMetric.set(new Int16Array(memory.buffer, area.subMetric, size));
  into.side.set(new Uint8Array(memory.buffer, area.side, size));
  into.answer.set(new Uint8Array(memory.buffer, area.answer, size));
  into.key.set(viewInts(memory, area.key, size));
}

function rowsOf(memory: ByteMemory, area: Area, size: number): MappedRows {
  const counts = viewInts(memory, area.columns, COLUMN_WORDS);
  const count = counts[CHOICE_COUNT] as number;
  return {
    hardRows: counts[HARD_ROWS] as number,
    hard: new Uint8Array(memory.buffer, area.hard, size),
    choiceStart: viewInts(memory, area.choiceStart, size + 1),
    choices: viewInts(memory, area.choices, count),
    prints: viewInts(memory, area.prints, count * 4),
  };
}

const viewInts = (memory: ByteMemory, address: number, length: number): Int32Array =>
  new Int32Array(memory.buffer, address, length);

function writeWord(memory: ByteMemory, address: number, word: number): void {
  viewInts(memory, address, 1)[0] = word;
}

/** Indices of words of Program in assembly/items.ts. */
const SUB_METRIC_ELSE = 6;
const SIDE_ELSE = 10;

function writeProgram(memory: ByteMemory, plan: ItemPlan): ItemProgram {
  const paths: PathPlan[] = [];
  const place = (added: readonly PathPlan[]): number => paths.push(...added) - added.length;
  place(ITEM_FIELDS.map((name) => plan.fields[name] ?? NO_PATH));
  const subMetric = wordsOf(plan.subMetric, place);
  const side = wordsOf(plan.side, place);
  const choices = place(plan.choices);
  const media = place(plan.media);
  const table = (words: WordPlan['words']): number => writeTable(memory, words);
  const list = (words: readonly Uint8Array[]): number => table(words.map((bytes) => ({ bytes, value: 0 })));
  const types = plan.types.flatMap(({ form, needsAnswer, labels }) => {
    return [form | (needsAnswer ? NEEDS_ANSWER : 0), list(labels), labels.length];
  });
  const program = [
    list(plan.keys),
    plan.keys.length,
    writeInts(
      memory,
      paths.flatMap(({ first, whole, rest }) => [first, whole, list(rest), rest.length]),
    ),
    subMetric.path,
    table(plan.subMetric.words),
    plan.subMetric.words.length,
    plan.subMetric.otherwise,
    side.path,
    table(plan.side.words),
    plan.side.words.length,
    plan.side.otherwise,
    choices,
    plan.choices.length,
    plan.choicesInColumns ? 1 : 0,
    media,
    plan.media.length,
    writeInts(memory, plan.styles),
    plan.styles.length,
    writeInts(memory, types),
    plan.withheld ? 1 : 0,
    allocate(memory, plan.keys.length * 4),
  ];
  const address = writeInts(memory, program);
  return { address, subMetricElse: address + SUB_METRIC_ELSE * 4, sideElse: address + SIDE_ELSE * 4 };
}

const NO_PATH: PathPlan = { first: -1, whole: -1, rest: [] };
const NEEDS_ANSWER = 0x100;

const wordsOf = ({ path }: WordPlan, place: (added: readonly PathPlan[]) => number): { readonly path: number } => ({
  path: path === null ? -1 : place([path]),
});

/** Byte strings, each as address, length and value. */
function writeTable(memory: ByteMemory, words: WordPlan['words']): number {
  const entries = words.flatMap(({ bytes, value }) => {
    const address = allocate(memory, bytes.length);
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    return [address, bytes.length, value];
  });
  return writeInts(memory, entries);
}

function writeInts(memory: ByteMemory, ints: readonly number[]): number {
  const address = allocate(memory, ints.length * 4);
  viewInts(memory, address, ints.length).set(ints);
  return address;
}
