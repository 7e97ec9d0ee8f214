import { apportion, shareOf } from './apportion.js';
import { pickUnits } from './pick.js';
import type { Millionths } from './share.js';
import type { Survey } from './survey.js';
import { compareRanks, eachMember, type Units } from './units.js';

/** Of a sub-metric: how many items it has, were to be drawn, and were. */
export interface SubMetricShare {
  readonly items: number;
  readonly wanted: number;
  readonly drawn: number;
}

export interface Choice {
  /** by item: 1 where it goes to the leaderboard split */
  readonly chosen: Uint8Array;
  /** by sub-metric of the manifest */
  readonly subMetrics: readonly SubMetricShare[];
}

/**
 * Draws the leaderboard split. The total and each sub-metric's part of it are whole numbers by largest remainder; so are the parts of the
 * cells within a sub-metric. Then units are taken by their rank: first those that stand in several sub-metrics, then those in several
 * cells of one, then those of each cell; where groups leave a cell short, others of its sub-metric make up for it.
 */
export function chooseItems(survey: Survey, units: Units, subMetrics: number, share: Millionths): Choice {
  const { size, cell, cells } = survey;
  const chosen = new Uint8Array(size);
  const cellItems = new Array<number>(cells.length).fill(0);
  for (let i = 0; i < size; i++) if (cell.at(i) >= 0) cellItems[cell.at(i)] = (cellItems[cell.at(i)] ?? 0) + 1;
  const items = sumBySubMetric(survey, subMetrics, cellItems);
  const wanted = apportion(items, share, shareOf(sum(items), share));
  const pools = poolUnits(survey, units, subMetrics);
  const held = new Array<number>(cells.length).fill(0);
  const take = (root: number): void => {
    eachMember(units, root, (item) => {
      const at = cell.at(item);
      chosen[item] = 1;
      if (at >= 0) held[at] = (held[at] ?? 0) + 1;
    });
  };
  const drawn = (): number[] => sumBySubMetric(survey, subMetrics, held);

  takeAcross(survey, units, pools.across, wanted, share, drawn, take);
  for (let s = 0; s < subMetrics; s++) {
    const missing = (): number => (wanted[s] ?? 0) - (drawn()[s] ?? 0);
    const own = cells.flatMap(({ subMetric }, k) => (subMetric === s ? [k] : []));
    const mixed = pools.mixed[s] ?? [];
    draw(mixed, Math.min(missing(), shareOf(itemsOf(mixed, units), share)), units, take);
    const parts = apportion(
      own.map((k) => cellItems[k] ?? 0),
      share,
      missing() + sum(own.map((k) => held[k] ?? 0)),
      own.map((k) => held[k] ?? 0),
      own.map((k) => itemsOf(pools.cells[k] ?? [], units)),
    );
    own.forEach((k, at) => {
      draw(pools.cells[k] ?? [], parts[at] ?? 0, units, take);
    });
    if (missing() <= 0) continue;
    const left = [...own.flatMap((k) => pools.cells[k] ?? []), ...mixed].filter((root) => chosen[root] === 0);
    draw(byRank(survey, units, left), missing(), units, take);
  }
  const found = drawn();
  return { chosen, subMetrics: items.map((count, s) => ({ items: count, wanted: wanted[s] ?? 0, drawn: found[s] ?? 0 })) };
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

function sumBySubMetric({ cells }: Survey, subMetrics: number, counts: readonly number[]): number[] {
  const sums = new Array<number>(subMetrics).fill(0);
  cells.forEach(({ subMetric }, k) => {
    sums[subMetric] = (sums[subMetric] ?? 0) + (counts[k] ?? 0);
  });
  return sums;
}

/** Roots of units by where they stand, lowest rank first. */
interface Pools {
  readonly across: readonly number[];
  /** by sub-metric */
  readonly mixed: readonly (readonly number[])[];
  /** by cell */
  readonly cells: readonly (readonly number[])[];
}

const ACROSS = -1;

function poolUnits(survey: Survey, units: Units, subMetrics: number): Pools {
  const { size, cells } = survey;
  const across: number[] = [];
  const mixed = Array.from({ length: subMetrics }, (): number[] => []);
  const whole = cells.map((): number[] => []);
  for (let i = 0; i < size; i++) {
    if (units.root[i] !== i || units.size[i] === 0) continue;
    const { cell, subMetric } = homeOf(survey, units, i);
    const pool = subMetric === ACROSS ? across : cell === ACROSS ? mixed[subMetric] : whole[cell];
    pool?.push(i);
  }
  const sorted = (pool: readonly number[]): number[] => byRank(survey, units, pool);
  return { across: sorted(across), mixed: mixed.map(sorted), cells: whole.map(sorted) };
}

/** The cell and the sub-metric that all known items of a unit stand in, ACROSS where they stand in several. */
function homeOf({ cell, cells }: Survey, units: Units, root: number): { readonly cell: number; readonly subMetric: number } {
  let home: { cell: number; subMetric: number } | null = null;
  eachMember(units, root, (item) => {
    const at = cell.at(item);
    if (at < 0) return;
    const subMetric = cells[at]?.subMetric ?? ACROSS;
    if (home === null) home = { cell: at, subMetric };
    if (home.cell !== at) home.cell = ACROSS;
    if (home.subMetric !== subMetric) home.subMetric = ACROSS;
  });
  return home ?? { cell: ACROSS, subMetric: ACROSS };
}

const byRank = (survey: Survey, { lowest }: Units, roots: readonly number[]): number[] =>
  roots.toSorted((a, b) => compareRanks(survey, lowest[a] as number, lowest[b] as number));

const itemsOf = (roots: readonly number[], { size }: Units): number =>
  roots.reduce((total, root) => total + (size[root] as number), 0);

/** Takes those units of a pool that come nearest to `quota` items. */
function draw(pool: readonly number[], quota: number, units: Units, take: (root: number) => void): void {
  const picked = pickUnits(
    pool.map((root) => units.size[root] as number),
    quota,
  );
  pool.forEach((root, k) => {
    if (picked[k] === 1) take(root);
  });
}

/** Takes units that stand in several sub-metrics as long as none of these gets more than it wants, and they together not more than their share. */
function takeAcross(
  { cell, cells }: Survey,
  units: Units,
  across: readonly number[],
  wanted: readonly number[],
  share: Millionths,
  drawn: () => readonly number[],
  take: (root: number) => void,
): void {
  let open = shareOf(itemsOf(across, units), share);
  for (const root of across) {
    const size = units.size[root] as number;
    if (size > open) continue;
    const counts = new Map<number, number>();
    eachMember(units, root, (item) => {
      const subMetric = cells[cell.at(item)]?.subMetric;
      if (subMetric !== undefined) counts.set(subMetric, (counts.get(subMetric) ?? 0) + 1);
    });
    const before = drawn();
    if ([...counts].some(([subMetric, count]) => (before[subMetric] ?? 0) + count > (wanted[subMetric] ?? 0))) continue;
    take(root);
    open -= size;
  }
}
