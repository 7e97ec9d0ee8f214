import {
  Answer,
  type ByteMemory,
  bytesOf,
  codePointsOf,
  createItemCensus,
  type ItemBatch,
  type ItemCensus,
  Kind,
  keyAt,
  kindOf,
  MOST_CHOICES,
  NAMED,
  type Named,
  SIDES,
  type Tape,
  textOf,
} from '@jatdae/kernel';
import { addTally, type Census, createCensus, openGroup } from './census.js';
import { addCue } from './cues.js';
import { addLength } from './histogram.js';
import { addToName, createNameCounter, dropNames, type NameCounter } from './names.js';
import { createSample, draw, limitOf, mergeSample, roomFor } from './sample.js';

/** Takes one census after the other, a split each. */
export interface CensusTaker {
  /** Adds the items of a batch; after the rules that decide validity. */
  add(batch: ItemBatch): void;
  /** The census of what was added since the last call. */
  take(): Census;
}

/** What the kernel counts, and the texts of the spellings that it knows. */
interface Counter {
  readonly memory: ByteMemory;
  readonly kernel: ItemCensus | null;
  readonly spellings: Readonly<Record<Named, string[]>>;
}

/** The kernel counts what it can by bytes; the rest, or all without the kernel, is counted row by row. */
export function createCensusTaker(subMetrics: number): CensusTaker {
  const room = roomFor(subMetrics);
  /** of all that was taken: what it has no place for need not be drawn again */
  const drawn = Array.from({ length: subMetrics }, createSample);
  /** the highest rank that is still drawn, by sub-metric */
  const limits = new Uint32Array(subMetrics).fill(ANY_RANK);
  let census = createCensus(subMetrics);
  let names = countersOf(census);
  let counter: Counter | null = null;

  const placeOf = ({ subMetric, side }: ItemBatch, i: number): number =>
    (subMetric[i] < 0 ? subMetrics : subMetric[i]) * SIDES + side[i];

  function counterOf({ memory }: Tape): Counter {
    if (counter?.memory === memory) return counter;
    takeTallies();
    counter = { memory, kernel: createItemCensus(memory, subMetrics), spellings: { category: [], difficulty: [] } };
    return counter;
  }

  function countRow(batch: ItemBatch, i: number): void {
    const { tape, field, valid } = batch;
    const group = openGroup(census, placeOf(batch, i));
    group.items += 1;
    group.valid += valid[i];
    for (const name of ['question', 'context', 'explanation'] as const) {
      const length = lengthOf(tape, field[name][i]);
      if (length >= 0) addLength(group.lengths[name], length);
    }
    countChoices(batch, i);
    for (const name of NAMED) names[name].add(tape, field[name][i], placeOf(batch, i), valid[i]);
  }

  function countChoices(batch: ItemBatch, i: number): void {
    const { tape, choice, choiceStart, answer, key } = batch;
    const { choices, lengths, keys, cues } = openGroup(census, placeOf(batch, i));
    const found = Int32Array.from(choice.subarray(choiceStart[i], choiceStart[i + 1]), (node) => lengthOf(tape, node));
    const count = found.length;
    choices[Math.min(count, MOST_CHOICES - 1)] += 1;
    for (const length of found) if (length >= 0) addLength(lengths.choice, length);
    const bits = key[i];
    const isOne = bits !== 0 && (bits & (bits - 1)) === 0;
    if (answer[i] !== Answer.Keyed || !isOne || count < 2 || count >= MOST_CHOICES) return;
    const place = 31 - Math.clz32(bits);
    if (place >= count) return;
    keys[keyAt(count, place)] += 1;
    addCue(cues, found, place);
  }

  function drawQuestion({ tape, subMetric, field, mediaStart }: ItemBatch, i: number): void {
    const { id, question, context } = field;
    const s = subMetric[i];
    const text = question[i];
    if (s < 0 || text < 0 || kindOf(tape, text) !== Kind.String) return;
    const alone = context[i] < 0 && mediaStart[i + 1] === mediaStart[i];
    draw(census.samples[s], room, limits[s], tape, id[i], text, alone);
    limits[s] = Math.min(limits[s], limitOf(census.samples[s], room));
  }

  function countName({ kernel, spellings }: Counter, name: Named, batch: ItemBatch, i: number): void {
    const { tape, field, valid } = batch;
    const node = field[name][i];
    if (!names[name].add(tape, node, placeOf(batch, i), valid[i])) return;
    const place = kernel?.learn(name, bytesOf(tape, node)) ?? -1;
    if (place >= 0) spellings[name][place] = textOf(tape, node);
  }

  function takeTallies(): void {
    if (counter === null) return;
    const { kernel, spellings } = counter;
    kernel?.take((at, tally) => {
      addTally(census, at, tally);
      for (const name of NAMED) {
        const counts = tally.names[name];
        spellings[name].forEach((text, k) => {
          const items = counts[k * 2];
          if (items > 0) addToName(census.names[name], text, census.groups.length, at, items, counts[k * 2 + 1]);
        });
      }
    });
  }

  return {
    add(batch) {
      const held = counterOf(batch.tape);
      if (held.kernel === null) {
        for (let i = 0; i < batch.size; i++) {
          if (batch.root[i] >= 0) countRow(batch, i);
          drawQuestion(batch, i);
        }
        return;
      }
      held.kernel.count(batch, limits, {
        row: (i) => countRow(batch, i),
        draw: (i) => drawQuestion(batch, i),
        name: (name, i) => countName(held, name, batch, i),
        full: takeTallies,
      });
    },
    take() {
      takeTallies();
      const taken = census;
      for (const name of NAMED) dropNames(taken.names[name]);
      for (const [s, sample] of taken.samples.entries()) {
        mergeSample(drawn[s], sample, room);
        limits[s] = Math.min(ANY_RANK, limitOf(drawn[s], room));
      }
      census = createCensus(subMetrics);
      names = countersOf(census);
      return taken;
    },
  };
}

const ANY_RANK = 0xffffffff;

/** In code points; -1 of what is no text. */
const lengthOf = (tape: Tape, node: number): number =>
  node >= 0 && kindOf(tape, node) === Kind.String ? codePointsOf(tape, node) : -1;

const countersOf = ({ names, groups }: Census): Readonly<Record<Named, NameCounter>> => ({
  category: createNameCounter(names.category, groups.length),
  difficulty: createNameCounter(names.difficulty, groups.length),
});
