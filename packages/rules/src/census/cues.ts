/**
 * What a reader who knows nothing could go by: `longest` takes the longest choice, `shortest` the shortest, `odd` the one whose length is
 * farthest from the others'. Where several qualify one of them is drawn, so that each counts with its share.
 */
export const CUES = ['longest', 'shortest', 'odd'] as const;
export type Cue = (typeof CUES)[number];

/** Sums over the items with one key and choices that are all text. */
export interface Cues {
  items: number;
  /** keys that drawing a choice blindly would hit on average */
  chance: number;
  /** keys that each cue hits on average, in units of 1/SHARE: whole numbers add up exactly in any order */
  readonly hits: Record<Cue, number>;
}

/** Divisible by every number of choices up to 16. */
export const SHARE = 720_720;

export const createCues = (): Cues => ({ items: 0, chance: 0, hits: { longest: 0, shortest: 0, odd: 0 } });

/** `lengths[from … from + count)` are those of the choices, -1 where one is no text; `place` is the key's among them. */
export function addCue(cues: Cues, lengths: Int32Array, from: number, count: number, place: number): void {
  let sum = 0;
  for (let k = from; k < from + count; k++) {
    if (lengths[k] < 0) return;
    sum += lengths[k];
  }
  let longest = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let farthest = 0;
  for (let k = from; k < from + count; k++) {
    const length = lengths[k];
    const distance = Math.abs(length * count - sum);
    if (length > longest) longest = length;
    if (length < shortest) shortest = length;
    if (distance > farthest) farthest = distance;
  }
  const key = lengths[from + place];
  const isOdd = Math.abs(key * count - sum) === farthest;
  cues.items += 1;
  cues.chance += SHARE / count;
  if (key !== longest && key !== shortest && !isOdd) return;
  const equal = { longest: 0, shortest: 0, odd: 0 };
  for (let k = from; k < from + count; k++) {
    if (lengths[k] === longest) equal.longest += 1;
    if (lengths[k] === shortest) equal.shortest += 1;
    if (Math.abs(lengths[k] * count - sum) === farthest) equal.odd += 1;
  }
  if (key === longest) cues.hits.longest += SHARE / equal.longest;
  if (key === shortest) cues.hits.shortest += SHARE / equal.shortest;
  if (isOdd) cues.hits.odd += SHARE / equal.odd;
}

export function mergeCues(into: Cues, from: Cues): void {
  into.items += from.items;
  into.chance += from.chance;
  for (const cue of CUES) into.hits[cue] += from.hits[cue];
}
