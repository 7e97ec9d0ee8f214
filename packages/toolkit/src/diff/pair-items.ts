import { ITEM_WORDS, ItemWord, markOfItem } from '@jatdae/validator';

/** Behind the words of an item: 0 where it is of the old delivery, 1 of the new one. */
export const SIDE_WORD = ITEM_WORDS;
export const STRIDE = ITEM_WORDS + 1;

/** other: something of the record that is none of these */
export type Difference = 'id' | 'content' | 'answer' | 'split' | 'sub-metric' | 'other';

/** Offsets of two items that belong together, or of one that nothing does. */
export interface Pair {
  readonly old: number | null;
  readonly now: number | null;
  /** empty where they are the same, or where there is one alone */
  readonly what: readonly Difference[];
}

/** Pairs the entries of one part by the print at `printAt`. */
export type Pairer = (entries: Int32Array, printAt: number) => Iterable<Pair>;

export function createPairer(oldSubMetrics: readonly string[], newSubMetrics: readonly string[]): Pairer {
  return function* pairs(entries, printAt) {
    const order = sortedBy(entries, rowsOf(entries), printAt);
    for (let from = 0; from < order.length; ) {
      let to = from + 1;
      while (to < order.length && comparePrint(entries, order[from] as number, order[to] as number, printAt, 4) === 0) to += 1;
      const rows = order.slice(from, to);
      const isOld = (at: number): boolean => entries[at + SIDE_WORD] === 0;
      yield* pairsOf(
        entries,
        rows.filter(isOld),
        rows.filter((at) => !isOld(at)),
      );
      from = to;
    }
  };

  /** Those of equal records first, then in the order in which they stand. */
  function* pairsOf(entries: Int32Array, old: readonly number[], now: readonly number[]): Generator<Pair, void, void> {
    if (old.length + now.length === 1) {
      yield { old: old[0] ?? null, now: now[0] ?? null, what: [] };
      return;
    }
    const [left, right] = [sortedBy(entries, old, ItemWord.Record), sortedBy(entries, now, ItemWord.Record)];
    const rest: { readonly old: number[]; readonly now: number[] } = { old: [], now: [] };
    for (let a = 0, b = 0; a < left.length || b < right.length; ) {
      const [x, y] = [left[a], right[b]];
      const order = x === undefined ? 1 : y === undefined ? -1 : comparePrint(entries, x, y, ItemWord.Record, 4);
      if (order === 0 && x !== undefined && y !== undefined) yield { old: x, now: y, what: differences(entries, x, y) };
      else if (order < 0 && x !== undefined) rest.old.push(x);
      else if (y !== undefined) rest.now.push(y);
      if (order <= 0) a += 1;
      if (order >= 0) b += 1;
    }
    const [unpaired, others] = [rest.old.sort((a, b) => a - b), rest.now.sort((a, b) => a - b)];
    for (let k = 0; k < Math.max(unpaired.length, others.length); k++) {
      const [x = null, y = null] = [unpaired[k], others[k]];
      yield { old: x, now: y, what: x === null || y === null ? [] : differences(entries, x, y) };
    }
  }

  function differences(entries: Int32Array, a: number, b: number): Difference[] {
    const differ = (word: number, words: number): boolean => comparePrint(entries, a, b, word, words) !== 0;
    const [old, now] = [markOfItem(entries[a + ItemWord.Mark] as number), markOfItem(entries[b + ItemWord.Mark] as number)];
    const what: Difference[] = [];
    if (differ(ItemWord.Key, 4)) what.push('id');
    if (differ(ItemWord.Content, 4)) what.push('content');
    if (differ(ItemWord.Answer, 2)) what.push('answer');
    if (old.side !== now.side) what.push('split');
    if (oldSubMetrics[old.subMetric] !== newSubMetrics[now.subMetric]) what.push('sub-metric');
    if (what.length === 0 && differ(ItemWord.Record, 4)) what.push('other');
    return what;
  }
}

function rowsOf(entries: Int32Array): number[] {
  return Array.from({ length: entries.length / STRIDE }, (_, k) => k * STRIDE);
}

/** By print, then as they stand: the old delivery's before the new one's. */
const sortedBy = (entries: Int32Array, rows: readonly number[], printAt: number): number[] =>
  rows.length < 2 ? [...rows] : [...rows].sort((a, b) => comparePrint(entries, a, b, printAt, 4) || a - b);

function comparePrint(entries: Int32Array, a: number, b: number, word: number, words: number): number {
  for (let k = word; k < word + words; k++) {
    const [x, y] = [entries[a + k] as number, entries[b + k] as number];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
