import { ABSENT, Answer, ITEM_FIELDS, Kind, kindOf, type Tape } from '@jatdae/kernel';
import { itemSchema } from '@jatdae/schema';
import { createRecogniser } from '../recognise/recogniser.js';
import type { ItemType } from './answers.js';
import type { Columns, NodeList } from './columns.js';
import type { Row } from './row.js';

/** Marks with 1 the rows, of those given, whose record or item is proved to satisfy its schema. */
export type RowProver = (row: Row, rows: Int32Array, proved: Uint8Array) => void;

/** Leaves every row to ajv. */
export const proveNothing: RowProver = () => undefined;

/** Of items of no known type nothing more is asked. */
export const proveObjects: RowProver = ({ tape, columns }, rows, proved) => {
  for (const i of rows) proved[i] = Number(kindOf(tape, columns.root[i] as number) === Kind.Object);
};

export function createRecordProver(schema: unknown, tape: Tape): RowProver {
  const recogniser = createRecogniser([schema], tape.memory);
  return (row, rows, proved) => {
    const found = recogniser.prove(tape, 0, select(row.columns.root, rows), rows.length, false);
    for (let k = 0; k < rows.length; k++) proved[rows[k] as number] = found[k] as number;
  };
}

type Properties = Readonly<Record<string, unknown>>;

interface ItemFieldCheck {
  readonly name: (typeof ITEM_FIELDS)[number];
  /** schema of the recogniser */
  readonly which: number;
  readonly mandatory: boolean;
}

/** Proves mapped items column by column, as their type's schema would judge the whole. */
export function createItemProver(type: ItemType, tape: Tape): RowProver {
  const { properties, required, ...rest } = itemSchema(type, 'optional') as { properties: Properties; required: string[] };
  const list = listSchema(properties.choices ?? true);
  if (!isPlainObjectSchema(rest) || list === null) return () => undefined;
  const names = ITEM_FIELDS.filter((name) => Object.hasOwn(properties, name) || required.includes(name));
  const checks = names.map((name, which): ItemFieldCheck => ({ name, which, mandatory: required.includes(name) }));
  const schemas = [...names.map((name) => properties[name] ?? true), list.items, { type: 'string' }];
  const recogniser = createRecogniser(schemas, tape.memory);
  const needsChoices = required.includes('choices');

  return (row, rows, proved) => {
    const { columns } = row;
    for (let k = 0; k < rows.length; k++) proved[rows[k] as number] = 1;
    for (const { name, which, mandatory } of checks) {
      const nodes = name === 'answer' ? judgedAnswers(columns, rows) : select(columns.field[name], rows);
      const found = recogniser.prove(tape, which, nodes, rows.length, !mandatory);
      for (let k = 0; k < rows.length; k++) if (found[k] === 0) proved[rows[k] as number] = 0;
    }
    const lists: readonly [NodeList, Int32Array, (size: number) => boolean][] = [
      [row.choices, columns.choiceStart, (size) => (size === 0 ? !needsChoices : size >= list.min && size <= list.max)],
      [row.media, columns.mediaStart, () => true],
    ];
    lists.forEach(([{ nodes, length }, starts, fits], k) => {
      if (length === 0 && fits(0)) return;
      const elements = recogniser.prove(tape, names.length + k, nodes, length, false);
      for (let n = 0; n < rows.length; n++) {
        const i = rows[n] as number;
        const to = starts[i + 1] as number;
        let at = starts[i] as number;
        if (!fits(to - at)) proved[i] = 0;
        while (at < to && elements[at] !== 0) at += 1;
        if (at < to) proved[i] = 0;
      }
    });
  };
}

/** The values of a column in some rows, which mostly are all. */
function select(column: Int32Array, rows: Int32Array): Int32Array {
  const isWhole = rows[rows.length - 1] === rows.length - 1;
  return isWhole ? column : rows.map((i) => column[i] as number);
}

interface ListSchema {
  readonly items: unknown;
  readonly min: number;
  readonly max: number;
}

/** Null where a list is asked for more than so many elements of a kind. */
function listSchema(schema: unknown): ListSchema | null {
  if (schema === true) return { items: true, min: 0, max: Number.POSITIVE_INFINITY };
  const { type, items, minItems, maxItems, title, description, ...rest } = schema as Properties;
  if (type !== 'array' || Object.keys(rest).length > 0) return null;
  return { items: items ?? true, min: Number(minItems ?? 0), max: Number(maxItems ?? Number.POSITIVE_INFINITY) };
}

/** Beside properties and required, a schema that says only that it is an object. */
function isPlainObjectSchema(rest: Properties): boolean {
  const known = new Set(['$schema', '$id', 'title', 'description', '$comment', '$defs']);
  return Object.entries(rest).every(([keyword, value]) => known.has(keyword) || (keyword === 'type' && value === 'object'));
}

const judgedAnswers = (columns: Columns, rows: Int32Array): Int32Array => rows.map((i) => judgedAnswer(columns, i));

/** The answer where the schema has to judge it: what resolved to a choice, or failed to, is judged by then. */
export function judgedAnswer(columns: Columns, i: number): number {
  return columns.answer[i] === Answer.Free ? (columns.field.answer[i] as number) : ABSENT;
}

/** Proves the rows of a batch, each by the prover of its sub-metric. */
export interface Proofs {
  /** Of the first `size` rows, those with a record that no proof was found for. */
  unproved(row: Row, size: number): number[];
}

export function createProofs(proverOf: (subMetric: number, tape: Tape) => RowProver): Proofs {
  let proved = new Uint8Array(0);
  /** by row: which prover proves it, ABSENT where there is no record */
  let proverAt = new Int16Array(0);
  let rows = new Int32Array(0);
  /** by sub-metric + 1, in one batch: which prover is its own */
  const known: number[] = [];

  function takeRoom(size: number): void {
    if (proved.length >= size) return;
    proved = new Uint8Array(size * 2);
    proverAt = new Int16Array(size * 2);
    rows = new Int32Array(size * 2);
  }

  function choose({ columns, tape }: Row, size: number): RowProver[] {
    const provers: RowProver[] = [];
    known.length = 0;
    const { root, subMetric } = columns;
    for (let i = 0; i < size; i++) {
      if ((root[i] as number) < 0) {
        proverAt[i] = ABSENT;
        continue;
      }
      const own = (subMetric[i] as number) + 1;
      let which = known[own];
      if (which === undefined) {
        const prover = proverOf(own - 1, tape);
        which = provers.indexOf(prover);
        if (which < 0) which = provers.push(prover) - 1;
        known[own] = which;
      }
      proverAt[i] = which;
    }
    return provers;
  }

  function rowsOf(which: number, size: number): Int32Array {
    let count = 0;
    for (let i = 0; i < size; i++) if (proverAt[i] === which) rows[count++] = i;
    return rows.subarray(0, count);
  }

  return {
    unproved(row, size) {
      takeRoom(size);
      proved.fill(0, 0, size);
      choose(row, size).forEach((prove, which) => {
        prove(row, rowsOf(which, size), proved);
      });
      const unproved: number[] = [];
      for (let i = 0; i < size; i++) if (proved[i] === 0 && proverAt[i] !== ABSENT) unproved.push(i);
      return unproved;
    },
  };
}
