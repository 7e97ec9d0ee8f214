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

const SHARE_OF = Float64Array.from({ length: 17 }, (_, count) => SHARE / Math.max(1, count));

/** `lengths` are those of the choices, -1 where one is no text; `place` is the key's among them. */
export function addCue(cues: Cues, lengths: Int32Array, place: number): void {
  const count = lengths.length;
  let sum = 0;
  let longest = -1;
  let atLongest = 0;
  let shortest = 0x7fffffff;
  let atShortest = 0;
  for (const length of lengths) {
    if (length < 0) return;
    sum += length;
    atLongest = length > longest ? 1 : atLongest + (length === longest ? 1 : 0);
    if (length > longest) longest = length;
    atShortest = length < shortest ? 1 : atShortest + (length === shortest ? 1 : 0);
    if (length < shortest) shortest = length;
  }
  cues.items += 1;
  cues.chance += SHARE_OF[count];
  const key = lengths[place];
  if (key !== longest && key !== shortest) return;
  const { hits } = cues;
  if (key === longest) hits.longest += SHARE_OF[atLongest];
  if (key === shortest) hits.shortest += SHARE_OF[atShortest];
  // The farthest from the mean is an end; both ends where they are as far.
  const above = longest * count - sum;
  const below = sum - shortest * count;
  if (longest === shortest) hits.odd += SHARE_OF[count];
  else if (above === below) hits.odd += SHARE_OF[atLongest + atShortest];
  else if (above > below && key === longest) hits.odd += SHARE_OF[atLongest];
  else if (below > above && key === shortest) hits.odd += SHARE_OF[atShortest];
}

export function mergeCues(into: Cues, from: Cues): void {
  into.items += from.items;
  into.chance += from.chance;
  for (const cue of CUES) into.hits[cue] += from.hits[cue];
}
