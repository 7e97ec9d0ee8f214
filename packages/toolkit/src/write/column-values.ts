import { childrenOf, Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import type { ColumnType } from './column-type.js';
import { membersOf, sourceOf } from './json-node.js';

/** A value as libraries of typed formats take it; null for what is not there. */
export type ColumnValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ColumnValue[]
  | { readonly [name: string]: ColumnValue };

/** The value of a node in a column of a type that holds it. */
export function columnValue(type: ColumnType, tape: Tape, node: number): ColumnValue {
  if (node < 0 || kindOf(tape, node) === Kind.Null) return null;
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
      return kindOf(tape, node) === Kind.True;
    case 'integer':
      return BigInt(textOf(tape, node));
    case 'number':
      return Number(textOf(tape, node));
    case 'string':
      return textOf(tape, node);
    case 'json':
      return sourceOf(tape, node);
    case 'list':
      return childrenOf(tape, node).map((element) => columnValue(type.of, tape, element));
    case 'struct': {
      const members = membersOf(tape, node);
      return Object.fromEntries(
        [...type.fields].map(([name, field]) => [name, columnValue(field, tape, members.get(name) ?? -1)]),
      );
    }
  }
}
