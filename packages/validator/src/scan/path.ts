import { childrenOf, Kind, kindOf, memberOf, type Tape } from '@jatdae/kernel';

/** Where a mapped field stands in a raw record. */
export interface FieldPath {
  /** JSON Pointer, as findings show it */
  readonly pointer: string;
  /** the member of the record that the path starts with */
  readonly first: string;
  readonly rest: readonly Uint8Array[];
  /** the whole spelling as one key: a CSV column may be called `q.text` */
  readonly literal: string | null;
}

const encoder = new TextEncoder();

/** Reads `q.text`, `/q/text` or `question`. */
export function parseFieldPath(spelling: string): FieldPath {
  if (spelling.startsWith('/')) {
    const keys = spelling
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    return pathOf(keys, null);
  }
  return pathOf(spelling.split('.'), spelling.includes('.') ? spelling : null);
}

function pathOf(keys: readonly string[], literal: string | null): FieldPath {
  const [first = '', ...rest] = keys;
  return { pointer: keys.map(pointerStep).join(''), first, rest: rest.map((key) => encoder.encode(key)), literal };
}

export const pointerStep = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Follows the rest of a path from its first member; gives the node, or -1. */
export function follow(tape: Tape, from: number, rest: readonly Uint8Array[]): number {
  let node = from;
  for (const key of rest) {
    if (node < 0) return -1;
    node = kindOf(tape, node) === Kind.Array ? elementOf(tape, node, key) : memberOf(tape, node, key);
  }
  return node;
}

const decoder = new TextDecoder();

function elementOf(tape: Tape, array: number, key: Uint8Array): number {
  const index = decoder.decode(key);
  return /^\d{1,9}$/u.test(index) ? (childrenOf(tape, array)[Number(index)] ?? -1) : -1;
}
