import { companions, details, moments, objects } from './details.js';
import { fill } from './korean.js';
import { permutation, type Random, randomFrom, seedOf } from './random.js';
import { type Topic, topics } from './topics.js';
import {
  asks,
  complications,
  conclusions,
  givenNames,
  groundings,
  licenses,
  manners,
  openings,
  places,
  relations,
  remarks,
  sources,
  surnames,
  tags,
  times,
} from './words.js';

export interface Item {
  id: string;
  sub_metric: string;
  split: string;
  question: string;
  choices: string[];
  /** 0-based; null where the leaderboard withholds it */
  answer: number | null;
  explanation: string | null;
  /** 1 to 5; a defect may put something else here */
  difficulty: number | string;
  source: { name: string; url: string; license: string };
  tags: string[];
}

export interface SubMetric {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** JSON Schema of an item, which the deliverable carries. */
export const itemSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['id', 'sub_metric', 'split', 'question', 'choices', 'answer', 'explanation', 'difficulty', 'source', 'tags'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', maxLength: 64 },
    sub_metric: { type: 'string' },
    split: { type: 'string' },
    question: { type: 'string' },
    choices: { type: 'array', minItems: 4, maxItems: 5, items: { type: 'string', minLength: 1 } },
    answer: { type: ['integer', 'null'], minimum: 0 },
    explanation: { type: ['string', 'null'] },
    difficulty: { type: 'integer', minimum: 1, maximum: 5 },
    source: {
      type: 'object',
      required: ['name', 'url', 'license'],
      additionalProperties: false,
      properties: { name: { type: 'string' }, url: { type: 'string', pattern: '^https://' }, license: { type: 'string' } },
    },
    tags: { type: 'array', items: { type: 'string' } },
  },
} as const;

const combinations = places.length * surnames.length * givenNames.length * relations.length * times.length;

function topicOf(subMetric: number): Topic {
  return topics[subMetric % topics.length];
}

/** Topics are numbered from the second round on: `etiquette`, …, `media`, `etiquette-2`, … */
export function subMetricAt(index: number): SubMetric {
  const topic = topicOf(index);
  const round = Math.floor(index / topics.length);
  if (round === 0) return { id: topic.id, title: topic.title, description: topic.description };
  return { id: `${topic.id}-${round + 1}`, title: `${topic.title} ${round + 1}`, description: topic.description };
}

export interface ItemMaker {
  /** The item in the public split, with its answer. Equal arguments give equal items; different ones differ in the question. */
  make(subMetric: number, ordinal: number): Item;
}

export function itemMaker(seed: number, itemsPerSubMetric: number): ItemMaker {
  const spread = topics.map((_, topic) => permutation(combinations, seedOf(seed, topic)));
  return {
    make(subMetric, ordinal) {
      const round = Math.floor(subMetric / topics.length);
      const combination = round * itemsPerSubMetric + ordinal;
      if (combination >= combinations) throw new RangeError(`only ${combinations} different items can be made of one topic`);
      const random = randomFrom(seedOf(seed, subMetric, ordinal));
      return compose(
        topicOf(subMetric),
        subMetricAt(subMetric).id,
        ordinal,
        scene(spread[subMetric % topics.length](combination)),
        random,
      );
    },
  };
}

/** The words that tell one item from another, as digits of a mixed-radix number. */
function scene(combination: number): Record<string, string> {
  let rest = combination;
  const digit = <T>(list: readonly T[]): T => {
    const value = list[rest % list.length];
    rest = Math.floor(rest / list.length);
    return value;
  };
  const place = digit(places);
  const relation = digit(relations);
  const time = digit(times);
  const givenName = digit(givenNames);
  return { place, relation, time, person: digit(surnames) + givenName };
}

function compose(topic: Topic, id: string, ordinal: number, words: Record<string, string>, random: Random): Item {
  const detail = { companion: random.pick(companions), object: random.pick(objects), moment: random.pick(moments) };
  const question = [
    random.pick(openings),
    random.pick(topic.situations),
    random.pick(details),
    random.pick(complications),
    random.pick(asks),
  ];
  const acts = random.sample(4 + random.below(2), topic.acts.length);
  const choices = acts.map((act) => `${random.pick(manners)} ${topic.acts[act]}`);
  const answer = random.below(choices.length);
  const explanation = [
    fill(random.pick(groundings), { ...words, norm: random.pick(topic.norms) }),
    fill(random.pick(conclusions), { key: choices[answer] }),
    ...random.sample(random.below(4), remarks.length).map((remark) => fill(remarks[remark], words)),
  ];
  const source = random.pick(sources);
  return {
    id: `${id}-${String(ordinal + 1).padStart(5, '0')}`,
    sub_metric: id,
    split: 'public',
    question: question.map((sentence) => fill(sentence, { ...words, ...detail })).join(' '),
    choices,
    answer,
    explanation: explanation.join(' '),
    difficulty: 1 + random.below(5),
    source: {
      name: source.name,
      url: `https://example.org/${source.path}/${1 + random.below(9000)}`,
      license: random.pick(licenses),
    },
    tags: random.sample(2 + random.below(3), tags.length).map((tag) => tags[tag]),
  };
}
