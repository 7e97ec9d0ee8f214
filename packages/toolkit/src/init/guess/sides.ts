import type { JsonObject } from '../../selftest/pointer.js';
import { categoriesOf, type Field, valueAtKeys } from '../fields/field.js';
import { type SplitWord, splitOf, tellsSplit } from '../fields/words.js';

export type Side = 'public' | 'leaderboard';

/** A field whose values name splits. */
export interface SplitField {
  readonly field: Field;
  readonly values: ReadonlyMap<string, SplitWord>;
  /** values that name no split */
  readonly others: readonly string[];
}

/** Null where no field's values nearly all name splits. */
export function findSplitField(fields: readonly Field[]): SplitField | null {
  const candidates = fields.flatMap((field) => {
    const values = tellsSplit(field.name) > 0 ? (categoriesOf(field, 12) ?? []) : [];
    const words = new Map(
      values.flatMap((value): [string, SplitWord][] => {
        const word = splitOf(value);
        return word === null ? [] : [[value, word]];
      }),
    );
    return words.size > 0 && words.size >= values.length - 1
      ? [{ field, values: words, others: values.filter((value) => !words.has(value)) }]
      : [];
  });
  return candidates.sort((a, b) => tellsSplit(b.field.name) - tellsSplit(a.field.name))[0] ?? null;
}

/** How many items each word stands beside. */
export type WordCounts = ReadonlyMap<SplitWord, number>;

/** A test part larger than this is the data itself and nothing that was kept apart. */
const MOST_HELD = 0.6;

/** Which side a split word means, seen from all words of the data set: a test part is held out only where there is another. */
export function sideOf(word: SplitWord, counts: WordCounts): Side {
  if (word === 'leaderboard') return 'leaderboard';
  if (word !== 'test' || counts.has('leaderboard')) return 'public';
  return counts.size > 1 && !isMost('test', counts) ? 'leaderboard' : 'public';
}

/** Whether a part is too much of the whole to be what was kept apart. */
export function isMost(word: SplitWord, counts: WordCounts): boolean {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (counts.get(word) ?? 0) > MOST_HELD * all;
}

/** Counts of a split field's words, of the sample. */
export function countWords(records: readonly JsonObject[], { field, values }: SplitField): Map<SplitWord, number> {
  const counts = new Map<SplitWord, number>();
  for (const record of records) {
    const word = values.get(String(valueAtKeys(record, field.keys) ?? ''));
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
