import type { Counts } from '../counts.js';
import type { BenchItem } from './item.js';
import { randomBelow } from './random.js';

/** Faults that every program of the bench can see, whatever the format: a broken one makes its item invalid, a copy does not. */
const BROKEN: readonly ((item: BenchItem, number: number) => BenchItem)[] = [
  (item) => ({ ...item, id: `${item.id} (2)` }),
  (item) => ({ ...item, split: 'test' }),
  (item) => ({ ...item, question: null }),
  (item, number) => ({ ...item, question: `짧은 질문 ${number}?` }),
  (item) => ({ ...item, choices: item.choices.slice(0, 3), answer: item.answer === null ? null : 0 }),
  (item) => ({ ...item, difficulty: 9 }),
  (item) => ({ ...item, source: { ...item.source, url: item.source.url.replace('https:', 'ftp:') } }),
];

const EVERY = 37;

export interface Planting {
  /** The item with its fault, if one is planted here. Items must come in the order of the file. */
  readonly spoil: (item: BenchItem) => BenchItem;
  /** What a program has to count after the last item. */
  readonly expected: () => Required<Counts>;
}

/** Plants faults at fixed places: broken items, repeated ids, repeated questions within a split and across the two. */
export function plantFaults(): Planting {
  const counts = { records: 0, invalid: 0, distinctIds: 0, duplicateQuestions: 0, overlap: 0 };
  const clean: BenchItem[] = [];
  let planted = 0;
  const kinds = BROKEN.length + 3;

  const copyOrId = (kind: number, item: BenchItem): BenchItem => {
    // Each copy has a source of its own, so that a question stands at most twice; an id as well.
    const source = clean.shift();
    if (source === undefined) return item;
    planted += 1;
    if (kind === 0) {
      counts.distinctIds -= 1;
      return { ...item, id: source.id };
    }
    counts.duplicateQuestions += 1;
    if (kind === 1) return { ...source, id: item.id };
    counts.overlap += 1;
    return { ...source, id: item.id, split: 'leaderboard', answer: null, explanation: null };
  };

  return {
    spoil(item) {
      counts.records += 1;
      counts.distinctIds += 1;
      const isHidden = item.split !== 'public';
      if (counts.records % EVERY !== 0 || isHidden) {
        // `question` alone decides what peers call a copy, so a source is public, untouched and used once.
        if (!isHidden && clean.length < 100) clean.push(item);
        return item;
      }
      const kind = planted % kinds;
      if (kind < 3) return copyOrId(kind, item);
      planted += 1;
      counts.invalid += 1;
      return BROKEN[kind - 3](item, planted);
    },
    expected: () => ({ ...counts }),
  };
}

type Loose = Record<string, unknown>;

/** Ways in which a record breaks: of its schema, or of JSON. The text is never blank, and stays one line. */
const WAYS: readonly ((item: Loose, below: (limit: number) => number) => string)[] = [
  (item, below) => {
    // Not the answer or its explanation: where they are withheld, ours lets them be absent, whatever the schema requires.
    const { [pick(['id', 'sub_metric', 'split', 'question', 'choices', 'difficulty', 'source', 'tags'], below)]: _, ...rest } =
      item;
    return JSON.stringify(rest);
  },
  (item, below) => JSON.stringify({ ...item, [pick(['question', 'split', 'choices', 'tags'], below)]: below(1000) }),
  // A wrong id still has to be one of its own: repeated ids are counted apart from broken records.
  (item) => JSON.stringify({ ...item, id: [item.id] }),
  (item) => JSON.stringify({ ...item, memo: '검수자 메모' }),
  (item) => JSON.stringify({ ...item, difficulty: '어려움' }),
  (item) => JSON.stringify({ ...item, difficulty: 0 }),
  (item) => JSON.stringify({ ...item, choices: [] }),
  (item) => JSON.stringify({ ...item, question: '짧다' }),
  (item) => JSON.stringify({ ...item, id: String(item.id).toUpperCase() }),
  (item) => JSON.stringify({ ...item, source: null }),
  (item) => JSON.stringify({ ...item, tags: ['규범', '규범'] }),
  (item, below) => {
    const text = JSON.stringify(item);
    return text.slice(0, 1 + below(text.length - 2));
  },
  (item) => JSON.stringify(item).replace(/}$/, ',}'),
  (item) => JSON.stringify(item).replace('":', '"'),
  (item) => JSON.stringify(item).replaceAll('"', "'"),
];

/** Breaks a share of the records, each in a way of its own. */
export function breakShare(share: number, seed = 5): (item: BenchItem) => string {
  const below = randomBelow(seed);
  return (item) => (below(1e6) < share * 1e6 ? WAYS[below(WAYS.length)]({ ...item }, below) : JSON.stringify(item));
}

/** Writes each record's keys in an order of its own. */
export function shuffleKeys(seed = 7): (item: BenchItem) => string {
  const below = randomBelow(seed);
  return (item) => {
    const entries = Object.entries(item);
    for (let last = entries.length - 1; last > 0; last--) {
      const other = below(last + 1);
      [entries[last], entries[other]] = [entries[other], entries[last]];
    }
    return JSON.stringify(Object.fromEntries(entries));
  };
}

function pick(list: readonly string[], below: (limit: number) => number): string {
  return list[below(list.length)];
}
