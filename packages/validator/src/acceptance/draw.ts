import type { SampledItem, SamplePlan, SampleRule } from '@jatdae/schema';
import { type AskedItem, askedItem } from '../asked-item.js';
import { type Rank, rankOf } from '../rank.js';
import { type Frame, type FrameStratum, fileOf, type ItemSource, printOf, recordOf } from './frame.js';
import { planStratum } from './plan.js';
import { shownPrint } from './shown.js';

export interface PlanSettings {
  readonly rule: SampleRule;
  readonly seed: string;
  /** share of the sample that two reviewers judge, 0 to 1 */
  readonly doubleShare: number;
}

/** How many items of each sub-metric are to be judged, and with how many defects it passes. */
export const planSample = ({ strata }: Frame, { rule, seed, doubleShare }: PlanSettings): SamplePlan => ({
  rule,
  seed,
  doubleShare,
  strata: strata.map(({ subMetric, size }) => planStratum(subMetric, size, rule, doubleShare)),
});

/** An item of the sample, as it is shown to reviewers. */
export interface DrawnItem {
  readonly sampled: SampledItem;
  readonly asked: AskedItem;
}

interface Drawn {
  readonly print: string;
  readonly file: number;
  readonly record: number;
  readonly double: boolean;
}

/**
 * Draws the sample of a plan and reads its items. Of each sub-metric those are drawn that rank lowest by HMAC-SHA256 of the seed and their print
 * (`rankOf`): the choice depends on the seed and the items alone, not on files or their order. They come by sub-metric, then by rank.
 */
export async function drawSample(
  { plan: read, batches }: Pick<ItemSource, 'plan' | 'batches'>,
  frame: Frame,
  plan: SamplePlan,
): Promise<DrawnItem[]> {
  const drawn = frame.strata.flatMap((stratum, s) => {
    const { size = 0, doubles = 0 } = plan.strata[s] ?? {};
    return drawStratum(stratum, plan.seed, size, doubles).map((one) => ({ ...one, subMetric: stratum.subMetric }));
  });
  const places = new Map(drawn.map(({ file, record }, k) => [placeKey(file, record), k]));
  const found = new Map<number, AskedItem>();
  for await (const { batch, file, first } of batches(false)) {
    const path = read.files[file]?.path ?? '';
    for (let i = 0; i < batch.size; i++) {
      const k = places.get(placeKey(file, first + i));
      if (k !== undefined) found.set(k, askedItem(read, batch, i, path, first + i));
    }
  }
  return drawn.flatMap(({ print, double, subMetric, record }, k): DrawnItem[] => {
    const asked = found.get(k);
    if (asked === undefined) return [];
    const { path } = asked;
    const id = asked.id === null ? null : String(asked.id);
    return [{ asked, sampled: { item: k + 1, subMetric, id, path, record, print, sha256: shownPrint(asked), double } }];
  });
}

const placeKey = (file: number, record: number): string => `${file}:${record}`;

function drawStratum({ items, size }: FrameStratum, seed: string, wanted: number, doubles: number): Drawn[] {
  const lowest = lowestRanks(size, wanted, (k) => rankOf(seed, ['content', printOf(items, k)]));
  const prints = lowest.map((k) => printOf(items, k));
  // By another key, so that it is no matter of rank which items two reviewers see.
  const twice = new Set(lowestRanks(prints.length, doubles, (k) => rankOf(seed, ['group', prints[k] ?? ''])));
  return lowest.map((k, n) => ({
    print: prints[n] ?? '',
    file: fileOf(items, k),
    record: recordOf(items, k),
    double: twice.has(n),
  }));
}

/** The `wanted` of `size` things that rank lowest, lowest first; there may be millions of things. */
function lowestRanks(size: number, wanted: number, rank: (k: number) => Rank): number[] {
  let kept: (Rank & { readonly k: number })[] = [];
  const trim = (): void => {
    kept = kept.sort((a, b) => a.high - b.high || a.low - b.low).slice(0, wanted);
  };
  for (let k = 0; k < size; k++) {
    kept.push({ k, ...rank(k) });
    if (kept.length > 2 * wanted + 1024) trim();
  }
  trim();
  return kept.map(({ k }) => k);
}
