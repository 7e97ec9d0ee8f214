import { type ItemKey, type LostRecords, type OpenItems, PRINT_WORDS, type RecordRun, rankOf } from '@jatdae/validator';
import { createFloats, createInts, type Floats, type Ints } from './columns.js';

/** Items of one sub-metric that agree in all fields that the split is even in. */
export interface Cell {
  /** index in the manifest's sub-metrics */
  readonly subMetric: number;
  /** of each field, null where an item has none */
  readonly values: readonly (string | null)[];
}

/** What a split is decided by: a column each, a row an item, in the order of reading. */
export interface Survey {
  readonly size: number;
  readonly rankHigh: Floats;
  readonly rankLow: Ints;
  /** 64 bits of the print of what makes two items the same; zeros where there is nothing to compare */
  readonly printA: Ints;
  readonly printB: Ints;
  /** index in `cells`; -1 of an item whose sub-metric is unknown */
  readonly cell: Ints;
  /** by sub-metric, then by values, in code unit order: their order does not depend on that of the items */
  readonly cells: readonly Cell[];
  /** a `SIDES` index */
  readonly side: Ints;
  readonly lost: { readonly count: number; readonly first: LostRecords | null };
  /** by field that was asked for, `by` and then `groupBy`: whether any item has it */
  readonly seen: readonly boolean[];
}

export interface SurveyRequest {
  readonly seed: string;
  readonly by: readonly string[];
  readonly groupBy: string | null;
}

export const SIDES = ['public', 'leaderboard', 'unknown'] as const;

/** Reads all items once. */
export async function surveyItems(open: OpenItems, { seed, by, groupBy }: SurveyRequest): Promise<Survey> {
  const { subMetrics, dataset, resources } = open.manifest;
  const scope = dataset.idScope ?? 'deliverable';
  const rankHigh = createFloats();
  const [rankLow, printA, printB, cell, side] = [createInts(), createInts(), createInts(), createInts(), createInts()];
  const cells = createCells(subMetrics.map(({ id }) => id.normalize('NFC')));
  const lost = { count: 0, first: null as LostRecords | null };
  const fields = groupBy === null ? by : [...by, groupBy];
  const seen = fields.map(() => false);
  const readValue = (run: RecordRun, i: number, k: number): string | null => {
    const value = run.value(i, k);
    if (value !== null) seen[k] = true;
    return value;
  };

  function keyOf(run: RecordRun, i: number, prints: Int32Array): ItemKey {
    const group = groupBy === null ? null : readValue(run, i, by.length);
    if (group !== null) return ['group', group];
    const id = run.id(i);
    if (id === null) return ['content', printText(prints, i)];
    if (scope === 'deliverable') return ['id', id];
    return ['id', scope === 'resource' ? (resources[run.resource]?.path ?? '') : (run.subMetric(i) ?? ''), id];
  }

  const onLost = (what: LostRecords): void => {
    lost.count += 1;
    lost.first ??= what;
  };
  for await (const run of open.runs({ fields, whole: false, onLost })) {
    const prints = run.prints();
    for (let i = 0; i < run.size; i++) {
      if (!run.isItem(i)) continue;
      const { high, low } = rankOf(seed, keyOf(run, i, prints));
      rankHigh.push(high);
      rankLow.push(low | 0);
      printA.push(prints[i * PRINT_WORDS] ?? 0);
      printB.push(prints[i * PRINT_WORDS + 1] ?? 0);
      cell.push(cells.of(run.subMetric(i), by, (k) => readValue(run, i, k)));
      side.push(SIDES.indexOf(run.side(i)));
    }
  }
  return { size: side.length, rankHigh, rankLow, printA, printB, ...cells.sorted(cell), side, lost, seen };
}

const printText = (prints: Int32Array, i: number): string =>
  [...prints.subarray(i * PRINT_WORDS, (i + 1) * PRINT_WORDS)].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

interface Cells {
  of(subMetric: string | null, by: readonly string[], value: (k: number) => string | null): number;
  /** The cells in their order, and the column that refers to them. */
  sorted(column: Ints): { readonly cells: readonly Cell[]; readonly cell: Ints };
}

function createCells(subMetrics: readonly string[]): Cells {
  const indexes = new Map(subMetrics.map((id, k) => [id, k]));
  const known = new Map<string, number>();
  const cells: Cell[] = [];
  return {
    of(id, by, value) {
      const subMetric = indexes.get(id ?? '');
      if (id === null || subMetric === undefined) return -1;
      const values = by.map((_, k) => value(k));
      const name = values.length === 0 ? String(subMetric) : JSON.stringify([subMetric, ...values]);
      const at = known.get(name) ?? cells.length;
      if (at === cells.length) {
        known.set(name, at);
        cells.push({ subMetric, values });
      }
      return at;
    },
    sorted(column) {
      const name = ({ values }: Cell): string => JSON.stringify(values);
      const order = cells.map((one, k) => ({ one, k, name: name(one) }));
      order.sort((a, b) => a.one.subMetric - b.one.subMetric || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      const place = new Int32Array(cells.length);
      order.forEach(({ k }, to) => {
        place[k] = to;
      });
      for (let i = 0; i < column.length; i++) {
        const at = column.at(i);
        if (at >= 0) column.set(i, place[at] ?? -1);
      }
      return { cells: order.map(({ one }) => one), cell: column };
    },
  };
}
