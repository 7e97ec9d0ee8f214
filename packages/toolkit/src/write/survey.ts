import { Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { type ColumnType, widened } from './column-type.js';
import { createRecordParser, hasHalfPair, membersOf, sourceOf } from './json-node.js';

/** What all records hold under one name. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** records that have it, null or not */
  readonly present: number;
  readonly nulls: number;
  /** texts of no character */
  readonly empty: number;
  /** values that are no text: numbers, true and false, and what is nested */
  readonly plain: number;
  readonly nested: number;
  /** texts that a spreadsheet would take for a formula */
  readonly formulas: number;
  /** texts that UTF-8 cannot hold: half of a surrogate pair */
  readonly broken: number;
  /** UTF-16 code units of the longest cell that a table would have, as spreadsheets count */
  readonly longest: number;
}

export interface Survey {
  readonly records: number;
  /** those that hold nothing but null and empty texts */
  readonly hollow: number;
  /** in the order in which they were first seen */
  readonly columns: readonly Column[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Surveyor {
  /** what the record is: an object, which is a row of a table; another value; or null for what is no JSON */
  add(record: Uint8Array): 'object' | 'other' | null;
  survey(): Survey;
}

/** Looks at every record before the first is written: a column's type depends on all of them. */
export function createSurveyor(): Surveyor {
  const parse = createRecordParser();
  const columns = new Map<string, Mutable<Column>>();
  let [records, hollow] = [0, 0];
  return {
    add(record) {
      const parsed = parse(record);
      if (parsed === null) return null;
      records += 1;
      if (kindOf(parsed.tape, parsed.root) !== Kind.Object) return 'other';
      let isHollow = true;
      for (const [name, node] of membersOf(parsed.tape, parsed.root)) {
        const column = columns.get(name) ?? newColumn(name);
        columns.set(name, column);
        isHollow = !look(column, parsed.tape, node) && isHollow;
      }
      if (isHollow) hollow += 1;
      return 'object';
    },
    survey: () => ({ records, hollow, columns: [...columns.values()] }),
  };
}

const newColumn = (name: string): Mutable<Column> => ({
  name,
  type: { kind: 'null' },
  present: 0,
  nulls: 0,
  empty: 0,
  plain: 0,
  nested: 0,
  formulas: 0,
  broken: 0,
  longest: 0,
});

/** What a spreadsheet takes for the start of a formula, unless it is a number. */
const FORMULA = /^[\t\r\n ]*[=+\-@]/u;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;
export const isFormula = (text: string): boolean => FORMULA.test(text) && !NUMBER.test(text);

/** Whether there is anything but null and an empty text. */
function look(column: Mutable<Column>, tape: Tape, node: number): boolean {
  column.present += 1;
  column.type = widened(column.type, tape, node);
  const kind = kindOf(tape, node);
  if (kind === Kind.Null) {
    column.nulls += 1;
    return false;
  }
  const text = kind === Kind.String ? textOf(tape, node) : sourceOf(tape, node);
  column.longest = Math.max(column.longest, text.length);
  if (hasHalfPair(text)) column.broken += 1;
  if (kind !== Kind.String) column.plain += 1;
  else if (text === '') column.empty += 1;
  else if (isFormula(text)) column.formulas += 1;
  if (kind === Kind.Array || kind === Kind.Object) column.nested += 1;
  return text !== '';
}
