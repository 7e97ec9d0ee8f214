import { createHash } from 'node:crypto';
import { type AskedItem, answerText } from '@jatdae/validator';
import type { Shot } from './prompt.js';

/** Draws examples from the items of the public split while they are read, the same for any order of reading. */
export interface ShotPool {
  offer(item: AskedItem): void;
  /** Up to `count` examples of the item's sub-metric, never the item itself nor one that asks the same. */
  for(item: AskedItem): readonly Shot[];
  /** ids of those that may be shown, by sub-metric */
  ids(): Readonly<Record<string, readonly (string | number | null)[]>>;
}

interface Ranked extends Shot {
  /** of what is asked: copies share it */
  readonly rank: string;
}

/**
 * A sample by lowest hash: each sub-metric keeps the `count` + 1 items with the lowest SHA-256 of the seed and what they ask. One is
 * left out where it is the item at hand, so that nearly all prompts of a sub-metric begin the same.
 */
export function createShotPool(count: number, seed: number): ShotPool {
  const pools = new Map<string, Ranked[]>();
  const rankOf = (item: AskedItem): string => {
    const { context, question, turns, choices } = item;
    return createHash('sha256')
      .update(JSON.stringify([seed, item.subMetric, context, question, turns, choices.toSorted()]))
      .digest('hex');
  };
  return {
    offer(item) {
      if (count === 0 || item.side !== 'public' || item.subMetric === null || item.media.length > 0) return;
      const answer = answerText(item);
      if (answer === null) return;
      const pool = pools.get(item.subMetric) ?? [];
      const rank = rankOf(item);
      const at = pool.findIndex((other) => other.rank >= rank);
      if (pool[at]?.rank === rank || (at < 0 && pool.length > count)) return;
      pool.splice(at < 0 ? pool.length : at, 0, { item, answer, rank });
      pools.set(item.subMetric, pool.slice(0, count + 1));
    },
    for(item) {
      const pool = pools.get(item.subMetric ?? '') ?? [];
      if (pool.length === 0) return [];
      const own = rankOf(item);
      return pool.filter(({ rank, item: { id } }) => rank !== own && (id === null || id !== item.id)).slice(0, count);
    },
    ids: () => Object.fromEntries([...pools].sort().map(([name, pool]) => [name, pool.map(({ item: { id } }) => id)])),
  };
}
