import { keyAt, MEASURED, type Measured, MOST_CHOICES, type Named, SIDES, type Side, type Tally } from '@jatdae/kernel';
import { type Cues, createCues, mergeCues } from './cues.js';
import { createHistogram, type Histogram, mergeHistogram } from './histogram.js';
import { createNames, type Names } from './names.js';
import { createSample, type Sample } from './sample.js';

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

/** Adds what the kernel counted of a group; its names are not among it. */
export function addTally(census: Census, at: number, tally: Tally): void {
  const group = openGroup(census, at);
  group.items += tally.items;
  group.valid += tally.valid;
  for (const field of MEASURED) mergeHistogram(group.lengths[field], tally.lengths[field]);
  addAll(group.choices, tally.choices);
  addAll(group.keys, tally.keys);
  const { items, chance, ...hits } = tally.cues;
  mergeCues(group.cues, { items, chance, hits });
}

function addAll(into: Float64Array, from: ArrayLike<number>): void {
  for (let k = 0; k < into.length; k++) into[k] += from[k];
}
