import { childrenOf, type ItemBatch, Kind, kindOf, nextOf, STRIDE, type Tape, textOf } from '@jatdae/kernel';
import type { Mask } from '@jatdae/rules';
import { childPointer, escapeControls } from '@jatdae/schema';
import type { Secrecy } from './secrecy.js';

/** A record as JSON text within bounds. */
export interface ShownRecord {
  readonly text: string;
  /** range of `text`, in UTF-16 units: the member or element that a finding is about */
  readonly mark: { readonly start: number; readonly end: number } | null;
}

/** What of a record is pointed at. */
export interface Pointed {
  /** JSON Pointer into the record, null for the record as a whole */
  readonly pointer: string | null;
  /** counted from 1, in code points of the text that is pointed at */
  readonly column: number | null;
}

/** Characters of a text; members of an object or array; levels; characters in all, of which what leads to the marked place is not counted. */
const MOST = { text: 400, members: 40, depth: 12, all: 6000 } as const;
/** Characters that are looked at beyond those that are shown, so that nothing personal is cut in two before it is masked. */
const MARGIN = 8192;
const CUT = '…';

/** A row of a batch, which holds an object, as a person may see it: what is secret or personal is masked, what is long is cut, and said to be. */
export function showRecord(batch: ItemBatch, i: number, { pointer, column }: Pointed, secrecy: Secrecy, mask: Mask): ShownRecord {
  const { tape } = batch;
  const pieces: string[] = [];
  let length = 0;
  let mark: ShownRecord['mark'] = null;
  const put = (text: string): void => {
    pieces.push(text);
    length += text.length;
  };
  const leads = (at: string): boolean => pointer !== null && (pointer === at || pointer.startsWith(`${at}/`));

  function putMember(node: number, key: string | null, at: string, depth: number): void {
    const start = length;
    if (key !== null) put(`${printed(mask(key, at))}: `);
    putValue(node, at, depth);
    if (at === pointer) mark = { start, end: length };
  }

  function putValue(node: number, at: string, depth: number): void {
    const kind = kindOf(tape, node);
    if (kind === Kind.Array || kind === Kind.Object) putContainer(node, kind === Kind.Object, at, depth);
    else if (secrecy.hides(at) && kind !== Kind.Null) put(printed(secrecy.mask));
    else if (kind === Kind.String) put(shownText(textOf(tape, node), at, mask, at === pointer ? column : null));
    else if (kind === Kind.Number) put(shownNumber(textOf(tape, node), at, mask));
    else put(textOf(tape, node));
  }

  function putContainer(node: number, isObject: boolean, at: string, depth: number): void {
    const [open, close] = isObject ? ['{', '}'] : ['[', ']'];
    const members = childrenOf(tape, node);
    const keys = isObject ? keysOf(tape, node) : null;
    const indent = '  '.repeat(depth + 1);
    let left = 0;
    let written = 0;
    put(open);
    members.forEach((member, k) => {
      const key = keys?.[k] ?? null;
      const below = childPointer(at, key ?? k);
      const hasRoom = written < MOST.members && length < MOST.all && depth < MOST.depth;
      if (!hasRoom && !leads(below)) {
        left += 1;
        return;
      }
      put(`${written === 0 ? '' : ','}\n${indent}`);
      putMember(member, key, below, depth + 1);
      written += 1;
    });
    if (left > 0) put(`${written === 0 ? '' : ','}\n${indent}${CUT} +${left}`);
    put(members.length === 0 ? close : `\n${'  '.repeat(depth)}${close}`);
  }

  putMember(batch.root[i] as number, null, '', 0);
  return { text: pieces.join(''), mark: pointer === '' ? null : mark };
}

/** Names of an object's members, in the order of `childrenOf`. */
function keysOf(tape: Tape, object: number): string[] {
  const keys: string[] = [];
  const end = nextOf(tape, object);
  for (let key = object + STRIDE; key < end; key = nextOf(tape, nextOf(tape, key))) keys.push(textOf(tape, key));
  return keys;
}

/** Source text of a number: a double would round it. One that is personal is masked, and a text from then on. */
function shownNumber(source: string, at: string, mask: Mask): string {
  const shown = mask(source, at);
  return shown === source ? cut(source, 0, MOST.text) : printed(shown);
}

function shownText(text: string, at: string, mask: Mask, column: number | null): string {
  const focus = column === null ? 0 : unitOf(text, column - 1);
  const from = focus < MOST.text ? 0 : focus - MOST.text / 2;
  const [first, last] = [Math.max(0, from - MARGIN), Math.min(text.length, from + MOST.text + MARGIN)];
  const shown = mask(text.slice(first, last), at).slice(from - first, from - first + MOST.text);
  const before = from > 0 ? `${CUT} +${from} ` : '';
  const after = from + shown.length < text.length ? ` ${CUT} +${text.length - from - shown.length}` : '';
  return `${before}${printed(shown)}${after}`;
}

/** The UTF-16 unit at which a code point begins. */
function unitOf(text: string, codePoint: number): number {
  let unit = 0;
  for (let k = 0; k < codePoint && unit < text.length; k++) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}

const cut = (text: string, from: number, most: number): string =>
  text.length <= most ? text : `${text.slice(from, from + most)} ${CUT} +${text.length - most}`;

const printed = (text: string): string => escapeControls(JSON.stringify(text));
