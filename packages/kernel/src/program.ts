/**
 * A program that judges JSON values on a tape: integers, with the bytes of texts among them, compiled from a JSON Schema by whoever
 * knows schemas. It is made of blocks; a block is a list of instructions that all have to hold, each `[op, next, …arguments]` with the
 * index of the next one, and END last. Blocks are named by the index of their first instruction, and -1 stands for none. Numbers that
 * may be fractions take two words, as IEEE 754 has them; masks of 64 bits take two, the low one first. Texts are named by the byte
 * offset from the program's start.
 */
export type Program = Int32Array<ArrayBuffer>;

/** What is known of a value. Unknown is always allowed to be said: somebody slower then decides. */
export const Verdict = { Invalid: -1, Unknown: 0, Valid: 1 } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

export const Op = {
  End: 0,
  /** mask of `1 << kind`, with WHOLE where numbers have to be whole */
  Kinds: 1,
  /** least and most code points */
  Length: 2,
  /** minimum, maximum, exclusive minimum, exclusive maximum */
  Range: 3,
  /** the number that is to be divided by */
  Multiple: 4,
  /** mask of literal kinds, 1 where other values than scalars are listed, count of numbers, count of texts, numbers, texts (offset, length) */
  Enum: 5,
  /** 1 where the automaton is exact, index of the automaton */
  Pattern: 6,
  /** least and most elements, block of elements, count of leading elements, their blocks */
  Array: 7,
  Unique: 8,
  /** block, least and most elements of it */
  Contains: 9,
  /** see OBJECT */
  Object: 10,
  /** block */
  Call: 11,
  /** count, blocks */
  Any: 12,
  One: 13,
  /** block */
  Not: 14,
  /** condition, block where it holds, block where it does not */
  If: 15,
  Unknown: 16,
  Never: 17,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

export const WHOLE = 0x80;

/** Arguments of Op.Object, counted from the instruction's first. */
export const OBJECT = {
  /** mask of the names that have to be there, bit k for name k */
  required: 0,
  /** block of members that no name and no pattern knows, or OPEN or CLOSED */
  additional: 2,
  /** block of every name, as a string */
  propertyNames: 3,
  /** open addressing by hash: index, and size less one; holds name numbers and -1 */
  table: 4,
  tableMask: 5,
  /** index; NAME words each: offset and length of the text, block */
  names: 6,
  /**
   * index of ORDER_WORDS that the prover writes itself: the number of the name last seen at each of ORDER_ROOM places, and of which run
   * of keys and which call they are
   */
  order: 7,
  /** count and index; DEPENDENT words each: number of a name, mask of the names it asks for, block of the whole */
  dependents: 8,
  /** count and index; PATTERN words each: 1 where exact, automaton, block */
  patterns: 10,
  /** least and most members */
  least: 12,
  most: 13,
  size: 14,
} as const;
export const OPEN = -1;
export const CLOSED = -2;
/** Of a name that is known, but whose members are judged as those of unknown names are. */
export const ADDITIONAL = -3;
export const NAME_WORDS = 3;
export const DEPENDENT_WORDS = 4;
export const PATTERN_WORDS = 3;
export const ORDER_ROOM = 64;
export const ORDER_WORDS = ORDER_ROOM + 2;
/** Only so many names have a bit. */
export const NAME_BITS = 64;

/**
 * Of an automaton, counted from its index: classes of bytes, first state, first of the states in which a text may end; then 256 bytes, the
 * class of each byte, and the next states, two bytes each, by state and class.
 */
export const AUTOMATON = { classes: 0, start: 1, ending: 2, classOf: 3, table: 67 } as const;
/** States from which there is no way, and from which every way is good. */
export const State = { Dead: 0, Accepted: 1 } as const;

/** Nested blocks at the most; what is deeper is unknown. */
export const BLOCK_DEPTH = 128;
/** Elements at the most that are compared with each other. */
export const FEW_ITEMS = 32;
/** Bytes of texts with escapes, decoded for one instruction. */
export const DECODED_ROOM = 8192;

/** Where a name's search begins in the table of an object. */
export function hashName(bytes: Uint8Array, start: number, length: number): number {
  let first = 0;
  let last = 0;
  for (let k = 0; k < Math.min(4, length); k++) {
    first |= (bytes[start + k] as number) << (8 * k);
    last |= (bytes[start + length - 1 - k] as number) << (8 * k);
  }
  const mixed = Math.imul(first ^ Math.imul(last, 0x85ebca6b) ^ length, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
