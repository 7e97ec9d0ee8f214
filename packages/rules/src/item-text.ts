import {
  endOf,
  flagsOf,
  type ItemBatch,
  Kind,
  kindOf,
  memberOf,
  nextOf,
  STRIDE,
  startOf,
  type Tape,
  textOf,
} from '@jatdae/kernel';

const encoder = new TextEncoder();

/** Whether row i holds a JSON object: other rows have a fault that says all there is to say. */
export function isRecord(batch: ItemBatch, i: number): boolean {
  const root = batch.root[i];
  return root >= 0 && kindOf(batch.tape, root) === Kind.Object;
}

/** Text of a node, or null where there is none or it is `null`. */
export function nodeText(tape: Tape, node: number): string | null {
  return node < 0 || kindOf(tape, node) === Kind.Null ? null : textOf(tape, node);
}

/** White space of Unicode, and what renders as nothing: zero-width and filler characters, the blank Braille pattern. */
const BLANK = /^[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060\u2800\u3164\uffa0]*$/u;

/** First bytes of characters that show: of ASCII without the backslash, and of U+4000–DFFF. */
const SHOWS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte > 0x20 && byte < 0x7f && byte !== 0x5c) || (byte >= 0xe4 && byte <= 0xed) ? 1 : 0,
);

/** Whether a string shows nothing. Other kinds of values are never blank. */
export function isBlank(tape: Tape, node: number): boolean {
  const start = startOf(tape, node);
  if (start < endOf(tape, node) && SHOWS[tape.bytes[start]] === 1) return false;
  return kindOf(tape, node) === Kind.String && BLANK.test(textOf(tape, node));
}

/** The first string below `root` (keys too) that has a flag of `flags` (0: any string) and a text that `test` accepts; ABSENT if there is none. */
export function findString(tape: Tape, root: number, flags: number, test: (text: string) => boolean): number {
  const end = nextOf(tape, root);
  for (let node = root; node < end; node += STRIDE) {
    if (kindOf(tape, node) !== Kind.String) continue;
    if (flags !== 0 && (flagsOf(tape, node) & flags) === 0) continue;
    if (test(textOf(tape, node))) return node;
  }
  return -1;
}

/** JSON Pointer from `root` to a node below it; a key's pointer is its value's. */
export function pointerTo(tape: Tape, root: number, node: number): string {
  let pointer = '';
  let at = root;
  while (at !== node) {
    const isObject = kindOf(tape, at) === Kind.Object;
    let index = 0;
    let child = at + STRIDE;
    let value = isObject ? nextOf(tape, child) : child;
    while (nextOf(tape, value) <= node) {
      child = nextOf(tape, value);
      value = isObject ? nextOf(tape, child) : child;
      index += 1;
    }
    pointer += `/${isObject ? escapeSegment(textOf(tape, child)) : index}`;
    if (node < value) break;
    at = value;
  }
  return pointer;
}

const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** The node that a JSON Pointer names below `root`, or ABSENT. */
export function nodeAt(tape: Tape, root: number, pointer: string): number {
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const segment = part.replaceAll('~1', '/').replaceAll('~0', '~');
    node = kindOf(tape, node) === Kind.Array ? elementOf(tape, node, segment) : memberOf(tape, node, encoder.encode(segment));
    if (node < 0) return -1;
  }
  return node;
}

function elementOf(tape: Tape, array: number, segment: string): number {
  const end = nextOf(tape, array);
  let left = /^\d+$/.test(segment) ? Number(segment) : Number.POSITIVE_INFINITY;
  for (let node = array + STRIDE; node < end; node = nextOf(tape, node)) {
    if (left === 0) return node;
    left -= 1;
  }
  return -1;
}
