import type { Copy, CopyItem } from './copy.js';
import { type Facts, ITEM_DEFECTS, type ItemDefect } from './item-defects.js';
import type { JsonObject } from './pointer.js';
import { createRandom, type Random, shuffled } from './random.js';

/** An item that was spoilt, and the one that it was made from. */
export interface Planted {
  readonly code: string;
  readonly item: CopyItem;
  readonly source: CopyItem | null;
  readonly line: JsonObject | Uint8Array;
}

/** Spoils up to `each` items for every defect, no item twice; those that `taken` names are left alone. */
export function plant(copy: Copy, each: number, seed: number, taken: ReadonlySet<CopyItem>): Planted[] {
  const random = createRandom(seed);
  const free = new Set(shuffled(copy.items, random).filter((item) => !taken.has(item)));
  const facts = factsOf(copy);
  return ITEM_DEFECTS.flatMap((defect) => plantOne(defect, copy, free, facts, each, random));
}

function plantOne(defect: ItemDefect, copy: Copy, free: Set<CopyItem>, facts: Facts, each: number, random: Random): Planted[] {
  const planted: Planted[] = [];
  for (const item of free) {
    if (planted.length === each) break;
    if (!defect.suits(item, facts)) continue;
    const source = defect.source === undefined ? null : findSource(defect, item, copy, free, facts);
    if (source === undefined) continue;
    free.delete(item);
    if (source !== null) free.delete(source);
    planted.push({ code: defect.code, item, source, line: defect.spoil(item, source, random) });
  }
  return planted;
}

/** An item that stands before the other and could have the defect as well, but for its side. */
function findSource(
  { source, suits }: ItemDefect,
  item: CopyItem,
  { items }: Copy,
  free: ReadonlySet<CopyItem>,
  facts: Facts,
): CopyItem | undefined {
  const side = source === 'same' ? item.side : source;
  return items.find(
    (other) =>
      other !== item &&
      free.has(other) &&
      other.subMetric === item.subMetric &&
      other.resource === item.resource &&
      other.side === side &&
      suits({ ...other, side: item.side }, facts),
  );
}

function factsOf({ manifest }: Copy): Facts {
  const types = new Map(manifest.subMetrics.map(({ id, itemType }) => [id.normalize('NFC'), itemType]));
  const resourceOf = ({ file }: CopyItem) => manifest.resources[file];
  return {
    withheld: (manifest.dataset.leaderboardAnswers ?? 'included') !== 'included',
    itemType: (item) => resourceOf(item)?.itemType ?? types.get(item.subMetric ?? '') ?? null,
    hasId: (item) => resourceOf(item)?.fields === undefined || resourceOf(item)?.fields?.id !== undefined,
  };
}
