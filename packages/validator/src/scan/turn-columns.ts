import { ABSENT, appendJson, bytesOf, Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { isBlank } from './choices.js';
import type { FieldFinder } from './mapping.js';
import type { FieldPath } from './path.js';

const decoder = new TextDecoder();

/** The turns of a record that has a column for each, as a list of their values; conversations end where only empty columns follow. */
export function collectTurns(tape: Tape, finder: FieldFinder, columns: readonly FieldPath[]): number {
  const nodes = columns.map((path) => finder.node(path));
  const size = nodes.findLastIndex((node) => !isBlank(tape, node)) + 1;
  return size === 0 ? ABSENT : appendJson(tape, `[${nodes.slice(0, size).map((node) => textIn(tape, node))}]`);
}

/** JSON text; numbers keep their digits. */
function textIn(tape: Tape, node: number): string {
  if (node < 0) return 'null';
  return kindOf(tape, node) === Kind.String ? JSON.stringify(textOf(tape, node)) : decoder.decode(bytesOf(tape, node));
}
