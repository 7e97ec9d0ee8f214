import { buildAutomaton } from './automaton.js';
import { addWords, type ProgramBuilder } from './builder.js';
import { parsePattern } from './pattern-tree.js';

export type Schema = Readonly<Record<string, unknown>>;
export const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema is compiled with. */
export interface Compiler {
  readonly builder: ProgramBuilder;
  /** what references inside the schema lead into */
  readonly root: unknown;
  /** Block of a schema inside the one at hand. */
  block(schema: unknown): number;
}

/** The largest count that a program can hold. */
export const MOST = 0x7fffffff;

/** A keyword that counts; where it says no more than every value has, the other value. */
export function countOf(schema: Schema, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? Math.max(0, Math.min(MOST, Math.trunc(value))) : otherwise;
}

/** Arguments of Op.Pattern; null where the pattern is not understood or too large. */
export function patternArgs(pattern: unknown, builder: ProgramBuilder): readonly [exact: number, automaton: number] | null {
  const parsed = typeof pattern === 'string' ? parsePattern(pattern) : null;
  const automaton = parsed === null ? null : buildAutomaton(parsed.tree);
  return parsed === null || automaton === null ? null : [Number(parsed.exact), addWords(builder, automaton)];
}
