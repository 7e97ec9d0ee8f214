import type { Side } from '@jatdae/kernel';
import { type Cues, createCues, mergeCues } from './cues.js';
import { createHistogram, type Histogram, mergeHistogram } from './histogram.js';
import { createNames, mergeNames, type Names } from './names.js';
import { createSample, mergeSample, roomFor, type Sample } from './sample.js';

/** Texts whose lengths are taken, in code points. */
export const MEASURED = ['question', 'context', 'explanation', 'choice'] as const;
export type Measured = (typeof MEASURED)[number];

/** What items are told apart by. */
export const NAMED = ['category', 'difficulty'] as const;
export type Named = (typeof NAMED)[number];

/** The items of one sub-metric (or of no known one) on one side. */
export interface Group {
  items: number;
  valid: number;
  readonly lengths: Readonly<Record<Measured, Histogram>>;
  /** items by their number of choices; the last stands for as many or more */
  readonly choices: Float64Array;
  /** items with one key, by `keyAt` */
  readonly keys: Float64Array;
  readonly cues: Cues;
}

/** Numbers of choices that are told apart: 0 up to one less than this. */
export const MOST_CHOICES = 17;
export const SIDES = 3;

/** Where `keys` counts the items of so many choices, fewer than MOST_CHOICES, whose key is at a place; places follow each other. */
export const keyAt = (choices: number, place: number): number => ((choices * (choices - 1)) >> 1) + place;

/** What a deliverable is made of, counted exactly: mergeable in any order, and plain data that another thread can be sent. */
export interface Census {
  /** of the manifest; one more stands for items of no known one */
  readonly subMetrics: number;
  /** by SIDES × sub-metric + side; null where there are none */
  readonly groups: (Group | null)[];
  readonly names: Readonly<Record<Named, Names>>;
  /** of both splits, by sub-metric */
  readonly samples: readonly Sample[];
}

export const createCensus = (subMetrics: number): Census => ({
  subMetrics,
  groups: new Array<Group | null>((subMetrics + 1) * SIDES).fill(null),
  names: { category: createNames(), difficulty: createNames() },
  samples: Array.from({ length: subMetrics }, createSample),
});

const createGroup = (): Group => ({
  items: 0,
  valid: 0,
  lengths: {
    question: createHistogram(),
    context: createHistogram(),
    explanation: createHistogram(),
    choice: createHistogram(),
  },
  choices: new Float64Array(MOST_CHOICES),
  keys: new Float64Array(keyAt(MOST_CHOICES, 0)),
  cues: createCues(),
});

/** The group at an index of `groups`, made where there is none. */
export function openGroup({ groups }: Census, at: number): Group {
  const group = groups[at] ?? createGroup();
  groups[at] = group;
  return group;
}

/** The group of a sub-metric's items on one side; null where there are none. `subMetric` may be `census.subMetrics`: no known one. */
export const groupOf = (census: Census, subMetric: number, side: Side): Group | null =>
  census.groups[subMetric * SIDES + side] ?? null;

export function mergeCensus(into: Census, from: Census): void {
  from.groups.forEach((group, g) => {
    if (group === null) return;
    const held = openGroup(into, g);
    held.items += group.items;
    held.valid += group.valid;
    for (const field of MEASURED) mergeHistogram(held.lengths[field], group.lengths[field]);
    addAll(held.choices, group.choices);
    addAll(held.keys, group.keys);
    mergeCues(held.cues, group.cues);
  });
  for (const name of NAMED) mergeNames(into.names[name], from.names[name]);
  into.samples.forEach((sample, s) => {
    mergeSample(sample, from.samples[s], roomFor(into.subMetrics));
  });
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k] += from[k];
}
