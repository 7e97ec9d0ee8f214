import { Op, type Program } from '@jatdae/kernel';

/** Writes a program. */
export interface ProgramBuilder {
  readonly words: number[];
}

export const createBuilder = (): ProgramBuilder => ({ words: [] });

/** Index of the words added. */
export function addWords({ words }: ProgramBuilder, added: Iterable<number>): number {
  const at = words.length;
  for (const word of added) words.push(word);
  return at;
}

const encoder = new TextEncoder();

/** Byte offset and length of a text's UTF-8; null where it has none. */
export function addText(builder: ProgramBuilder, text: string): readonly [offset: number, length: number] | null {
  if (/\p{Surrogate}/u.test(text)) return null;
  const bytes = encoder.encode(text);
  const padded = new Uint8Array((bytes.length + 3) & ~3);
  padded.set(bytes);
  return [addWords(builder, new Int32Array(padded.buffer)) * 4, bytes.length];
}

/** The two words of a double. */
export const wordsOf = (value: number): number[] => [...new Int32Array(Float64Array.of(value).buffer)];

export interface Instruction {
  readonly op: Op;
  readonly args: readonly number[];
  /** told where the arguments stand, once they do: for those not known before */
  readonly onPlaced?: (at: number) => void;
}

/** Adds a block of instructions; gives its index. */
export function addBlock({ words }: ProgramBuilder, instructions: readonly Instruction[]): number {
  const block = words.length;
  for (const { op, args, onPlaced } of instructions) {
    const at = words.length;
    words.push(op, at + 2 + args.length, ...args);
    onPlaced?.(at + 2);
  }
  words.push(Op.End);
  return block;
}

export const finish = ({ words }: ProgramBuilder): Program => Int32Array.from(words);
