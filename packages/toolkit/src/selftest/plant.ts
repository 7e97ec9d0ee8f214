import type { Copy } from './copy.js';
import type { CopyItem } from './copy-item.js';
import type { Spoilt } from './formats.js';
import { type Facts, ITEM_DEFECTS, type ItemDefect } from './item-defects.js';
import { createKeys } from './keys.js';
import { createRandom, type Random, shuffled } from './random.js';
import type { Reason } from './reasons.js';

/** An item that was spoilt, and the one that it was made from. */
export interface Planted {
  readonly code: string;
  readonly item: CopyItem;
  readonly source: CopyItem | null;
  readonly spoilt: Spoilt;
}

/** Why a rule has nothing planted for it. */
export interface NotPlanted {
  readonly code: string;
  readonly reason: Reason;
}

export interface PlantedItems {
  readonly planted: readonly Planted[];
  readonly not: readonly NotPlanted[];
}

/** The rules that name an item already, by item. */
export type Suspects = ReadonlyMap<CopyItem, ReadonlySet<string>>;

/**
 * Spoils up to `each` items for every defect, no item twice. Items with findings are taken only where others do not suffice, and never for
 * a rule that names them already.
 */
export function plant(copy: Copy, each: number, seed: number, suspects: Suspects): PlantedItems {
  const random = createRandom(seed);
  const order = shuffled(copy.items, random);
  const free = new Set([...order.filter((item) => !suspects.has(item)), ...order.filter((item) => suspects.has(item))]);
  const facts = factsOf(copy);
  const planted: Planted[] = [];
  const not: NotPlanted[] = [];
  for (const defect of ITEM_DEFECTS) {
    const some = plantOne(defect, copy, free, suspects, facts, each, random);
    planted.push(...some);
    if (some.length === 0) not.push({ code: defect.code, reason: reasonOf(defect, copy, facts) });
  }
  return { planted, not };
}

function reasonOf({ suits, otherwise }: ItemDefect, { items }: Copy, facts: Facts): Reason {
  if (items.length === 0) return 'no-items';
  return items.some((item) => suits(item, facts)) ? 'no-free-item' : otherwise;
}

function plantOne(
  defect: ItemDefect,
  copy: Copy,
  free: Set<CopyItem>,
  suspects: Suspects,
  facts: Facts,
  each: number,
  random: Random,
): Planted[] {
  const planted: Planted[] = [];
  // Where one item of a group has no source, the others have none either: it is looked for once.
  const barren = new Set<string>();
  for (const item of free) {
    if (planted.length === each) break;
    const group = JSON.stringify([item.resource, item.subMetric, item.side]);
    if (barren.has(group)) continue;
    if (suspects.get(item)?.has(defect.code) === true || !defect.suits(item, facts)) continue;
    const source = defect.source === undefined ? null : findSource(defect, item, copy, free, facts);
    if (source === undefined) {
      barren.add(group);
      continue;
    }
    free.delete(item);
    if (source !== null) free.delete(source);
    planted.push({ code: defect.code, item, source, spoilt: defect.spoil(item, source, random, facts) });
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

function factsOf({ manifest, files, items }: Copy): Facts {
  const types = new Map(manifest.subMetrics.map(({ id, itemType }) => [id.normalize('NFC'), itemType]));
  const fileOf = ({ file }: CopyItem) => files[file];
  return {
    withheld: (manifest.dataset.leaderboardAnswers ?? 'included') !== 'included',
    keys: createKeys(items),
    writtenAs: (item) => fileOf(item)?.writtenAs ?? 'jsonl',
    itemType: (item) => fileOf(item)?.resource.itemType ?? types.get(item.subMetric ?? '') ?? null,
    hasId: (item) => fileOf(item)?.resource.fields === undefined || fileOf(item)?.resource.fields?.id !== undefined,
  };
}
