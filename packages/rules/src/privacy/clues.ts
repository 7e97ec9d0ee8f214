import { endOf, type ItemBatch, Kind, kindOf, nextOf, STRIDE, startOf, type Tape, TextFlag, textOf } from '@jatdae/kernel';
import { nextAt, nextDigits, nextToken, nextWide, type Seek } from './glance.js';

/** A text that may hold what a rule looks for: only these are decoded. */
export interface Clue {
  /** row of the batch */
  readonly row: number;
  readonly node: number;
  /** full-width digits and signs, dashes and blanks as their ASCII counterparts, unit for unit */
  readonly text: string;
}

/**
 * What several rules need of a batch, found once: it remembers the batch it saw last, and is one scanner's own.
 * Ids, media references and keys are left out: an id looks like whatever its maker liked.
 */
export interface ClueFinder {
  /** texts with seven digits or more close together */
  digits(batch: ItemBatch): readonly Clue[];
  /** texts with an @ */
  ats(batch: ItemBatch): readonly Clue[];
  /** texts with sixteen characters or more of ASCII without a blank */
  tokens(batch: ItemBatch): readonly Clue[];
}

export function createClueFinder(): ClueFinder {
  return {
    digits: remember((batch) => cluesOf(batch, nextDigits, 0x90, 0x99)),
    ats: remember((batch) => cluesOf(batch, nextAt, 0xa0, 0xa0)),
    tokens: remember((batch) => cluesOf(batch, nextToken, 0, -1)),
  };
}

type Find = (batch: ItemBatch) => readonly Clue[];

function remember(find: Find): Find {
  let last: ItemBatch | null = null;
  let clues: readonly Clue[] = [];
  return (batch) => {
    if (last !== batch) {
      clues = find(batch);
      last = batch;
    }
    return clues;
  };
}

/** `from` and `to`: last bytes of the full-width characters that are as good, EF BC .. */
function cluesOf(batch: ItemBatch, seek: Seek, from: number, to: number): Clue[] {
  const cursor = createCursor(batch);
  const places = seekAll(batch, seek, cursor.start, cursor.end);
  if (from <= to && batch.flags.some((flags) => (flags & TextFlag.Suspect) !== 0)) {
    const wide = seekAll(batch, (bytes, p, end) => nextWide(bytes, p, end, from, to), cursor.start, cursor.end);
    if (wide.length > 0) places.push(...wide);
    places.sort((a, b) => a - b);
  }
  const clues: Clue[] = [];
  let last = -1;
  for (const place of places) {
    const row = cursor.rowAt(place);
    const node = row < 0 ? -1 : stringAt(batch.tape, batch.root[row], place);
    if (node < 0 || node === last || isName(batch, row, node)) continue;
    last = node;
    clues.push({ row, node, text: plainText(textOf(batch.tape, node)) });
  }
  return clues;
}

/** Offsets, one a string at the most: what follows a find is looked at from the end of its string on. */
function seekAll({ tape }: ItemBatch, seek: Seek, start: number, end: number): number[] {
  const { bytes } = tape;
  const places: number[] = [];
  for (let p = seek(bytes, start, end); p >= 0; p = seek(bytes, closingQuote(bytes, p, end), end)) places.push(p);
  return places;
}

/** The next quote that no backslash hides; outside strings, the next opening one. */
function closingQuote(bytes: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && bytes[p] !== 0x22) p += bytes[p] === 0x5c ? 2 : 1;
  return p;
}

interface Cursor {
  readonly start: number;
  readonly end: number;
  /** row whose record an offset lies in, or -1; offsets must ascend */
  rowAt(offset: number): number;
}

function createCursor({ tape, root, size }: ItemBatch): Cursor {
  const rows: number[] = [];
  for (let i = 0; i < size; i++) if (root[i] >= 0) rows.push(i);
  let at = 0;
  return {
    start: rows.length === 0 ? 0 : startOf(tape, root[rows[0]]),
    end: rows.length === 0 ? 0 : endOf(tape, root[rows[rows.length - 1]]),
    rowAt(offset) {
      while (at < rows.length && endOf(tape, root[rows[at]]) <= offset) at += 1;
      return at < rows.length && startOf(tape, root[rows[at]]) <= offset ? rows[at] : -1;
    },
  };
}

/** The string below `root` that holds an offset, or -1: nodes stand in the order of their first bytes. */
function stringAt(tape: Tape, root: number, offset: number): number {
  let low = 0;
  let high = (nextOf(tape, root) - root) / STRIDE - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(tape, root + middle * STRIDE) <= offset) low = middle;
    else high = middle - 1;
  }
  const node = root + low * STRIDE;
  return kindOf(tape, node) === Kind.String && offset < endOf(tape, node) ? node : -1;
}

/** An id, a media reference or a key. */
function isName({ tape, field, media, mediaStart }: ItemBatch, row: number, node: number): boolean {
  if (field.id[row] === node) return true;
  for (let k = mediaStart[row]; k < mediaStart[row + 1]; k++) if (media[k] === node) return true;
  const { bytes } = tape;
  let p = endOf(tape, node) + 1;
  while (bytes[p] === 0x20 || bytes[p] === 0x0a || bytes[p] === 0x0d || bytes[p] === 0x09) p += 1;
  return bytes[p] === 0x3a;
}

const WIDE = /[\uff01-\uff5e]/g;
const DASHES = /[\u00ad\u2010-\u2015\u2212\u30fc\u3161\ufe58\ufe63]/g;
const DOTS = /[\u00b7\u2022\u2024\u2027\u30fb\u318d]/g;
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g;

function plainText(text: string): string {
  return text
    .replace(WIDE, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(DASHES, '-')
    .replace(DOTS, '.')
    .replace(BLANKS, ' ');
}
