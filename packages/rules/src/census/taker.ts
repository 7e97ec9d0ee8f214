import { Answer, createLengthMeter, type ItemBatch, Kind, kindOf } from '@jatdae/kernel';
import {
  type Census,
  createCensus,
  type Group,
  keyAt,
  MEASURED,
  type Measured,
  MOST_CHOICES,
  NAMED,
  type Named,
  openGroup,
  SIDES,
} from './census.js';
import { addCue } from './cues.js';
import { addLength, settle } from './histogram.js';
import { createNameCounter, dropNames, type NameCounter } from './names.js';
import { createSample, draw, limitOf, mergeSample, roomFor } from './sample.js';

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
      const place = root[i] < 0 ? -1 : (subMetric[i] < 0 ? subMetrics : subMetric[i]) * SIDES + side[i];
      places[i] = place;
      if (place < 0) continue;
      const group = openGroup(census, place);
      group.items += 1;
      group.valid += valid[i];
    }
  }

  function measure({ tape, field, size }: ItemBatch, name: Exclude<Measured, 'choice'>): void {
    const found = meter.measure(tape, field[name], size);
    const { groups } = census;
    for (let i = 0; i < size; i++) {
      const place = places[i];
      if (place >= 0 && found[i] >= 0) addLength((groups[place] as Group).lengths[name], found[i]);
    }
  }

  function measureChoices({ tape, size, choice, choiceStart, answer, key }: ItemBatch): void {
    const found = meter.measure(tape, choice, choiceStart[size]);
    const { groups } = census;
    for (let i = 0; i < size; i++) {
      if (places[i] < 0) continue;
      const { choices, lengths, keys, cues } = groups[places[i]] as Group;
      const from = choiceStart[i];
      const to = choiceStart[i + 1];
      const count = to - from;
      choices[Math.min(count, MOST_CHOICES - 1)] += 1;
      for (let k = from; k < to; k++) if (found[k] >= 0) addLength(lengths.choice, found[k]);
      const bits = key[i];
      const isOne = bits !== 0 && (bits & (bits - 1)) === 0;
      if (answer[i] !== Answer.Keyed || !isOne || count < 2 || count >= MOST_CHOICES) continue;
      const place = 31 - Math.clz32(bits);
      if (place >= count) continue;
      keys[keyAt(count, place)] += 1;
      addCue(cues, found, from, count, place);
    }
  }

  function drawQuestions({ tape, size, subMetric, field, mediaStart }: ItemBatch): void {
    const { id, question, context } = field;
    for (let i = 0; i < size; i++) {
      const s = subMetric[i];
      const text = question[i];
      if (s < 0 || text < 0 || kindOf(tape, text) !== Kind.String) continue;
      const alone = context[i] < 0 && mediaStart[i + 1] === mediaStart[i];
      draw(census.samples[s], room, limitOf(drawn[s], room), tape, id[i], text, alone);
    }
  }

  function countNames({ tape, size, field, valid }: ItemBatch): void {
    for (const { name, counter } of counters) {
      const nodes = field[name];
      for (let i = 0; i < size; i++) if (places[i] >= 0) counter.add(tape, nodes[i], places[i], valid[i]);
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
      countNames(batch);
    },
    take() {
      const taken = census;
      for (const group of taken.groups) if (group !== null) for (const name of MEASURED) settle(group.lengths[name]);
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
