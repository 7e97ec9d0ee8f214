import { jamoOf, MAX_UNITS } from '@jatdae/kernel';
import type { NearOptions, NearPair } from '@jatdae/rules';
import type { ItemText } from './item-texts.js';

/** How alike two texts are, counted over all their grams: no hash or sketch decides it. */
export interface Overlap {
  /** grams in both, of all grams in either */
  readonly jaccard: number;
  /** grams in both, of those of the text that has fewer */
  readonly containment: number;
}

/** Sets of `n`-grams of UTF-16 units. */
export function overlapOf(a: string, b: string, n: number): Overlap {
  const inA = createGramSet(a, n);
  const inB = createGramSet(b, n);
  let both = 0;
  for (const at of inB.firsts) both += inA.has(b, at) ? 1 : 0;
  const [sizeA, sizeB] = [inA.firsts.length, inB.firsts.length];
  const either = sizeA + sizeB - both;
  const least = Math.min(sizeA, sizeB);
  return { jaccard: either === 0 ? 0 : both / either, containment: least === 0 ? 0 : both / least };
}

interface GramSet {
  /** where each different gram of the text stands first */
  readonly firsts: readonly number[];
  /** whether the set has the gram that begins at `at` of a text */
  has(text: string, at: number): boolean;
}

/** An open-addressing table of offsets; grams with the same hash are compared unit by unit. */
function createGramSet(text: string, n: number): GramSet {
  const grams = Math.max(0, text.length - n + 1);
  const mask = 2 ** Math.ceil(Math.log2(grams * 2 + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const firsts: number[] = [];

  function slotOf(other: string, at: number): number {
    let h = 0;
    for (let k = 0; k < n; k++) h = Math.imul(h ^ other.charCodeAt(at + k), 0x01000193);
    let slot = (h ^ (h >>> 15)) & mask;
    while ((table[slot] as number) >= 0 && !isSame(text, table[slot] as number, other, at, n)) slot = (slot + 1) & mask;
    return slot;
  }

  for (let at = 0; at < grams; at++) {
    const slot = slotOf(text, at);
    if ((table[slot] as number) >= 0) continue;
    table[slot] = at;
    firsts.push(at);
  }
  return { firsts, has: (other, at) => (table[slotOf(other, at)] as number) >= 0 };
}

function isSame(a: string, atA: number, b: string, atB: number, n: number): boolean {
  for (let k = 0; k < n; k++) if (a.charCodeAt(atA + k) !== b.charCodeAt(atB + k)) return false;
  return true;
}

/** What two items that were read again are to each other. */
export type Likeness = { readonly kind: NearPair['kind']; readonly share: number } | { readonly kind: 'other' };

/** `normal` is how the texts were made. */
export type LikenessMeasure = Omit<NearOptions, 'normal'>;

const OTHER: Likeness = { kind: 'other' };

/** Judges items that are not the same (contract: two items are the same); those are D001 or H003. */
export function likenessOf(a: ItemText, b: ItemText, measure: LikenessMeasure): Likeness {
  if (a.media !== b.media || !sharesChoices(a, b, measure.choices)) return OTHER;
  const whole = measured(a.passage + a.question, b.passage + b.question, measure);
  const kind = kindOf(whole, measure);
  if (kind === null) return OTHER;
  if (!asksTheSame(a, b, measure)) return OTHER;
  if (kind === 'contained') return { kind, share: whole.containment };
  return { kind: numbersOf(a) === numbersOf(b) ? 'similar' : 'numbers', share: whole.jaccard };
}

/** A stem such as «which of these is right?» is another item with other choices: a share of the fewer ones has to be in both. */
function sharesChoices(a: ItemText, b: ItemText, share: number): boolean {
  const [ofA, ofB] = [new Set(a.choices), new Set(b.choices)];
  const common = [...ofA].filter((choice) => ofB.has(choice)).length;
  return common >= share * Math.min(ofA.size, ofB.size) - 1e-9;
}

/** «3 apples and 4» is another item than «3 apples and 5», however long the rest. */
const numbersOf = ({ passage, question }: ItemText): string => (passage + question).match(/\p{N}+/gu)?.join(' ') ?? '';

/** Of two items with a passage the questions have to be alike by themselves: a long passage would outweigh them. */
function asksTheSame(a: ItemText, b: ItemText, measure: LikenessMeasure): boolean {
  if (a.passage === '' || b.passage === '') return true;
  if (a.question === b.question) return true;
  if (Math.min(a.question.length, b.question.length) < measure.least) return false;
  return kindOf(measured(a.question, b.question, measure), measure) !== null;
}

/** Short texts as jamo; not where one is looked for in the other, for the letters of short words are found everywhere. */
function measured(a: string, b: string, { n, jamo }: LikenessMeasure): Overlap {
  const [left, right] = [a.slice(0, MAX_UNITS), b.slice(0, MAX_UNITS)];
  const overlap = overlapOf(left, right, n);
  const asJamo = Math.min(left.length, right.length) < jamo;
  return asJamo ? { ...overlap, jaccard: overlapOf(jamoOf(left), jamoOf(right), n).jaccard } : overlap;
}

function kindOf({ jaccard, containment }: Overlap, measure: LikenessMeasure): 'similar' | 'contained' | null {
  // 4/5 is not quite 0.8 in binary.
  if (jaccard >= measure.jaccard - 1e-12) return 'similar';
  return containment >= measure.containment - 1e-12 ? 'contained' : null;
}
