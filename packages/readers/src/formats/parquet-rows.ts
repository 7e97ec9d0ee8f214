import { Buffer } from 'node:buffer';
import type { ObjectShape, RowShape } from '@jatdae/kernel';
import { NotText } from './cells.js';
import { writeAscii, writeByte, writeBytes, writeString } from './json-text.js';
import { type Leaf, nextDefinition, nextRepetition, passEntry, takeText, takeValue } from './parquet-column.js';
import { isList, isMap, type ParquetField, ParquetProblem } from './parquet-schema.js';
import { isPlainText, isScalar, leafWriter } from './parquet-values.js';
import { type InsertingSink, writtenBytes } from './record-sink.js';

/** Writes rows from the columns of a file, as JSON objects. */
export interface RowWriter {
  /** of the schema, whether they are written or not */
  readonly columns: number;
  /** the columns that are written, in the order of the schema */
  readonly leaves: readonly Leaf[];
  /** what a row looks like, for whoever writes it from the columns of these numbers; null where it holds what only `write` can */
  readonly shape: ObjectShape | null;
  /** Takes the next row from the leaves; false where some of it is not the text that it should be. @throws ParquetProblem */
  write(sink: InsertingSink): boolean;
}

/** Levels of what lies above a field. */
interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** A part of the schema: writes what the next entries of its leaves say. `repetition`: the level that the first of them has. */
interface Node {
  readonly leaves: readonly Leaf[];
  /** of a text: most values are one, and one function writes them all */
  readonly text: TextSlot | null;
  readonly shape: RowShape | null;
  write(sink: InsertingSink, repetition: number): void;
}

interface TextSlot {
  readonly leaf: Leaf;
  /** definition level of an entry that is null; -1 where none may be */
  readonly absent: number;
}

function writeNode(node: Node, sink: InsertingSink, repetition: number): void {
  const { text } = node;
  if (text === null) node.write(sink, repetition);
  else if (!takeText(text.leaf, text.absent, repetition, sink, !isTooLong(sink))) writeNull(sink);
}

interface Compiler {
  /** leaves of the schema so far */
  columns: number;
  /** text of this row that is none */
  notText: boolean;
}

/** `names`: of the top-level fields to write, null for all. */
export function rowWriter(root: ParquetField, names: readonly string[] | null): RowWriter {
  const compiler: Compiler = { columns: 0, notText: false };
  const members = membersOf(root.children, { definition: 0, repetition: 0 }, compiler);
  const written = names === null ? members : members.filter(({ name }) => names.includes(name));
  const node = objectOf(written);
  return {
    columns: compiler.columns,
    leaves: node.leaves,
    shape: shapeOfMembers(written),
    write(sink) {
      compiler.notText = false;
      node.write(sink, 0);
      return !compiler.notText;
    },
  };
}

function structOf(fields: readonly ParquetField[], above: Levels, compiler: Compiler): Node {
  return objectOf(membersOf(fields, above, compiler));
}

interface Member {
  readonly name: string;
  readonly node: Node;
}

function membersOf(fields: readonly ParquetField[], above: Levels, compiler: Compiler): Member[] {
  return fields.map((field) => ({ name: field.element.name, node: fieldOf(field, above, compiler) }));
}

function shapeOfMembers(members: readonly Member[]): ObjectShape | null {
  const shapes = members.flatMap(({ name, node: { shape } }) => (shape === null ? [] : [{ name, shape }]));
  return shapes.length === members.length ? { kind: 'object', members: shapes } : null;
}

const columnsOf = ({ leaves }: Node): number[] => leaves.map(({ column }) => column);

function objectOf(members: readonly Member[]): Node {
  const nodes = members.map(({ node }) => node);
  const before = members.map(({ name }, i) => Buffer.from(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`));
  return {
    leaves: nodes.flatMap(({ leaves }) => leaves),
    text: null,
    shape: shapeOfMembers(members),
    write(sink, repetition) {
      if (nodes.length === 0) writeByte(sink.text, 0x7b);
      for (let i = 0; i < nodes.length; i += 1) {
        writeBytes(sink.text, before[i] as Buffer);
        writeNode(nodes[i] as Node, sink, repetition);
      }
      writeByte(sink.text, 0x7d);
    },
  };
}

function fieldOf(field: ParquetField, above: Levels, compiler: Compiler): Node {
  const here = levelsOf(field, above);
  const content = contentOf(field, here, compiler);
  if (field.element.repetition_type === 'REQUIRED') return content;
  return field.element.repetition_type === 'REPEATED' ? arrayOf(content, here) : orNull(content, here);
}

function levelsOf({ element }: ParquetField, { definition, repetition }: Levels): Levels {
  if (element.repetition_type === 'REQUIRED') return { definition, repetition };
  return { definition: definition + 1, repetition: repetition + (element.repetition_type === 'REPEATED' ? 1 : 0) };
}

function contentOf(field: ParquetField, here: Levels, compiler: Compiler): Node {
  if (field.children.length === 0) return leafOf(field, here, compiler);
  return (
    (isMap(field.element) ? mapOf(field, here, compiler) : isList(field.element) ? listOf(field, here, compiler) : null) ??
    structOf(field.children, here, compiler)
  );
}

/** A row may exceed the limit by this; what more it has is not written, for it is refused anyway. */
export const SPARE_BYTES = 64 << 20;

function leafOf({ element }: ParquetField, { definition, repetition }: Levels, compiler: Compiler): Node {
  if (element.type === undefined) throw new ParquetProblem('corrupt');
  const isText = isPlainText(element);
  const write = leafWriter(element);
  const leaf: Leaf = {
    element,
    column: compiler.columns++,
    isText,
    write,
    definition,
    repetition,
    chunk: null,
    place: null,
    kept: { at: 0, room: 0 },
  };
  if (isText) return textNode({ leaf, absent: -1 });
  return {
    leaves: [leaf],
    text: null,
    shape: isScalar(element) ? { kind: 'value', column: leaf.column, absent: -1 } : null,
    write(sink, level) {
      const value = takeValue(leaf, level);
      if (isTooLong(sink)) return;
      try {
        write(sink, value);
      } catch (error) {
        if (!(error instanceof NotText)) throw error;
        compiler.notText = true;
        writeNull(sink);
      }
    },
  };
}

function textNode(text: TextSlot): Node {
  const node: Node = {
    leaves: [text.leaf],
    text,
    shape: { kind: 'value', column: text.leaf.column, absent: text.absent },
    write: (sink, repetition) => writeNode(node, sink, repetition),
  };
  return node;
}

function writeNull(sink: InsertingSink): void {
  writeAscii(sink.text, 'null');
}

function isTooLong(sink: InsertingSink): boolean {
  return writtenBytes(sink) > sink.limit + SPARE_BYTES;
}

function orNull(node: Node, { definition }: Levels): Node {
  if (node.text !== null && node.text.absent < 0) return textNode({ leaf: node.text.leaf, absent: definition - 1 });
  const [first] = node.leaves as [Leaf];
  return {
    leaves: node.leaves,
    text: null,
    shape: optionalShape(node, definition),
    write(sink, repetition) {
      if (nextDefinition(first) >= definition) return writeNode(node, sink, repetition);
      for (const leaf of node.leaves) passEntry(leaf, definition - 1, repetition);
      writeNull(sink);
    },
  };
}

function optionalShape(node: Node, definition: number): RowShape | null {
  const { shape } = node;
  if (shape?.kind === 'value' && shape.absent < 0) return { ...shape, absent: definition - 1 };
  return shape && { kind: 'optional', columns: columnsOf(node), definition, content: shape };
}

function arrayOf(node: Node, here: Levels): Node {
  const each = eachOf(node, here);
  return {
    leaves: node.leaves,
    text: null,
    shape: node.shape && { kind: 'list', columns: columnsOf(node), ...here, element: node.shape },
    write(sink, repetition) {
      writeByte(sink.text, 0x5b);
      each(sink, repetition);
      writeByte(sink.text, 0x5d);
    },
  };
}

/** Elements with commas between them. */
function eachOf(node: Node, here: Levels): (sink: InsertingSink, repetition: number) => void {
  const [first] = node.leaves as [Leaf];
  return (sink, repetition) => {
    if (nextDefinition(first) < here.definition) {
      for (const leaf of node.leaves) passEntry(leaf, here.definition - 1, repetition);
      return;
    }
    writeNode(node, sink, repetition);
    while (nextRepetition(first) === here.repetition) {
      writeByte(sink.text, 0x2c);
      writeNode(node, sink, here.repetition);
    }
  };
}

/** The group between a list and its elements is left out, if it has nothing else in it. */
function listOf(field: ParquetField, above: Levels, compiler: Compiler): Node | null {
  const [group, more] = field.children;
  if (group === undefined || more !== undefined || group.element.repetition_type !== 'REPEATED') return null;
  const here = levelsOf(group, above);
  const [only, ...others] = group.children;
  if (only === undefined) return arrayOf(leafOf(group, here, compiler), here);
  return arrayOf(others.length > 0 ? structOf(group.children, here, compiler) : fieldOf(only, here, compiler), here);
}

/** A map is an object by its keys' text; without values, a list of its keys. */
function mapOf(field: ParquetField, above: Levels, compiler: Compiler): Node | null {
  const [group, more] = field.children;
  const [key, value] = group?.children ?? [];
  if (group === undefined || key === undefined || more !== undefined || group.element.repetition_type !== 'REPEATED') return null;
  const here = levelsOf(group, above);
  if (value === undefined) return arrayOf(fieldOf(key, here, compiler), here);
  if (group.children.length > 2) return arrayOf(structOf(group.children, here, compiler), here);
  const entry = entryOf(fieldOf(key, here, compiler), fieldOf(value, here, compiler));
  const each = eachOf(entry, here);
  return {
    leaves: entry.leaves,
    text: null,
    shape: null,
    write(sink, repetition) {
      writeByte(sink.text, 0x7b);
      each(sink, repetition);
      writeByte(sink.text, 0x7d);
    },
  };
}

function entryOf(key: Node, value: Node): Node {
  return {
    leaves: [...key.leaves, ...value.leaves],
    text: null,
    shape: null,
    write(sink, repetition) {
      const { text } = sink;
      const start = text.used;
      key.write(sink, repetition);
      if (text.used > start && text.bytes[start] !== 0x22) {
        const json = text.bytes.toString('utf8', start, text.used);
        text.used = start;
        writeString(text, json);
      }
      writeByte(text, 0x3a);
      value.write(sink, repetition);
    },
  };
}
