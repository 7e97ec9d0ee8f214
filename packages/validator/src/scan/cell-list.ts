import { appendText, endOf, flagsOf, startOf, type Tape, TextFlag } from '@jatdae/kernel';
import { type NodeList, pushNode } from './columns.js';

const BLANK = 0x20;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const COMMA = 0x2c;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;

/**
 * Adds the texts of a list that a cell holds as text, `["가", "나"]` or `['가', '나']`, where they stand: no string is made. False, with
 * nothing added, for all but a list of texts in which nothing is escaped or marked; that is for parsePythonList.
 */
export function pushPlainTexts(tape: Tape, node: number, list: NodeList): boolean {
  if ((flagsOf(tape, node) & ~(TextFlag.Escaped | TextFlag.Markup)) !== 0) return false;
  const { bytes } = tape;
  const end = endOf(tape, node);
  let p = startOf(tape, node);
  if (bytes[p] !== OPEN) return false;
  const [nodes, length] = [tape.length, list.length];
  const giveUp = (): false => {
    tape.length = nodes;
    list.length = length;
    return false;
  };
  do {
    p = skipBlanks(bytes, p + 1);
    const start = bytes[p] === SINGLE ? p + 1 : bytes[p] === BACKSLASH && bytes[p + 1] === DOUBLE ? p + 2 : -1;
    const stop = start < 0 ? -1 : textEnd(bytes, start, end, start === p + 1);
    if (stop < 0) return giveUp();
    pushNode(list, appendText(tape, start, stop));
    p = skipBlanks(bytes, stop + start - p);
  } while (bytes[p] === COMMA);
  return bytes[p] === CLOSE && p + 1 === end ? true : giveUp();
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let p = from;
  while (bytes[p] === BLANK) p += 1;
  return p;
}

/** Where the text ends that begins at `start`: at its quote, before which there is no backslash but the quote's own; else -1. */
function textEnd(bytes: Uint8Array, start: number, end: number, isSingle: boolean): number {
  for (let p = start; p < end; p += 1) {
    if (bytes[p] === BACKSLASH) return !isSingle && bytes[p + 1] === DOUBLE ? p : -1;
    if (isSingle && bytes[p] === SINGLE) return p;
  }
  return -1;
}
