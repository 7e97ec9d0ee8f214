import { allocate, type ByteMemory } from './byte-memory.js';
import { flagsOf } from './nodes.js';
import { appendJson } from './parse-json.js';
import { createTape, loadTape } from './tape.js';

/**
 * What a row of columns looks like as JSON (Dremel's definition and repetition levels, as in parquet-format). Columns are named by number;
 * `columns` are all of a shape, of which the first one tells whether it is there.
 */
export type RowShape = ValueShape | ObjectShape | ListShape | OptionalShape;

/** A column's next value; null where its entry has the definition level `absent`, -1 where none may. */
export interface ValueShape {
  readonly kind: 'value';
  readonly column: number;
  readonly absent: number;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly members: readonly { readonly name: string; readonly shape: RowShape }[];
}

/** Elements are there from `definition` on, and each but the first has the repetition level `repetition`. */
export interface ListShape {
  readonly kind: 'list';
  readonly columns: readonly number[];
  readonly definition: number;
  readonly repetition: number;
  readonly element: RowShape;
}

/** Null where the definition level is below `definition`. */
export interface OptionalShape {
  readonly kind: 'optional';
  readonly columns: readonly number[];
  readonly definition: number;
  readonly content: RowShape;
}

/** Words of a column. Addresses are of the kernel's memory. */
export const ColumnWord = {
  /** levels of its entries, a byte each; 0: all have the highest definition level, and no repetition */
  Definitions: 0,
  Repetitions: 1,
  /** the next entry, how many are there, and 1 where none comes after them */
  Entry: 2,
  Entries: 3,
  IsLast: 4,
  /** how its values are there: see ColumnForm */
  Form: 5,
  /** address of the next value, or its place among the indexes */
  Value: 6,
  /** where the values end that are there */
  ValuesEnd: 7,
  /** numbers of entries of the table, which are addresses of ready values */
  Indexes: 8,
  Table: 9,
  /** definition level of an entry that has a value */
  Highest: 10,
} as const;

export const COLUMN_STRIDE = 12;

export const ColumnForm = {
  /** UTF-8, each with its size before it: 4 bytes, little-endian */
  Texts: 0,
  /** ready values, one after the other */
  Ready: 1,
  Indexed: 2,
} as const;

/**
 * A ready value is JSON text of a scalar behind 8 bytes: kind and text flags as in the head of a tape's node, then the bytes of the text.
 * An odd one stops the writer once it is written.
 */
export const READY_HEAD = 8;
export const ODD_VALUE = 0x80000000;

export type RowStop =
  /** there are as many rows, or bytes, as were asked for */
  | 'enough'
  /** a column has no more entries or values, and is not at its end */
  | 'more'
  /** levels do not fit together, or a column ends too early */
  | 'corrupt'
  /** an odd value was written to the row at hand */
  | 'odd';

/** Writes rows of columns as JSON text with its nodes. All views are good until the memory is replaced. */
export interface ColumnRows {
  /** containers in a row that stand in each other, at the most */
  readonly depth: number;
  /** The words of a column. */
  column(k: number): Uint32Array;
  /** Begins a batch. */
  begin(): void;
  /** Goes on with the batch until it has `rows` rows, or text of so many bytes that it is enough. `column`: the one that it stopped at. */
  write(rows: number): { readonly stop: RowStop; readonly column: number };
  /** What has been written of whole rows. */
  written(): WrittenRows;
}

export interface WrittenRows {
  /** whole rows, ROW_WORDS each: see WrittenRow */
  readonly size: number;
  readonly rows: Int32Array;
  readonly text: Uint8Array<ArrayBuffer>;
  readonly nodes: Int32Array;
}

export const WRITTEN_STRIDE = 5;

export const WrittenRow = {
  Start: 0,
  End: 1,
  Root: 2,
  Flags: 3,
  /** bytes that it has besides: of a row that is longer than the longest, not all is written */
  Unwritten: 4,
} as const;

/** assembly/column-rows.ts */
const STOPS: Readonly<Record<number, RowStop>> = { 1: 'enough', 2: 'more', 5: 'corrupt', 6: 'odd' };
const NO_TEXT_ROOM = 3;
const NO_NODE_ROOM = 4;

const State = { Stop: 0, About: 1, Text: 4, Nodes: 5, Rows: 6, FirstByte: 7, FirstNode: 8, Words: 12 } as const;

const BATCH_ROWS = 4096;
const TEXT_ROOM = 1 << 20;
const NODE_ROOM = 1 << 20;

/** Bounds of a batch: its text is complete once it has `enough` bytes; of a row, more than `longest` bytes need not be written. */
export interface RowBounds {
  readonly enough: number;
  readonly longest: number;
}

/** null where the memory's functions cannot: TypeScript then has to write the rows. */
export function createColumnRows(memory: ByteMemory, shape: ObjectShape, columns: number, bounds: RowBounds): ColumnRows | null {
  const { kernels } = memory;
  if (kernels === null) return null;
  const program = writeProgram(memory, shape);
  const columnsAt = allocate(memory, columns * COLUMN_STRIDE * 4);
  const stateAt = allocate(memory, State.Words * 4);
  const rowsAt = allocate(memory, BATCH_ROWS * WRITTEN_STRIDE * 4);
  const openAt = allocate(memory, program.depth * 4);
  const savedAt = allocate(memory, (program.lists + 1) * 4);
  const text = { at: allocate(memory, TEXT_ROOM), room: TEXT_ROOM };
  const nodes = { at: allocate(memory, NODE_ROOM), room: NODE_ROOM };
  const state = (): Uint32Array => new Uint32Array(memory.buffer, stateAt, State.Words);

  function grow(range: typeof text, used: number, more: number): void {
    const room = Math.max(range.room * 2, used + more + TEXT_ROOM);
    const at = allocate(memory, room);
    memory.copy(range.at, used, at);
    range.at = at;
    range.room = room;
  }

  return {
    depth: program.depth,
    column: (k) => new Uint32Array(memory.buffer, columnsAt + k * COLUMN_STRIDE * 4, COLUMN_STRIDE),
    begin: () => state().fill(0),
    write(rows) {
      for (;;) {
        const from = [program.at, columnsAt] as const;
        const into = [text.at, text.room, nodes.at, nodes.room, rowsAt] as const;
        const { enough, longest } = bounds;
        kernels.columnRows(...from, ...into, Math.min(rows, BATCH_ROWS), enough, longest, openAt, savedAt, stateAt);
        const words = state();
        const stop = words[State.Stop] as number;
        if (stop === NO_TEXT_ROOM) grow(text, words[State.Text] as number, words[State.About] as number);
        else if (stop === NO_NODE_ROOM) grow(nodes, (words[State.Nodes] as number) * 4, 0);
        else return { stop: STOPS[stop] ?? 'corrupt', column: words[State.About] as number };
      }
    },
    written() {
      const words = state();
      const size = words[State.Rows] as number;
      return {
        size,
        rows: new Int32Array(memory.buffer, rowsAt, size * WRITTEN_STRIDE),
        text: new Uint8Array(memory.buffer, text.at, words[State.FirstByte]),
        nodes: new Int32Array(memory.buffer, nodes.at, words[State.FirstNode]),
      };
    },
  };
}

interface Program {
  readonly at: number;
  /** containers that are open at a time, at the most, and lists */
  readonly depth: number;
  readonly lists: number;
}

const Op = {
  EndRow: 0,
  Key: 1,
  OpenObject: 2,
  CloseObject: 3,
  OpenArray: 4,
  CloseArray: 5,
  Value: 6,
  Null: 7,
  IfThere: 8,
  Pass: 9,
  Jump: 10,
  EnterList: 11,
  Next: 12,
} as const;

const INSTRUCTION_BYTES = 16;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Instructions as assembly/column-rows.ts says what they mean. */
function writeProgram(memory: ByteMemory, shape: ObjectShape): Program {
  const code: number[][] = [];
  const keyTape = createTape(64);
  let depth = 0;
  let lists = 0;

  const add = (op: number, a = 0, b = 0, c = 0): number[] => {
    const instruction = [op, a, b, c];
    code.push(instruction);
    return instruction;
  };
  const here = (): number => code.length * INSTRUCTION_BYTES;

  function addKey(name: string, isFirst: boolean): void {
    const json = JSON.stringify(name);
    const bytes = new TextEncoder().encode(`${isFirst ? '{' : ','}${json}:`);
    const at = allocate(memory, bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    loadTape(keyTape, new Uint8Array());
    add(Op.Key, at, bytes.length, flagsOf(keyTape, appendJson(keyTape, json)));
  }

  /** `absent`: what there is where the first of the columns has a lower definition level. */
  function addIfThere(columns: readonly number[], definition: number, absent: () => void, present: () => void): void {
    const test = add(Op.IfThere, columns[0], definition);
    for (const column of columns) add(Op.Pass, column, definition - 1);
    absent();
    const jump = add(Op.Jump);
    test[3] = here();
    present();
    jump[3] = here();
  }

  function addShape(one: RowShape, level: number): void {
    if (one.kind === 'object' || one.kind === 'list') depth = Math.max(depth, level);
    switch (one.kind) {
      case 'value':
        add(Op.Value, one.column, one.absent);
        return;
      case 'object':
        add(Op.OpenObject, 0, one.members.length === 0 ? OPEN_BRACE : 0);
        one.members.forEach(({ name, shape: member }, i) => {
          addKey(name, i === 0);
          addShape(member, level + 1);
        });
        add(Op.CloseObject);
        return;
      case 'optional':
        addIfThere(
          one.columns,
          one.definition,
          () => add(Op.Null),
          () => addShape(one.content, level),
        );
        return;
      case 'list':
        addList(one, level);
    }
  }

  function addList({ columns, definition, repetition, element }: ListShape, level: number): void {
    const slot = lists++;
    add(Op.OpenArray, 0, OPEN_BRACKET);
    addIfThere(
      columns,
      definition,
      () => {},
      () => {
        add(Op.EnterList, slot);
        const start = here();
        addShape(element, level + 1);
        add(Op.Next, columns[0], repetition | (slot << 16), start);
      },
    );
    add(Op.CloseArray);
  }

  addShape(shape, 1);
  add(Op.EndRow);
  const words = code.flat();
  const at = allocate(memory, words.length * 4);
  new Int32Array(memory.buffer, at, words.length).set(words);
  return { at, depth, lists };
}
