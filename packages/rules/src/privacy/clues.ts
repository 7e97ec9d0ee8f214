import {
  createGlancer,
  endOf,
  type Glancer,
  type ItemBatch,
  Kind,
  kindOf,
  noSights,
  type Sights,
  startOf,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';
import { createCursor, valueAt } from '../at-offset.js';

/** A text or number that may hold what a rule looks for: only these are decoded. */
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
  /** texts with twenty letters, digits and signs of Base64 in a row */
  tokens(batch: ItemBatch): readonly Clue[];
}

export function createClueFinder(): ClueFinder {
  const glancer = createGlancer();
  let seen: ItemBatch | null = null;
  let clues: Record<keyof Sights, readonly Clue[]> = { digits: [], ats: [], tokens: [] };

  const cluesOf = (batch: ItemBatch): typeof clues => {
    if (seen !== batch) {
      const { digits, ats, tokens } = sightsIn(batch, glancer);
      clues = { digits: cluesAt(batch, digits), ats: cluesAt(batch, ats), tokens: cluesAt(batch, tokens) };
      seen = batch;
    }
    return clues;
  };
  return {
    digits: (batch) => cluesOf(batch).digits,
    ats: (batch) => cluesOf(batch).ats,
    tokens: (batch) => cluesOf(batch).tokens,
  };
}

function sightsIn({ tape, root, size, flags }: ItemBatch, glancer: Glancer): Sights {
  let first = 0;
  while (first < size && root[first] < 0) first += 1;
  let last = size - 1;
  while (last > first && root[last] < 0) last -= 1;
  if (first >= size) return noSights();
  let union = 0;
  for (let i = first; i <= last; i++) union |= flags[i];
  return glancer.glance(tape, startOf(tape, root[first]), endOf(tape, root[last]), (union & TextFlag.Suspect) !== 0);
}

/** One clue a text. */
function cluesAt(batch: ItemBatch, places: readonly number[]): Clue[] {
  const rowAt = createCursor(batch);
  const clues: Clue[] = [];
  let lastEnd = -1;
  for (const place of places) {
    if (place < lastEnd) continue;
    const row = rowAt(place);
    const node = row < 0 ? -1 : valueAt(batch.tape, batch.root[row], place);
    if (node < 0 || isName(batch, row, node)) continue;
    lastEnd = endOf(batch.tape, node);
    clues.push({ row, node, text: textAt(batch.tape, node) });
  }
  return clues;
}

/** A number as it is written, without the .0 that a table of floats gives it. */
const textAt = (tape: Tape, node: number): string =>
  kindOf(tape, node) === Kind.Number ? textOf(tape, node).replace(/\.0+$/, '') : plainText(textOf(tape, node));

/** An id, a media reference or a key. */
function isName({ tape, field, media, mediaStart }: ItemBatch, row: number, node: number): boolean {
  if (field.id[row] === node) return true;
  for (let k = mediaStart[row]; k < mediaStart[row + 1]; k++) if (media[k] === node) return true;
  if (kindOf(tape, node) !== Kind.String) return false;
  const { bytes } = tape;
  let p = endOf(tape, node) + 1;
  while (bytes[p] === 0x20 || bytes[p] === 0x0a || bytes[p] === 0x0d || bytes[p] === 0x09) p += 1;
  return bytes[p] === 0x3a;
}

const WIDE = /[\uff01-\uff5e]/g;
const NARROW = Array.from({ length: 94 }, (_, k) => String.fromCharCode(0x21 + k));
const DASHES = /[\u00ad\u2010-\u2015\u2212\u30fc\u3161\ufe58\ufe63]/g;
const DOTS = /[\u00b7\u2022\u2024\u2027\u30fb\u318d]/g;
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g;

export function plainText(text: string): string {
  return text
    .replace(WIDE, (character) => NARROW[character.charCodeAt(0) - 0xff01])
    .replace(DASHES, '-')
    .replace(DOTS, '.')
    .replace(BLANKS, ' ');
}
