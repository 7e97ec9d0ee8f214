/** An item whose key is known, as far as its fields may give the key away. */
export interface KeyedSample {
  readonly rank: number;
  /** the answer as it is written */
  readonly key: string;
  /** the text of the choice that it names; the answer's own where there are none */
  readonly text: string;
  /** what the fields hold that the manifest maps to nothing, by name */
  readonly fields: Readonly<Record<string, string>>;
}

/** Items kept: those with the lowest ranks, which any cut of the data agrees on. */
export const SAMPLE = 100;

/** Ranks above it are none of the sample's, whatever else comes. */
export const limitOf = (sample: readonly KeyedSample[]): number =>
  sample.length < SAMPLE ? Number.POSITIVE_INFINITY : (sample.at(-1)?.rank ?? 0);

export function joinSamples(left: readonly KeyedSample[], right: readonly KeyedSample[]): readonly KeyedSample[] {
  if (right.length === 0) return left;
  return [...left, ...right].sort(compare).slice(0, SAMPLE);
}

const compare = (a: KeyedSample, b: KeyedSample): number => a.rank - b.rank || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

export interface Giveaway {
  readonly name: string;
  /** of the items with the field, how many keys it tells right */
  readonly share: number;
  readonly items: number;
}

export interface GiveawayLimits {
  /** keys that have to be told right, 0–1 */
  readonly share: number;
  /** items with the field that are needed to say anything */
  readonly least: number;
  /** items of each value that are needed: with fewer, values tell keys apart by being rare */
  readonly perValue: number;
  /** a key that so many items have, 0–1, is told right by naming it always */
  readonly majority: number;
}

/**
 * Whether a field tells the key: it repeats the answer or the text of its choice, or its values stand for one key each. Each value is judged
 * by the key that it mostly goes with, so that a code is found as well as a letter.
 */
export function giveawayOf(sample: readonly KeyedSample[], name: string, limits: GiveawayLimits): Giveaway | null {
  const held = sample.filter(({ fields }) => Object.hasOwn(fields, name));
  const items = held.length;
  if (items < limits.least || mostOf(held.map(({ key }) => key)) > limits.majority * items) return null;
  const repeats = held.filter(({ key, text, fields }) => fields[name] === key || fields[name] === text).length;
  const right = Math.max(repeats, toldByCode(held, name, limits.perValue));
  return right >= limits.share * items ? { name, share: right / items, items } : null;
}

function toldByCode(held: readonly KeyedSample[], name: string, perValue: number): number {
  const byValue = new Map<string, string[]>();
  for (const { key, fields } of held) {
    const value = fields[name] ?? '';
    const keys = byValue.get(value);
    if (keys === undefined) byValue.set(value, [key]);
    else keys.push(key);
  }
  if (byValue.size < 2 || byValue.size * perValue > held.length) return 0;
  return [...byValue.values()].reduce((sum, keys) => sum + mostOf(keys), 0);
}

function mostOf(values: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
