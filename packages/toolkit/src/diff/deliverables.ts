import { tmpdir } from 'node:os';
import type { Manifest } from '@jatdae/schema';
import {
  createFieldCensus,
  type FieldFacts,
  ITEM_WORDS,
  ItemWord,
  markOfItem,
  type OpenItems,
  openItems,
  type Problem,
  printedItems,
} from '@jatdae/validator';
import { createEntryStore, type EntryStore } from './entry-store.js';
import { createPairer, type Difference, type Pair, SIDE_WORD, STRIDE } from './pair-items.js';

/** Where an item stands; `record` from 1. */
export interface ItemPlace {
  readonly path: string;
  readonly record: number;
}

/** How many, and the first of them in the order of the new delivery (of what was removed, of the old one). */
export interface Listed<T> {
  readonly count: number;
  readonly first: readonly T[];
}

export interface ChangedItem {
  readonly old: ItemPlace;
  readonly new: ItemPlace;
  readonly what: readonly Difference[];
}

export interface SplitCounts {
  readonly public: number;
  readonly leaderboard: number;
  readonly unknown: number;
}

export interface DeliverySide {
  readonly name: string;
  readonly version: string;
  readonly items: number;
  /** records that are no item: broken, or no object */
  readonly broken: number;
}

export interface DeliveryDiff {
  readonly kind: 'deliverables';
  readonly old: DeliverySide;
  readonly new: DeliverySide;
  /** items that are as they were, wherever they stand */
  readonly same: number;
  readonly added: Listed<ItemPlace>;
  readonly removed: Listed<ItemPlace>;
  /** the same id, or the same content under another id */
  readonly changed: Listed<ChangedItem>;
  /** of the changed items, how many differ in this; one may differ in several */
  readonly by: Readonly<Record<Difference, number>>;
  /** sub-metrics whose counts are not the same; null where that delivery does not have it. The one without an id holds the items of none. */
  readonly subMetrics: readonly {
    readonly id: string | null;
    readonly old: SplitCounts | null;
    readonly new: SplitCounts | null;
  }[];
  /** members of records that one delivery alone has, or whose values are of other kinds */
  readonly fields: readonly { readonly name: string; readonly old: FieldFacts | null; readonly new: FieldFacts | null }[];
}

export interface DiffOptions {
  readonly signal: AbortSignal;
  /** listed of each kind; all are counted */
  readonly keep: number;
  /** bytes that items may take in memory before they go to `temp` */
  readonly memory?: number;
  readonly temp?: string;
}

export type DiffResult =
  | { readonly status: 'compared'; readonly diff: DeliveryDiff }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

const DEFAULT_MEMORY = 256 << 20;

/**
 * Compares the items of two deliveries by id and by content. What is held of an item is some 70 bytes.
 * @throws UsageError where a target is nothing that jatdae reads; what `signal` was aborted with
 */
export async function compareDeliveries(oldTarget: string, newTarget: string, options: DiffOptions): Promise<DiffResult> {
  const temp = options.temp ?? tmpdir();
  const before = await openItems(oldTarget, options.signal, temp);
  if (!before.ok) return { status: 'unusable', problems: before.problems };
  try {
    const after = await openItems(newTarget, options.signal, temp);
    if (!after.ok) return { status: 'unusable', problems: after.problems };
    try {
      return { status: 'compared', diff: await compareOpened(before, after, temp, options) };
    } finally {
      await after.close();
    }
  } finally {
    await before.close();
  }
}

async function compareOpened(before: OpenItems, after: OpenItems, temp: string, options: DiffOptions): Promise<DeliveryDiff> {
  const memory = options.memory ?? DEFAULT_MEMORY;
  const byId = createEntryStore(STRIDE, ItemWord.Key, memory / 2, temp);
  const byContent = createEntryStore(STRIDE, ItemWord.Content, memory / 2, temp);
  try {
    const scope = commonScope(before.manifest, after.manifest);
    const old = await gather(before, 0, scope, byId, byContent);
    const now = await gather(after, 1, scope, byId, byContent);
    options.signal.throwIfAborted();
    return summarise(pairAll(byId, byContent, before, after, options), old, now, before.manifest, after.manifest);
  } finally {
    byId.close();
    byContent.close();
  }
}

type Scope = NonNullable<Manifest['dataset']['idScope']>;

/** Ids are compared in the scope that both give them, else in the whole. */
function commonScope(a: Manifest, b: Manifest): Scope {
  const [one = 'deliverable', other = 'deliverable'] = [a.dataset.idScope, b.dataset.idScope];
  return one === other ? one : 'deliverable';
}

interface Gathered {
  readonly items: number;
  readonly broken: number;
  readonly counts: ReadonlyMap<string | null, SplitCounts>;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

const SIDES = ['public', 'leaderboard', 'unknown'] as const;

async function gather(opened: OpenItems, side: 0 | 1, scope: Scope, byId: EntryStore, byContent: EntryStore): Promise<Gathered> {
  const census = createFieldCensus();
  const names = opened.manifest.subMetrics.map(({ id }) => id);
  const counts = new Map<string | null, Record<(typeof SIDES)[number], number>>();
  for (const id of names) counts.set(id, { public: 0, leaderboard: 0, unknown: 0 });
  const entry = new Int32Array(STRIDE);
  entry[SIDE_WORD] = side;
  let items = 0;
  let broken = 0;
  for await (const batch of printedItems(opened, scope, census)) {
    broken += batch.broken;
    items += batch.items;
    for (let at = 0; at < batch.items * ITEM_WORDS; at += ITEM_WORDS) {
      for (let k = 0; k < ITEM_WORDS; k++) entry[k] = batch.words[at + k] as number;
      const mark = markOfItem(entry[ItemWord.Mark] as number);
      (mark.hasId ? byId : byContent).add(entry, 0);
      const id = names[mark.subMetric] ?? null;
      const count = counts.get(id) ?? { public: 0, leaderboard: 0, unknown: 0 };
      count[SIDES[mark.side] ?? 'unknown'] += 1;
      counts.set(id, count);
    }
  }
  return { items, broken, counts, fields: census.fields() };
}

interface Paired {
  readonly same: number;
  readonly added: Listed<ItemPlace>;
  readonly removed: Listed<ItemPlace>;
  readonly changed: Listed<ChangedItem>;
  readonly by: Readonly<Record<Difference, number>>;
}

/** First by id, then what is left by content. */
function pairAll(
  byId: EntryStore,
  byContent: EntryStore,
  before: OpenItems,
  after: OpenItems,
  { keep, signal }: DiffOptions,
): Paired {
  const files = [before.plan.files, after.plan.files];
  const added = createList<ItemPlace>(keep);
  const removed = createList<ItemPlace>(keep);
  const changed = createList<ChangedItem>(keep);
  const by = { id: 0, content: 0, answer: 0, split: 0, 'sub-metric': 0, other: 0 };
  let same = 0;
  const placeAt = (entries: Int32Array, at: number): ItemPlace => ({
    path: files[entries[at + SIDE_WORD] as number]?.[entries[at + ItemWord.File] as number]?.path ?? '',
    record: entries[at + ItemWord.Number] as number,
  });
  const rankAt = (entries: Int32Array, at: number): number =>
    (entries[at + ItemWord.File] as number) * 2 ** 32 + (entries[at + ItemWord.Number] as number);

  function note(entries: Int32Array, { old, now, what }: Pair): void {
    if (old === null && now !== null) added.add(rankAt(entries, now), () => placeAt(entries, now));
    if (old !== null && now === null) removed.add(rankAt(entries, old), () => placeAt(entries, old));
    if (old === null || now === null) return;
    if (what.length === 0) same += 1;
    else changed.add(rankAt(entries, now), () => ({ old: placeAt(entries, old), new: placeAt(entries, now), what }));
    for (const one of what) by[one] += 1;
  }

  const pairs = createPairer(
    before.manifest.subMetrics.map(({ id }) => id),
    after.manifest.subMetrics.map(({ id }) => id),
  );
  for (const entries of byId.parts()) {
    signal.throwIfAborted();
    for (const pair of pairs(entries, ItemWord.Key)) {
      const left = pair.old === null ? pair.now : pair.now === null ? pair.old : null;
      if (left === null || !markOfItem(entries[left + ItemWord.Mark] as number).hasContent) note(entries, pair);
      else byContent.add(entries, left);
    }
  }
  for (const entries of byContent.parts()) {
    signal.throwIfAborted();
    for (const pair of pairs(entries, ItemWord.Content)) note(entries, pair);
  }
  return { same, added: added.listed(), removed: removed.listed(), changed: changed.listed(), by };
}

interface List<T> {
  add(rank: number, make: () => T): void;
  listed(): Listed<T>;
}

/** Counts all and keeps those of the lowest rank. */
function createList<T>(keep: number): List<T> {
  let count = 0;
  let kept: { readonly rank: number; readonly value: T }[] = [];
  let worst = Number.POSITIVE_INFINITY;
  const cut = (): void => {
    kept = kept.sort((a, b) => a.rank - b.rank).slice(0, keep);
    if (kept.length === keep) worst = kept.at(-1)?.rank ?? Number.NEGATIVE_INFINITY;
  };
  return {
    add(rank, make) {
      count += 1;
      if (rank > worst || keep === 0) return;
      kept.push({ rank, value: make() });
      if (kept.length >= keep * 2) cut();
    },
    listed() {
      cut();
      return { count, first: kept.map(({ value }) => value) };
    },
  };
}

function summarise(paired: Paired, old: Gathered, now: Gathered, before: Manifest, after: Manifest): DeliveryDiff {
  const ids = [...new Set([...now.counts.keys(), ...old.counts.keys()])];
  const names = [...new Set([...old.fields.keys(), ...now.fields.keys()])].sort();
  return {
    kind: 'deliverables',
    old: sideOf(before, old),
    new: sideOf(after, now),
    ...paired,
    subMetrics: ids
      .map((id) => ({ id, old: old.counts.get(id) ?? null, new: now.counts.get(id) ?? null }))
      .filter((row) => SIDES.some((side) => row.old?.[side] !== row.new?.[side])),
    fields: names
      .map((name) => ({ name, old: old.fields.get(name) ?? null, new: now.fields.get(name) ?? null }))
      .filter((row) => row.old?.kinds.join() !== row.new?.kinds.join()),
  };
}

const sideOf = ({ dataset }: Manifest, { items, broken }: Gathered): DeliverySide => ({
  name: dataset.name,
  version: dataset.version,
  items,
  broken,
});

/** Whether nothing of the items differs. */
export const isSameDelivery = ({ added, removed, changed, subMetrics, fields, old, new: now }: DeliveryDiff): boolean =>
  added.count + removed.count + changed.count + subMetrics.length + fields.length === 0 && old.broken === now.broken;
