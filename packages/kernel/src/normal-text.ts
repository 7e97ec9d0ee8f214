/** How many grams make one key, and how many keys a sketch has. */
export interface SketchShape {
  /** units of a gram */
  readonly n: number;
  /** bins of a key */
  readonly rows: number;
  /** keys; rows × bands is at most BINS */
  readonly bands: number;
  /** of normal text; all where absent */
  readonly normal?: readonly NormalStep[];
}

/** Of a text longer than this, in UTF-16 units of its normal text, only the beginning is compared. */
export const MAX_UNITS = 1 << 16;
/** Words that hold the parity of a set: each gram flips one bit, so that what two sets share cancels out (odd sketch). */
export const PARITY_WORDS = 8;
export const BINS = 128;

/** What makes no difference where texts are compared: the form of a letter (NFKC), its case, white space, punctuation. */
export const NORMAL_STEPS = ['width', 'case', 'spaces', 'punctuation'] as const;
export type NormalStep = (typeof NORMAL_STEPS)[number];

const DROPPED = /[\p{P}\p{Z}\p{C}]/gu;

/** Text as it is compared for likeness: NFKC, lower case, without white space, punctuation and what renders as nothing. */
export function normalText(text: string, steps: readonly NormalStep[] = NORMAL_STEPS): string {
  if (steps.length === NORMAL_STEPS.length) return text.normalize('NFKC').toLowerCase().replace(DROPPED, '').replace(/\s/gu, '');
  const formed = text.normalize(steps.includes('width') ? 'NFKC' : 'NFC');
  const cased = steps.includes('case') ? formed.toLowerCase() : formed;
  // Runs of white space are one blank, where they count; what renders as nothing never does.
  const spaced = cased.replace(/[\p{Z}\s]+/gu, steps.includes('spaces') ? '' : ' ').replace(/\p{C}/gu, '');
  return steps.includes('punctuation') ? spaced.replace(/\p{P}/gu, '') : spaced;
}

/** Hangul syllables as conjoining jamo, everything else as it is. */
export const jamoOf = (text: string): string =>
  text.replace(/[가-힣]/g, (syllable) => {
    const s = syllable.charCodeAt(0) - 0xac00;
    const tail = s % 28;
    const open = String.fromCharCode(0x1100 + Math.floor(s / 588), 0x1161 + Math.floor((s % 588) / 28));
    return tail === 0 ? open : open + String.fromCharCode(0x11a7 + tail);
  });

/**
 * assembly/sketch.ts in plain TypeScript: a one-permutation MinHash of BINS bins (Li, Owen, Zhang 2012), densified (Shrivastava 2017),
 * folded into keys, after the odd sketch (Mitzenmacher, Pagh, Pham 2014) of all grams.
 */
export function plainSketch(text: string, { n, rows, bands }: SketchShape, out: Int32Array, at: number): number {
  out.fill(0, at, at + PARITY_WORDS + bands);
  const grams = new Set<number>();
  for (let k = 0; k + n <= text.length; k++) grams.add(hashOf(text, k, n));
  if (grams.size === 0) return 0;
  for (const h of grams) {
    const word = at + ((h >>> 13) & 7);
    out[word] = (out[word] as number) ^ (1 << ((h >>> 8) & 31));
  }
  const full = fullBins(grams);
  for (let j = 0; j < bands; j++) out[at + PARITY_WORDS + j] = keyOf(full.slice(j * rows, (j + 1) * rows), j);
  return grams.size;
}

/** The least hash of each bin, 25 bits each, of grams known by unsigned 32-bit hashes; one at least. */
export function fullBins(hashes: Iterable<number>): number[] {
  const bins = new Array<number>(BINS).fill(EMPTY);
  for (const h of hashes) bins[h >>> 25] = Math.min(bins[h >>> 25] as number, h & 0x1ffffff);
  return bins.map((value, k) => (value === EMPTY ? borrowed(bins, k) : value));
}

const EMPTY = 0xffffffff;

function hashOf(text: string, from: number, n: number): number {
  let h = 0;
  for (let k = 0; k < n; k++) h = (Math.imul(h, 0x01000193) + text.charCodeAt(from + k)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}

/** Which bins are asked is the same for every text. */
function borrowed(bins: readonly number[], k: number): number {
  const step = (Math.imul(k, 0x9e3779b1) >>> 24) | 1;
  let at = (k + step) & (BINS - 1);
  while (bins[at] === EMPTY) at = (at + step) & (BINS - 1);
  return bins[at] as number;
}

function keyOf(values: readonly number[], band: number): number {
  let h = Math.imul(band + 1, 0x85ebca6b);
  for (const value of values) {
    h = Math.imul(h ^ value, 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h;
}
