import { Side } from '@jatdae/kernel';
import type { Entry } from '../finish/equal-entries.js';

/** Items that share their passage, and nothing more, with another item. */
export interface SharedPassages {
  /** items of the leaderboard split whose passage another item of the public split has */
  readonly across: number;
  /** items whose passage an earlier, other item of their split has */
  readonly within: number;
}

export const NO_SHARED_PASSAGES: SharedPassages = { across: 0, within: 0 };

/** `split:row` of items that are told of for more than their passage. */
export type Told = Readonly<Record<keyof SharedPassages, ReadonlySet<string>>>;

/**
 * Counts passages in groups that are equal by 64 bits of their fingerprints: of ten million passages two that differ are taken for one with a chance of
 * one in 300,000. Records are not read again for it: the number is a note, and in data where each passage has several questions that would
 * be all of them.
 */
export function countSharedPassages(passages: Iterable<readonly Entry[]>, told: Told): SharedPassages {
  const counts = { across: 0, within: 0 };
  for (const group of passages) {
    const open = new Set(group.filter(({ mark }) => mark === Side.Public).map(itemOf));
    const seen = new Map<number, Set<string>>();
    for (const entry of group) {
      const place = `${entry.split}:${entry.row}`;
      const before = seen.get(entry.mark) ?? new Set();
      if (before.size > 0 && !before.has(itemOf(entry)) && !told.within.has(place)) counts.within += 1;
      seen.set(entry.mark, before.add(itemOf(entry)));
      if (entry.mark === Side.Leaderboard && hasOther(open, entry) && !told.across.has(place)) counts.across += 1;
    }
  }
  return counts;
}

const itemOf = ({ key0, key1 }: Entry): string => `${key0}:${key1}`;

const hasOther = (items: ReadonlySet<string>, entry: Entry): boolean => items.size > (items.has(itemOf(entry)) ? 1 : 0);
