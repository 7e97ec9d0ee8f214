import { Side } from '@jatdae/kernel';
import { type DeliverableView, groupOf } from '@jatdae/rules';
import type { Losses, Member } from './groups.js';

interface Counts {
  readonly items: number;
  readonly valid: number;
  readonly unique: number;
}

type BySplit = Readonly<Record<'public' | 'leaderboard' | 'unknown', Counts>>;

/** Items, valid ones, and of those the ones that repeat no earlier one: by split, and of each sub-metric by split. */
export function describeCounts(
  { census }: Pick<DeliverableView, 'census'>,
  subMetrics: readonly string[],
  losses: Losses,
): { readonly splits: BySplit; readonly splitsBySubMetric: readonly unknown[] } {
  const invalid = tally(losses.invalid, subMetrics.length);
  const repeated = tally(losses.repeated, subMetrics.length);
  const countsOf = (s: number, side: Side): Counts => {
    const { items = 0, valid: sound = 0 } = groupOf(census, s, side) ?? {};
    const valid = sound - (invalid[s * SPLITS + side] ?? 0);
    return { items, valid, unique: valid - (repeated[s * SPLITS + side] ?? 0) };
  };
  const splitsOf = (some: readonly number[]): BySplit => ({
    public: sumOf(some.map((s) => countsOf(s, Side.Public))),
    leaderboard: sumOf(some.map((s) => countsOf(s, Side.Leaderboard))),
    unknown: sumOf(some.map((s) => countsOf(s, Side.Unknown))),
  });
  return {
    splits: splitsOf(Array.from({ length: subMetrics.length + 1 }, (_, s) => s)),
    splitsBySubMetric: subMetrics.map((id, s) => ({ id, ...splitsOf([s]) })),
  };
}

const SPLITS = 3;

/** Members by sub-metric and side; those of no known sub-metric stand behind all. */
function tally(members: readonly Member[], subMetrics: number): readonly number[] {
  const counts = new Array<number>((subMetrics + 1) * SPLITS).fill(0);
  for (const { subMetric, side } of members) {
    const at = (subMetric < 0 ? subMetrics : subMetric) * SPLITS + side;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function sumOf(counts: readonly Counts[]): Counts {
  const sum = (name: keyof Counts): number => counts.reduce((all, count) => all + count[name], 0);
  return { items: sum('items'), valid: sum('valid'), unique: sum('unique') };
}
