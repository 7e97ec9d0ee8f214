import type { InspectionLevel, IsoRule } from '@jatdae/schema';

/* ISO 2859-1:1999, Sampling procedures for inspection by attributes. */

/** Largest lot of each row of Table 1, and the code letters of general inspection levels I, II and III. */
const CODE_LETTERS: readonly (readonly [number, string, string, string])[] = [
  [8, 'A', 'A', 'B'],
  [15, 'A', 'B', 'C'],
  [25, 'B', 'C', 'D'],
  [50, 'C', 'D', 'E'],
  [90, 'C', 'E', 'F'],
  [150, 'D', 'F', 'G'],
  [280, 'E', 'G', 'H'],
  [500, 'F', 'H', 'J'],
  [1200, 'G', 'J', 'K'],
  [3200, 'H', 'K', 'L'],
  [10_000, 'J', 'L', 'M'],
  [35_000, 'K', 'M', 'N'],
  [150_000, 'L', 'N', 'P'],
  [500_000, 'M', 'P', 'Q'],
  [Number.POSITIVE_INFINITY, 'N', 'Q', 'R'],
];

const LEVELS: readonly InspectionLevel[] = ['I', 'II', 'III'];
const LETTERS = 'ABCDEFGHJKLMNPQR';
const SIZES = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000];
export const AQLS: readonly IsoRule['aql'][] = [
  0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10,
];

/**
 * Table 2-A (single sampling, normal inspection) repeats along its diagonals: a step down and a step to a smaller AQL leave the acceptance
 * number as it is. By row plus column, each counted from 0, the cells from the first acceptance number on; arrows tell the way to a plan.
 */
const FIRST = 14;
const DIAGONALS: readonly (number | 'up' | 'down')[] = [0, 'up', 'down', 1, 2, 3, 5, 7, 10, 14, 21];

const cellAt = (row: number, column: number): number | 'up' | 'down' => {
  const k = row + column - FIRST;
  return k < 0 ? 'down' : (DIAGONALS[k] ?? 'up');
};

/** A single sampling plan. */
export interface InspectionPlan {
  /** of the plan that is used, which an arrow may have led to */
  readonly letter: string;
  /** items to judge; the whole lot where that is smaller */
  readonly size: number;
  /** most defective items with which the lot is accepted; one more and it is rejected */
  readonly accept: number;
}

/** The plan for a lot of `population` items by Tables 1 and 2-A. */
export function inspectionPlan(population: number, { level, aql }: Pick<IsoRule, 'level' | 'aql'>): InspectionPlan {
  const [, ...letters] = CODE_LETTERS.find(([largest]) => population <= largest) ?? [0, 'N', 'Q', 'R'];
  const column = AQLS.indexOf(aql);
  const row = planRow(LETTERS.indexOf(letters[LEVELS.indexOf(level)] ?? 'A'), column);
  return {
    letter: LETTERS[row] ?? '',
    size: Math.min(population, SIZES[row] ?? 0),
    accept: Number(cellAt(row, column)),
  };
}

/** The row that arrows lead to; at the table's edge the other way, where alone there is a plan. */
function planRow(from: number, column: number): number {
  const arrow = cellAt(from, column);
  if (typeof arrow === 'number') return from;
  const step = arrow === 'up' ? -1 : 1;
  for (const way of [step, -step]) {
    for (let row = from + way; row >= 0 && row < SIZES.length; row += way)
      if (typeof cellAt(row, column) === 'number') return row;
  }
  return from;
}
