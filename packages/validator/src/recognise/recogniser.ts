import { type ByteMemory, createProver, type Tape } from '@jatdae/kernel';
import { compileSchemas } from './compile.js';

/**
 * Proves that values satisfy schemas, from their bytes. Sound, not complete: 1 means that ajv accepts the value; 0 means only that no
 * proof was found, and ajv then decides and explains.
 */
export interface Recogniser {
  /**
   * Judges the values at the first `count` nodes of `list` by the `which`th schema; a negative node is no value, and `absent` the answer.
   * The array is reused by the next call.
   */
  prove(tape: Tape, which: number, list: Int32Array, count: number, absent: boolean): Uint8Array;
}

/** The tapes to come lie in `memory`. */
export function createRecogniser(schemas: readonly unknown[], memory: ByteMemory): Recogniser {
  const { program, blocks } = compileSchemas(schemas);
  const prover = createProver(program, memory);
  return { prove: (tape, which, list, count, absent) => prover.prove(tape, blocks[which] as number, list, count, absent) };
}
