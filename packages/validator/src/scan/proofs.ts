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
    rows.forEach((i, k) => {
      proved[i] = found[k] as number;
    });
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
    for (const i of rows) proved[i] = 1;
    for (const { name, which, mandatory } of checks) {
      const nodes = name === 'answer' ? judgedAnswers(columns, rows) : select(columns.field[name], rows);
      const found = recogniser.prove(tape, which, nodes, rows.length, !mandatory);
      rows.forEach((i, k) => {
        if (found[k] === 0) proved[i] = 0;
      });
    }
    const lists: readonly [NodeList, Int32Array, (size: number) => boolean][] = [
      [row.choices, columns.choiceStart, (size) => (size === 0 ? !needsChoices : size >= list.min && size <= list.max)],
      [row.media, columns.mediaStart, () => true],
    ];
    lists.forEach(([{ nodes, length }, starts, fits], k) => {
      if (length === 0 && fits(0)) return;
      const elements = recogniser.prove(tape, names.length + k, nodes, length, false);
      for (const i of rows) if (!isProvedList(elements, starts, i, fits)) proved[i] = 0;
    });
  };
}

function isProvedList(elements: Uint8Array, starts: Int32Array, i: number, fits: (size: number) => boolean): boolean {
  const from = starts[i] as number;
  const to = starts[i + 1] as number;
  if (!fits(to - from)) return false;
  for (let k = from; k < to; k++) if (elements[k] === 0) return false;
  return true;
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
  let proved = new Uint8Array(1024);
  return {
    unproved(row, size) {
      if (proved.length < size) proved = new Uint8Array(size * 2);
      proved.fill(0, 0, size);
      const { root, subMetric } = row.columns;
      const rowsOf = new Map<RowProver, number[]>();
      let last = { subMetric: Number.NaN, rows: [] as number[] };
      for (let i = 0; i < size; i++) {
        if ((root[i] as number) < 0) continue;
        if (last.subMetric !== subMetric[i]) {
          const prover = proverOf(subMetric[i] as number, row.tape);
          const rows = rowsOf.get(prover) ?? [];
          rowsOf.set(prover, rows);
          last = { subMetric: subMetric[i] as number, rows };
        }
        last.rows.push(i);
      }
      const unproved: number[] = [];
      for (const [prove, rows] of rowsOf) {
        prove(row, Int32Array.from(rows), proved);
        for (const i of rows) if (proved[i] === 0) unproved.push(i);
      }
      return unproved.sort((a, b) => a - b);
    },
  };
}
