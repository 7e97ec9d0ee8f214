import { ABSENT, Answer, type ItemBatch, Side } from '@jatdae/kernel';

/** Counts of a sub-metric, or of the items of no known one. */
export const Count = { Items: 0, Valid: 1, Sound: 2, Public: 3, Leaderboard: 4, Media: 5, BadMedia: 6, Labelled: 7 } as const;
const COUNTS = 8;

/** COUNTS numbers for each sub-metric of the plan, then for the items of none. Merging is adding. */
export type Totals = Float64Array;

export const createTotals = (subMetrics: number): Totals => new Float64Array((subMetrics + 1) * COUNTS);

/** What a batch alone does not tell of its items. */
export interface CountFacts {
  isBadMedium(mediaFile: number): boolean;
  /** the resource's files are labels themselves, whatever field holds them */
  areLabels(resource: number): boolean;
}

export function countBatch(totals: Totals, batch: ItemBatch, { isBadMedium, areLabels }: CountFacts): void {
  const unknown = totals.length - COUNTS;
  const labels = areLabels(batch.resource);
  for (let i = 0; i < batch.size; i++) {
    const subMetric = batch.subMetric[i] as number;
    const at = subMetric === ABSENT ? unknown : subMetric * COUNTS;
    add(totals, at + Count.Items, 1);
    add(totals, at + Count.Valid, batch.valid[i] as number);
    add(totals, at + Count.Sound, batch.sound[i] as number);
    add(totals, at + Count.Public, batch.side[i] === Side.Public ? 1 : 0);
    add(totals, at + Count.Leaderboard, batch.side[i] === Side.Leaderboard ? 1 : 0);
    add(totals, at + Count.Labelled, labels || batch.answer[i] !== Answer.Absent ? 1 : 0);
    for (let k = batch.mediaStart[i] as number; k < (batch.mediaStart[i + 1] as number); k++) {
      add(totals, at + Count.Media, 1);
      if (isBadMedium(batch.mediaFile[k] as number)) add(totals, at + Count.BadMedia, 1);
    }
  }
}

function add(totals: Totals, at: number, by: number): void {
  totals[at] = (totals[at] as number) + by;
}

export function addTotals(into: Totals, from: Totals): void {
  for (let k = 0; k < into.length; k++) add(into, k, from[k] as number);
}

export const countOf = (totals: Totals, subMetric: number, count: number): number => totals[subMetric * COUNTS + count] as number;

/** A count over all items, those of no known sub-metric included. */
export function sumOf(totals: Totals, count: number): number {
  let sum = 0;
  for (let at = count; at < totals.length; at += COUNTS) sum += totals[at] as number;
  return sum;
}
