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
  cues.items += 1;
  cues.chance += SHARE / count;
  cues.hits.longest += shareOf(lengths, from, count, place, (length) => length);
  cues.hits.shortest += shareOf(lengths, from, count, place, (length) => -length);
  cues.hits.odd += shareOf(lengths, from, count, place, (length) => Math.abs(length * count - sum));
}

function shareOf(lengths: Int32Array, from: number, count: number, place: number, score: (length: number) => number): number {
  const key = score(lengths[from + place]);
  let equal = 0;
  for (let k = from; k < from + count; k++) {
    const other = score(lengths[k]);
    if (other > key) return 0;
    if (other === key) equal += 1;
  }
  return SHARE / equal;
}

export function mergeCues(into: Cues, from: Cues): void {
  into.items += from.items;
  into.chance += from.chance;
  for (const cue of CUES) into.hits[cue] += from.hits[cue];
}
