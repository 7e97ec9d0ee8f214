import { endOf, flagsOf, type ItemBatch, Kind, kindOf, odditiesOf, startOf, type Tape, TextFlag, textOf } from '@jatdae/kernel';
import { stringAt } from '../at-offset.js';

/** What a text holds that no reader was meant to see. */
export type Leftover = 'bidi-control' | 'zero-width' | 'entity' | 'markup' | 'look-alike';

export interface FoundLeftover {
  readonly node: number;
  readonly leftover: Leftover;
  /** a few letters of it, see nameOf */
  readonly found: string;
}

interface Test {
  readonly leftover: Leftover;
  readonly pattern: RegExp;
}

/**
 * In the order of how bad they are. A joiner between emoji or inside a script that needs it (Arabic, Indic) belongs there, and so do the
 * tags and entities that a text about markup shows as such: only names that exports leave behind are known.
 */
const TESTS: readonly Test[] = [
  { leftover: 'bidi-control', pattern: /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u },
  {
    leftover: 'zero-width',
    pattern:
      /[\u200b\u2060-\u2064\ufeff]|(?<!\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}]|[\u0600-\u0dff])[\u200c\u200d]/u,
  },
  { leftover: 'entity', pattern: /&(?:nbsp|amp|lt|gt|quot|apos|middot|hellip|[lr][ds]quo|#\d{2,6}|#[xX][\dA-Fa-f]{2,5});/u },
  {
    leftover: 'markup',
    pattern: /<(?:br|hr|img)(?:\s[^<>]*)?\/?>|<\/(?:p|div|span|font|strong|em|a|table|tbody|tr|td|th|ul|ol|li|h[1-6])>/iu,
  },
];

/** Strings of a batch with leftovers, by row: the first of the worst kind of each row. */
export function findLeftovers(batch: ItemBatch): ReadonlyMap<number, FoundLeftover> {
  const { size, root, flags } = batch;
  const found = new Map<number, FoundLeftover>();
  for (let i = 0; i < size; i++) {
    if (root[i] >= 0 && (flags[i] & ODD) !== 0) findInRow(batch, i, found);
  }
  return found;
}

/** A record in which nothing of this is marked holds no leftover: what shows nothing is Complex or an escape, what is left of HTML has an & or a <. */
const ODD = TextFlag.Complex | TextFlag.Escaped | TextFlag.Markup;

function findInRow({ tape, root }: ItemBatch, row: number, found: Map<number, FoundLeftover>): void {
  let lastEnd = -1;
  for (const offset of odditiesOf(tape, startOf(tape, root[row]), endOf(tape, root[row]))) {
    if (offset < lastEnd) continue;
    const node = stringAt(tape, root[row], offset);
    if (node < 0) continue;
    lastEnd = endOf(tape, node);
    keepWorst(found, row, judge(tape, node));
  }
}

function judge(tape: Tape, node: number): FoundLeftover | null {
  const text = textOf(tape, node);
  for (const { leftover, pattern } of TESTS) {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    return { node, leftover, found: nameOf(found) };
  }
  return null;
}

/** An entity as it stands, a tag without its attributes, the code point of what shows nothing. */
function nameOf(found: string): string {
  if (found.startsWith('&')) return found;
  if (found.startsWith('<')) return `${/^<\/?\w+/.exec(found)?.[0]}>`;
  return `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
const RANK: readonly Leftover[] = [...TESTS.map(({ leftover }) => leftover), 'look-alike'];

function keepWorst(found: Map<number, FoundLeftover>, row: number, next: FoundLeftover | null): void {
  const held = found.get(row);
  if (next === null || (held !== undefined && RANK.indexOf(held.leftover) <= RANK.indexOf(next.leftover))) return;
  found.set(row, next);
}

/** Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard 39, confusables). */
const LOOK_ALIKES =
  '\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf';
const MIXED_WORD = new RegExp(`[A-Za-z]{0,20}[A-Za-z][${LOOK_ALIKES}]|[${LOOK_ALIKES}][A-Za-z]{1,20}`, 'u');

/** The first choice of a row with a word of Latin letters and others that only look like them: no comparison of texts finds it equal. */
export function findLookAlike({ tape, choice, choiceStart }: ItemBatch, i: number): FoundLeftover | null {
  for (let k = choiceStart[i]; k < choiceStart[i + 1]; k++) {
    const node = choice[k];
    if (node < 0 || kindOf(tape, node) !== Kind.String || !mayMixScripts(tape, node)) continue;
    const found = MIXED_WORD.exec(textOf(tape, node))?.[0];
    if (found !== undefined) return { node, leftover: 'look-alike', found };
  }
  return null;
}

/** Whether a string may hold Greek or Cyrillic (first bytes CE–D1, which are not plain) or an escape of them. */
function mayMixScripts(tape: Tape, node: number): boolean {
  if ((flagsOf(tape, node) & (TextFlag.Complex | TextFlag.Escaped)) === 0) return false;
  const end = endOf(tape, node);
  for (let p = startOf(tape, node); p < end; p++) {
    const byte = tape.bytes[p];
    if ((byte >= 0xce && byte <= 0xd1) || (byte === 0x5c && tape.bytes[p + 1] === 0x75)) return true;
  }
  return false;
}
