import { type ItemBatch, Kind, kindOf, nextOf, STRIDE, type Tape, textOf } from '@jatdae/kernel';
import { isBlank } from '../item-text.js';
import type { KeyReader } from './record-keys.js';
import { type Telltale, telltaleName } from './telltale-names.js';

export interface FoundTelltale {
  /** the key's node */
  readonly node: number;
  readonly kind: Telltale;
}

/** How deep fields are looked for: an answer hides in a choice or in a block of metadata, not below. */
const DEEPEST = 4;

/**
 * The first field of an item that bears the name of an answer or explanation and holds something. What the manifest maps is judged elsewhere,
 * but for the choices: an answer may stand beside the text of one.
 */
export function findTelltale(batch: ItemBatch, i: number, readKey: KeyReader): FoundTelltale | null {
  const { tape, root } = batch;
  const end = nextOf(tape, root[i]);
  for (let key = root[i] + STRIDE, k = 0; key < end; k++) {
    const value = nextOf(tape, key);
    const found = judge(batch, i, key, value, readKey(tape, key, k).telltale, 1);
    if (found !== null) return found;
    key = nextOf(tape, value);
  }
  return null;
}

function judge(
  batch: ItemBatch,
  i: number,
  key: number,
  value: number,
  kind: Telltale | undefined,
  depth: number,
): FoundTelltale | null {
  const isInner = depth <= DEEPEST && isContainer(batch.tape, value);
  if ((kind === undefined && !isInner) || isMapped(batch, i, value)) return null;
  if (kind !== undefined && holdsSomething(batch.tape, value)) return { node: key, kind };
  return isInner ? findInside(batch, i, value, depth) : null;
}

function findInside(batch: ItemBatch, i: number, container: number, depth: number): FoundTelltale | null {
  const { tape } = batch;
  const isObject = kindOf(tape, container) === Kind.Object;
  const end = nextOf(tape, container);
  for (let child = container + STRIDE; child < end; ) {
    const value = isObject ? nextOf(tape, child) : child;
    const kind = isObject ? telltaleName(textOf(tape, child)) : undefined;
    const found = judge(batch, i, child, value, kind, depth + 1);
    if (found !== null) return found;
    child = nextOf(tape, value);
  }
  return null;
}

function isMapped({ field, media, mediaStart }: ItemBatch, i: number, node: number): boolean {
  for (const name in field) if (field[name as keyof typeof field][i] === node) return true;
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
