import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate, wasmMemory } from './byte-memory.js';
import {
  ColumnForm,
  type ColumnRows,
  ColumnWord,
  createColumnRows,
  type ObjectShape,
  ODD_VALUE,
  READY_HEAD,
  type RowShape,
  WRITTEN_STRIDE,
  WrittenRow,
} from './column-rows.js';
import { createRecordParser } from './records.js';
import { createTape, Kind, loadTape } from './tape.js';

type Schema =
  | { readonly kind: 'text' }
  | { readonly kind: 'optional'; readonly of: Schema }
  | { readonly kind: 'list'; readonly of: Schema }
  | { readonly kind: 'object'; readonly members: readonly Schema[] };
type Value = string | null | readonly Value[] | { readonly [name: string]: Value };

const NAMES = ['id', '질문 "?"', 'c\u1100'];

const { schema } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  object: fc.record({ kind: fc.constant('object' as const), members: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Schema>({ kind: 'text' }),
    fc.record({ kind: fc.constant('optional' as const), of: tie('schema') }),
    fc.record({ kind: fc.constant('list' as const), of: tie('schema') }),
    tie('object'),
  ),
}));

const text = fc
  .array(
    fc.constantFrom(
      '',
      ' ',
      '  ',
      'a',
      '가',
      '힣',
      'é',
      '\u1100',
      '\uf000',
      '\\',
      '"',
      '\t',
      '\n',
      '\u0001',
      '&',
      '<b>',
      '“',
      '漢',
      '👍',
      'x'.repeat(15),
      '그는 어르신께 두 손으로 물건을 건네었다',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

function valuesOf(of: Schema): fc.Arbitrary<Value> {
  if (of.kind === 'text') return text;
  if (of.kind === 'optional') return fc.option(valuesOf(of.of));
  if (of.kind === 'list') return fc.array(valuesOf(of.of), { maxLength: 4 });
  return fc
    .tuple(...of.members.map(valuesOf))
    .map((values): Value => Object.fromEntries(values.map((value, i) => [NAMES[i], value])));
}

interface Entry {
  readonly repetition: number;
  readonly definition: number;
  readonly text: string | null;
}

interface Column {
  readonly highest: number;
  readonly entries: Entry[];
}

type Shred = (value: Value, repetition: number) => void;

/** The shape of a schema, and what cuts a value of it into entries of columns (Melnik et al., Dremel, 2010). */
function planOf(
  of: Schema,
  definition: number,
  repetition: number,
  columns: Column[],
): { shape: RowShape; shred: Shred; mine: number[] } {
  const first = columns.length;
  const own = () => Array.from({ length: columns.length - first }, (_, i) => first + i);
  const pass = (mine: readonly number[], level: number, at: number) => {
    for (const k of mine) columns[k]?.entries.push({ repetition: at, definition: level, text: null });
  };
  if (of.kind === 'text') {
    const column: Column = { highest: definition, entries: [] };
    columns.push(column);
    const shred: Shred = (value, at) => column.entries.push({ repetition: at, definition, text: value as string });
    return { shape: { kind: 'value', column: first, absent: -1 }, shred, mine: [first] };
  }
  if (of.kind === 'object') {
    const parts = of.members.map((member) => planOf(member, definition, repetition, columns));
    const members = parts.map(({ shape }, i) => ({ name: NAMES[i] as string, shape }));
    const shred: Shred = (value, at) =>
      parts.forEach((part, i) => {
        part.shred((value as Record<string, Value>)[NAMES[i] as string] as Value, at);
      });
    return { shape: { kind: 'object', members }, shred, mine: own() };
  }
  if (of.kind === 'optional') {
    const { shape: content, shred, mine } = planOf(of.of, definition + 1, repetition, columns);
    const isSimple = content.kind === 'value' && content.absent < 0;
    return {
      shape: isSimple
        ? { ...content, absent: definition }
        : { kind: 'optional', columns: mine, definition: definition + 1, content },
      shred: (value, at) => (value === null ? pass(mine, definition, at) : shred(value, at)),
      mine,
    };
  }
  const { shape: element, shred, mine } = planOf(of.of, definition + 1, repetition + 1, columns);
  return {
    shape: { kind: 'list', columns: mine, definition: definition + 1, repetition: repetition + 1, element },
    shred: (value, at) => {
      const elements = value as readonly Value[];
      if (elements.length === 0) pass(mine, definition, at);
      elements.forEach((each, i) => {
        shred(each, i === 0 ? at : repetition + 1);
      });
    },
    mine,
  };
}

const bytesOf = (one: string): Uint8Array => new TextEncoder().encode(one);

function sized(texts: readonly string[]): Uint8Array {
  const parts = texts.map((one) => {
    const bytes = bytesOf(one);
    const part = new Uint8Array(4 + bytes.length);
    new DataView(part.buffer).setUint32(0, bytes.length, true);
    part.set(bytes, 4);
    return part;
  });
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const memory = wasmMemory();
if (memory === null) throw new Error('no SIMD');
const kernel = memory;
const kernels = kernel.kernels;

function put(bytes: Uint8Array): number {
  const at = allocate(kernel, bytes.length);
  new Uint8Array(kernel.buffer, at, bytes.length).set(bytes);
  return at;
}

/** Hands over a column some entries and some values at a time. */
function feederOf(rows: ColumnRows, k: number, { highest, entries }: Column, form: number, cuts: readonly number[]) {
  let [turn, entry, value] = [0, 0, 0];
  let page: Entry[] = [];
  const cut = () => cuts[turn++ % cuts.length] as number;
  const given = () => page.flatMap((one) => (one.definition === highest ? [one.text as string] : []));
  rows.column(k).fill(0);
  rows.column(k)[ColumnWord.Highest] = highest;

  function nextPage(): void {
    page = entries.slice(entry, entry + cut());
    entry += page.length;
    value = 0;
    const definitions = put(Uint8Array.from(page, (one) => one.definition));
    const repetitions = put(Uint8Array.from(page, (one) => one.repetition));
    const texts = given();
    const [tableAt, indexesAt] = form === ColumnForm.Indexed ? indexed(texts) : [0, 0];
    const words = rows.column(k);
    words.set([definitions, repetitions, 0, page.length, page.length === 0 ? 1 : 0, form, 0, 0, indexesAt, tableAt], 0);
  }

  function indexed(texts: readonly string[]): [number, number] {
    const distinct = [...new Set(texts)];
    const stored = sized(distinct);
    const from = put(stored);
    const out = allocate(kernel, stored.length * 6 + distinct.length * 16);
    const table = allocate(kernel, distinct.length * 4);
    expect(kernels?.readyTexts(from, stored.length, distinct.length, out, table)).toBeGreaterThanOrEqual(0);
    return [table, put(new Uint8Array(Uint32Array.from(texts, (one) => distinct.indexOf(one)).buffer))];
  }

  return () => {
    const words = rows.column(k);
    if ((words[ColumnWord.Entry] as number) >= (words[ColumnWord.Entries] as number)) return nextPage();
    const texts = given().slice(value, value + cut());
    value += texts.length;
    const bytes = sized(texts);
    const at = put(bytes);
    rows.column(k)[ColumnWord.Value] = at;
    rows.column(k)[ColumnWord.ValuesEnd] = at + bytes.length;
  };
}

const oracle = createTape(64);
const parser = createRecordParser(oracle.memory);

/** The texts of all rows, batch by batch; what is said of their nodes is compared with what parsing gives. */
function writeAll(rows: ColumnRows, count: number, feeders: readonly (() => void)[]): string[] {
  const written: string[] = [];
  while (written.length < count) {
    rows.begin();
    let { stop, column } = rows.write(count - written.length);
    for (; stop === 'more'; { stop, column } = rows.write(count - written.length)) feeders[column]?.();
    expect(stop).toBe('enough');
    const { size, rows: table, text: bytes, nodes } = rows.written();
    const word = (which: number) => Int32Array.from({ length: size }, (_, i) => table[i * WRITTEN_STRIDE + which] as number);
    const [root, flags] = [new Int32Array(size), new Uint16Array(size)];
    loadTape(oracle, bytes);
    parser.parse(oracle, { size, start: word(WrittenRow.Start), end: word(WrittenRow.End) }, 99, root, flags);
    expect(root).toEqual(word(WrittenRow.Root));
    expect([...flags]).toEqual([...word(WrittenRow.Flags)]);
    for (const node of root) oracle.nodes[node] = Kind.Object | (1 << 8);
    expect(nodes).toEqual(oracle.nodes.subarray(0, oracle.length));
    for (let i = 0; i < size; i++) {
      written.push(new TextDecoder().decode(bytes.subarray(word(WrittenRow.Start)[i], word(WrittenRow.End)[i])));
    }
  }
  return written;
}

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const forms = fc.array(fc.constantFrom(ColumnForm.Texts, ColumnForm.Indexed), { minLength: 1, maxLength: 4 });
const table = fc
  .array(schema, { minLength: 1, maxLength: 3 })
  .chain((members) =>
    fc.tuple(
      fc.constant<Schema>({ kind: 'object', members }),
      fc.array(valuesOf({ kind: 'object', members }), { minLength: 1, maxLength: 8 }),
    ),
  );

it('writes rows of any shape as JSON does, and says of each what parsing it gives', () => {
  fc.assert(
    fc.property(table, forms, cuts, fc.integer({ min: 1, max: 300 }), ([of, values], formOf, pieces, enough) => {
      const columns: Column[] = [];
      const { shape, shred } = planOf(of, 0, 0, columns);
      for (const value of values) shred(value, 0);
      const rows = createColumnRows(kernel, shape as ObjectShape, columns.length, { enough, longest: 1 << 20 });
      const feeders = columns.map((column, k) =>
        feederOf(rows as ColumnRows, k, column, formOf[k % formOf.length] as number, pieces),
      );
      expect(writeAll(rows as ColumnRows, values.length, feeders)).toEqual(values.map((value) => JSON.stringify(value)));
    }),
    { numRuns: 300 },
  );
});

/** Rows of one column of texts, written as `{"id":…}`. */
function textRows(texts: readonly string[], longest: number): ColumnRows {
  const rows = createColumnRows(kernel, ID_ONLY, 1, { enough: 1 << 30, longest }) as ColumnRows;
  const entries = texts.map((one) => ({ repetition: 0, definition: 0, text: one }));
  const feed = feederOf(rows, 0, { highest: 0, entries }, ColumnForm.Texts, [2]);
  rows.begin();
  while (rows.write(texts.length).stop === 'more') feed();
  return rows;
}

const ID_ONLY: ObjectShape = {
  kind: 'object',
  members: [{ name: 'id', shape: { kind: 'value', column: 0, absent: -1 } }],
};

it('makes room for rows of any length', () => {
  const texts = ['a', '가'.repeat(700_000), '"'.repeat(1_500_000), 'b'];
  const { size, rows, text: bytes } = textRows(texts, 1 << 30).written();
  expect(size).toBe(texts.length);
  texts.forEach((id, i) => {
    const [start, end] = rows.subarray(i * WRITTEN_STRIDE);
    expect(new TextDecoder().decode(bytes.subarray(start, end))).toBe(JSON.stringify({ id }));
  });
});

it('counts what it does not write of a row that is too long, and writes the others', () => {
  const { rows, text: bytes } = textRows(['first', `${'"'.repeat(3000)}`, 'last'], 1000).written();
  const [start = 0, end = 0] = rows.subarray(WRITTEN_STRIDE);
  const unwritten = rows[WRITTEN_STRIDE + WrittenRow.Unwritten] as number;
  expect(end - start + unwritten).toBe(JSON.stringify({ id: '"'.repeat(3000) }).length);
  expect(unwritten).toBe(6002);
  const last = rows.subarray(2 * WRITTEN_STRIDE);
  expect(new TextDecoder().decode(bytes.subarray(last[WrittenRow.Start], last[WrittenRow.End]))).toBe('{"id":"last"}');
});

it('stops where levels do not fit together, where a column ends too early, and behind an odd value', () => {
  const stopOf = (entry: Entry, isLast: 0 | 1): string => {
    const rows = createColumnRows(kernel, ID_ONLY, 1, { enough: 1000, longest: 1000 }) as ColumnRows;
    const feed = feederOf(rows, 0, { highest: 1, entries: [entry] }, ColumnForm.Texts, [1]);
    feed();
    rows.column(0)[ColumnWord.IsLast] = isLast;
    rows.begin();
    for (;;) {
      const { stop } = rows.write(2);
      if (stop !== 'more' || rows.written().size === 1) return `${stop} ${rows.written().size}`;
      feed();
    }
  };
  expect(stopOf({ repetition: 0, definition: 1, text: 'x' }, 0)).toBe('more 1');
  expect(stopOf({ repetition: 0, definition: 1, text: 'x' }, 1)).toBe('corrupt 1');
  expect(stopOf({ repetition: 1, definition: 1, text: 'x' }, 0)).toBe('corrupt 0');
  expect(stopOf({ repetition: 0, definition: 0, text: null }, 0)).toBe('corrupt 0');

  const rows = createColumnRows(kernel, ID_ONLY, 1, { enough: 1000, longest: 1000 }) as ColumnRows;
  const value = new Uint8Array(READY_HEAD + 4);
  new Uint32Array(value.buffer).set([(Kind.Null | ODD_VALUE) >>> 0, 4]);
  value.set(bytesOf('null'), READY_HEAD);
  const at = put(value);
  rows.column(0).set([0, 0, 0, 1, 1, ColumnForm.Ready, at, at + value.length]);
  rows.begin();
  expect(rows.write(1)).toEqual({ stop: 'odd', column: 0 });
  expect(rows.write(1).stop).toBe('enough');
  expect(new TextDecoder().decode(rows.written().text)).toBe('{"id":null}');
});
