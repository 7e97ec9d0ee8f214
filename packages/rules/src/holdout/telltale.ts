import { ITEM_FIELDS, type ItemBatch, Kind, kindOf, nextOf, STRIDE, type Tape } from '@jatdae/kernel';
import { isBlank } from '../item-text.js';
import { createKeyReader, createRecordKeysReader, type KeyReader } from './record-keys.js';
import type { Telltale } from './telltale-names.js';

export interface FoundTelltale {
  /** the key's node */
  readonly node: number;
  readonly kind: Telltale;
}

/** How deep fields are looked for: an answer hides in a choice or in a block of metadata, not below. */
const DEEPEST = 4;

/**
 * Finds the first field of an item that bears the name of an answer or explanation and holds something; null where there is none. What the
 * manifest maps is judged elsewhere, but for the choices: an answer may stand beside the text of one.
 */
export type TelltaleFinder = (batch: ItemBatch, i: number) => FoundTelltale | null;

export function createTelltaleFinder(): TelltaleFinder {
  const keysOf = createRecordKeysReader();
  const readInner = createKeyReader();
  return (batch, i) => {
    const { tape, root } = batch;
    const keys = keysOf(tape, root[i]);
    const search: Search = { batch, i, readInner, inner: 0 };
    let key = root[i] + STRIDE;
    for (let k = 0; k < keys.length; k++) {
      const value = nextOf(tape, key);
      const found = judge(search, key, value, keys[k].telltale, 1);
      if (found !== null) return found;
      key = nextOf(tape, value);
    }
    return null;
  };
}

interface Search {
  readonly batch: ItemBatch;
  readonly i: number;
  readonly readInner: KeyReader;
  /** keys of inner objects that were read */
  inner: number;
}

function judge(search: Search, key: number, value: number, kind: Telltale | undefined, depth: number): FoundTelltale | null {
  const { batch, i } = search;
  let found: FoundTelltale | null = null;
  if (kind !== undefined && holdsSomething(batch.tape, value)) found = { node: key, kind };
  else if (depth <= DEEPEST && isContainer(batch.tape, value)) found = findInside(search, value, depth);
  // Most values hold nothing of the kind, mapped or not.
  return found === null || isMapped(batch, i, value) ? null : found;
}

function findInside(search: Search, container: number, depth: number): FoundTelltale | null {
  const { tape } = search.batch;
  const isObject = kindOf(tape, container) === Kind.Object;
  const end = nextOf(tape, container);
  for (let child = container + STRIDE; child < end; ) {
    const value = isObject ? nextOf(tape, child) : child;
    const kind = isObject ? search.readInner(tape, child, search.inner++).telltale : undefined;
    const found = judge(search, child, value, kind, depth + 1);
    if (found !== null) return found;
    child = nextOf(tape, value);
  }
  return null;
}

function isMapped({ field, media, mediaStart }: ItemBatch, i: number, node: number): boolean {
  for (const name of ITEM_FIELDS) if (field[name][i] === node) return true;
  for (let k = mediaStart[i]; k < mediaStart[i + 1]; k++) if (media[k] === node) return true;
  return false;
}

const isContainer = (tape: Tape, node: number): boolean =>
  kindOf(tape, node) === Kind.Object || kindOf(tape, node) === Kind.Array;

function holdsSomething(tape: Tape, value: number): boolean {
  const kind = kindOf(tape, value);
  if (kind === Kind.Null || isBlank(tape, value)) return false;
  return (kind !== Kind.Object && kind !== Kind.Array) || nextOf(tape, value) > value + STRIDE;
}
