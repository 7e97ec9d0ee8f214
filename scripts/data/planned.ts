import { type Item, itemMaker } from './item.js';
import { permutation, seedOf } from './random.js';

export interface ItemPlan {
  readonly seed: number;
  readonly subMetrics: number;
  readonly itemsPerSubMetric: number;
  /** share of each sub-metric's items that stands in the leaderboard split, exact to one item */
  readonly share: number;
  readonly leaderboardAnswers: 'included' | 'withheld';
}

export interface Position {
  readonly subMetric: number;
  readonly ordinal: number;
}

export interface PlannedItems {
  make(position: Position): Item;
  onLeaderboard(position: Position): boolean;
}

/** The items of a deliverable before any defect. */
export function plannedItems(plan: ItemPlan): PlannedItems {
  const { seed, itemsPerSubMetric, share } = plan;
  const maker = itemMaker(seed, itemsPerSubMetric);
  const kept = Math.round(itemsPerSubMetric * share);
  const shuffles = Array.from({ length: plan.subMetrics }, (_, index) =>
    permutation(itemsPerSubMetric, seedOf(seed, index, itemsPerSubMetric)),
  );
  const onLeaderboard = (position: Position): boolean => shuffles[position.subMetric](position.ordinal) < kept;
  return {
    onLeaderboard,
    make(position) {
      const item = maker.make(position.subMetric, position.ordinal);
      if (!onLeaderboard(position)) return item;
      const hidden = plan.leaderboardAnswers === 'withheld' ? { answer: null, explanation: null } : {};
      return { ...item, split: 'leaderboard', ...hidden };
    },
  };
}
