import type { ResponseTable } from '../responses.js';
import { classesOf } from './item-classes.js';
import { createRandom, type Random } from './random.js';

/** The place of a model among the others, and how far it depends on which items were drawn. */
export interface RankStability {
  /** index of the model */
  readonly model: number;
  /** share of right answers */
  readonly score: number;
  /** 1 is the best; equal scores share the better place */
  readonly rank: number;
  /** places that hold in 95 % of the samples */
  readonly low: number;
  readonly high: number;
  /** share of samples in which it is the best, or among equals the best */
  readonly first: number;
}

export const RESAMPLES = 1000;
export const RANK_SEED = 20240801;

/**
 * Bootstrap over items (Efron 1979): as many items are drawn with replacement, and the models ranked again. Items on which the same models are
 * right are alike, so their number in a sample is drawn at once (a multinomial of as many classes as there are such patterns). Only items that
 * every model was judged on count.
 */
export function rankStability({ models, items, correct }: ResponseTable): RankStability[] {
  const { first, size } = classesOf(correct, items);
  const classes = first
    .flatMap((i, k) => {
      const states = correct.map((column) => column[i] as number);
      if (states.some((state) => state > 1)) return [];
      const right = states.flatMap((state, m) => (state === 1 ? [m] : []));
      return [{ name: states.join(''), right, count: size[k] as number }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const scoresOf = (counts: readonly number[]): number[] => {
    const sums = models.map(() => 0);
    classes.forEach(({ right }, c) => {
      for (const m of right) sums[m] = (sums[m] as number) + (counts[c] as number);
    });
    return sums;
  };
  const random = createRandom(RANK_SEED);
  const seen = models.map(() => [] as number[]);
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const ranks = ranksOf(
      scoresOf(
        drawCounts(
          classes.map(({ count }) => count),
          total,
          random,
        ),
      ),
    );
    for (const [m, rank] of ranks.entries()) seen[m]?.push(rank);
  }
  const scores = scoresOf(classes.map(({ count }) => count));
  return ranksOf(scores).map((rank, model) => {
    const places = (seen[model] ?? []).sort((a, b) => a - b);
    return {
      model,
      score: (scores[model] as number) / total,
      rank,
      low: places[Math.floor(RESAMPLES * 0.025)] as number,
      high: places[Math.ceil(RESAMPLES * 0.975) - 1] as number,
      first: places.filter((place) => place === 1).length / RESAMPLES,
    };
  });
}

const ranksOf = (scores: readonly number[]): number[] =>
  scores.map((score) => 1 + scores.filter((other) => other > score).length);

/** Counts of a sample of `total` with replacement from classes of these sizes: one binomial after the other. */
function drawCounts(sizes: readonly number[], total: number, random: Random): number[] {
  let left = total;
  let mass = total;
  return sizes.map((size) => {
    const count = left === 0 ? 0 : size >= mass ? left : random.binomial(left, size / mass);
    left -= count;
    mass -= size;
    return count;
  });
}
