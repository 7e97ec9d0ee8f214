import { Answer, createLengthMeter, type ItemBatch, Kind, kindOf, type Side } from '@jatdae/kernel';
import { addCue, type Cues, createCues, mergeCues } from './cues.js';
import { addLength, createHistogram, type Histogram, mergeHistogram } from './histogram.js';
import { createNameCounter, createNames, dropNames, mergeNames, type NameCounter, type Names } from './names.js';
import { createSample, draw, limitOf, mergeSample, roomFor, type Sample } from './sample.js';

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
  /** items with one key, by MOST_CHOICES × their number of choices + the key's place */
  readonly keys: Float64Array;
  readonly cues: Cues;
}

/** Numbers of choices that are told apart: 0 up to one less than this. */
export const MOST_CHOICES = 17;
const SIDES = 3;

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
  keys: new Float64Array(MOST_CHOICES * MOST_CHOICES),
  cues: createCues(),
});

function openGroup({ groups }: Census, at: number): Group {
  const group = groups[at] ?? createGroup();
  groups[at] = group;
  return group;
}

/** The group of a sub-metric's items on one side; null where there are none. `subMetric` may be `census.subMetrics`: no known one. */
export const groupOf = (census: Census, subMetric: number, side: Side): Group | null =>
  census.groups[subMetric * SIDES + side] ?? null;

/** Takes one census after the other, a split each. */
export interface CensusTaker {
  /** Adds the items of a batch; after the rules that decide validity. */
  add(batch: ItemBatch): void;
  /** The census of what was added since the last call. */
  take(): Census;
}

export function createCensusTaker(subMetrics: number): CensusTaker {
  const meter = createLengthMeter();
  const room = roomFor(subMetrics);
  /** of all that was taken: what it has no place for need not be drawn again */
  const drawn = Array.from({ length: subMetrics }, createSample);
  let census = createCensus(subMetrics);
  let counters = countersOf(census);
  let places = new Int32Array(1024);

  function countItems({ size, root, subMetric, side, valid }: ItemBatch): void {
    if (places.length < size) places = new Int32Array(size * 2);
    for (let i = 0; i < size; i++) {
      places[i] = root[i] < 0 ? -1 : (subMetric[i] < 0 ? census.subMetrics : subMetric[i]) * SIDES + side[i];
      if (places[i] < 0) continue;
      const group = openGroup(census, places[i]);
      group.items += 1;
      group.valid += valid[i];
    }
  }

  function measure(batch: ItemBatch, field: Exclude<Measured, 'choice'>): void {
    const found = meter.measure(batch.tape, batch.field[field], batch.size);
    for (let i = 0; i < batch.size; i++) {
      if (places[i] >= 0 && found[i] >= 0) addLength((census.groups[places[i]] as Group).lengths[field], found[i]);
    }
  }

  function measureChoices(batch: ItemBatch): void {
    const { size, choiceStart, answer, key } = batch;
    const found = meter.measure(batch.tape, batch.choice, choiceStart[size]);
    for (let i = 0; i < size; i++) {
      if (places[i] < 0) continue;
      const group = census.groups[places[i]] as Group;
      const from = choiceStart[i];
      const count = choiceStart[i + 1] - from;
      group.choices[Math.min(count, MOST_CHOICES - 1)] += 1;
      for (let k = from; k < from + count; k++) if (found[k] >= 0) addLength(group.lengths.choice, found[k]);
      const isOne = key[i] !== 0 && (key[i] & (key[i] - 1)) === 0;
      if (answer[i] !== Answer.Keyed || !isOne || count < 2 || count >= MOST_CHOICES) continue;
      const place = 31 - Math.clz32(key[i]);
      if (place >= count) continue;
      group.keys[count * MOST_CHOICES + place] += 1;
      addCue(group.cues, found, from, count, place);
    }
  }

  function drawQuestions({ tape, size, subMetric, field, mediaStart }: ItemBatch): void {
    for (let i = 0; i < size; i++) {
      const question = field.question[i];
      if (subMetric[i] < 0 || question < 0 || kindOf(tape, question) !== Kind.String) continue;
      const alone = field.context[i] < 0 && mediaStart[i + 1] === mediaStart[i];
      const s = subMetric[i];
      draw(census.samples[s], room, limitOf(drawn[s]), tape, field.id[i], question, alone);
    }
  }

  return {
    add(batch) {
      countItems(batch);
      drawQuestions(batch);
      measure(batch, 'question');
      measure(batch, 'context');
      measure(batch, 'explanation');
      measureChoices(batch);
      for (const { name, counter } of counters) {
        const nodes = batch.field[name];
        for (let i = 0; i < batch.size; i++) if (places[i] >= 0) counter.add(batch.tape, nodes[i], places[i], batch.valid[i]);
      }
    },
    take() {
      const taken = census;
      for (const name of NAMED) dropNames(taken.names[name]);
      for (const [s, sample] of taken.samples.entries()) mergeSample(drawn[s], sample, room);
      census = createCensus(subMetrics);
      counters = countersOf(census);
      return taken;
    },
  };
}

interface Counter {
  readonly name: Named;
  readonly counter: NameCounter;
}

const countersOf = ({ names, groups }: Census): Counter[] =>
  NAMED.map((name) => ({ name, counter: createNameCounter(names[name], groups.length) }));

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
