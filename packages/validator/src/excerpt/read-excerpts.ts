import type { ItemBatch } from '@jatdae/kernel';
import { createMask, isSecret } from '@jatdae/rules';
import type { Finding } from '@jatdae/schema';
import type { Plan, Split } from '../plan/plan.js';
import { isItem } from '../record-runs.js';
import { createItemReaders } from '../scan/items.js';
import { partsOf } from '../scan/parts.js';
import { pickRecords, readable } from '../scan/pick-records.js';
import { hidingAnswers, type Secrecy, secrecyOf } from './secrecy.js';
import { type Pointed, type ShownRecord, showRecord } from './show-record.js';

/** A record of the deliverable, and what of it is pointed at. */
export interface ExcerptPlace extends Pointed {
  /** as in findings */
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
}

/** What a record that was read again is. */
export interface Excerpt extends ShownRecord {
  /** id of its sub-metric, null where it is unknown */
  readonly subMetric: string | null;
}

/** What a report takes along of a finding. */
export interface FindingExcerpt {
  readonly subMetric: string | null;
  /** null where there was no room for it */
  readonly record: ShownRecord | null;
  /** of the first place that it is related to, if any */
  readonly related: ShownRecord | null;
}

/** Findings whose records a report takes along: of a rule, and in all. */
const MOST_OF_RULE = 100;
const MOST = 2000;

/**
 * Reads records again and shows them within bounds, one for each place and null where there is no such record, or none that can be parsed.
 * The answers of the leaderboard split and what is personal are masked.
 */
export async function readExcerpts(
  plan: Plan,
  places: readonly ExcerptPlace[],
  signal: AbortSignal,
): Promise<readonly (Excerpt | null)[]> {
  const excerpts = new Array<Excerpt | null>(places.length).fill(null);
  const mask = createMask(plan.profile);
  await visitRecords(plan, places, signal, (k, batch, i, subMetric) => {
    excerpts[k] = { ...showRecord(batch, i, places[k] as ExcerptPlace, secrecyOf(batch, i), mask), subMetric };
  });
  return excerpts;
}

/** Calls `visit` with the row of each place's record that holds an object, in the order of the plan. Files are read up to the last record that is wanted of them. */
async function visitRecords(
  plan: Plan,
  places: readonly ExcerptPlace[],
  signal: AbortSignal,
  visit: (k: number, batch: ItemBatch, i: number, subMetric: string | null) => void,
): Promise<void> {
  const wanted = wantedByFile(places, new Map(plan.files.map(({ path }, file) => [path, file])));
  const readers = createItemReaders(plan);
  const before = new Map<number, number>();
  for (const split of plan.splits) {
    if (!filesOf(plan, split).some((file) => wanted.has(file))) continue;
    for await (const part of partsOf(plan, split, signal, { table: null })) {
      const { file } = part;
      const records = wanted.get(file);
      if (records === undefined) continue;
      for await (const raw of readable(part.batches, signal)) {
        const first = (before.get(file) ?? 0) + 1;
        before.set(file, first - 1 + raw.size);
        const picked = pickRecords(raw, (i) => records.has(first + i));
        if (picked.rows.length === 0) continue;
        const batch = await readers(split.resource).read(picked.batch, { split: split.index, file }, false);
        picked.rows.forEach((row, i) => {
          const subMetric = plan.subMetrics[batch.subMetric[i] as number] ?? null;
          if (isItem(batch, i)) for (const k of records.get(first + row) ?? []) visit(k, batch, i, subMetric);
          records.delete(first + row);
        });
        if (records.size === 0) break;
      }
      if (records.size === 0) wanted.delete(file);
    }
  }
}

/** Indices of places by file and record. */
function wantedByFile(places: readonly ExcerptPlace[], files: ReadonlyMap<string, number>): Map<number, Map<number, number[]>> {
  const wanted = new Map<number, Map<number, number[]>>();
  places.forEach(({ path, record }, at) => {
    const file = files.get(path);
    if (file === undefined) return;
    const records = wanted.get(file) ?? new Map<number, number[]>();
    wanted.set(file, records.set(record, [...(records.get(record) ?? []), at]));
  });
  return wanted;
}

const filesOf = (plan: Plan, split: Split): readonly number[] =>
  plan.resources[split.resource]?.files.slice(split.from, split.to) ?? [];

/** The records of a report's findings by the index of the finding, and those of the first findings of each rule as they may be shown. */
export async function excerptsOf(
  plan: Plan,
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, FindingExcerpt>> {
  const rules = new Set(findings.map(({ code }) => code)).size;
  const most = Math.min(MOST_OF_RULE, Math.floor(MOST / rules));
  const ofRule = new Map<string, number>();
  const wanted = findings.flatMap(({ code, place, related: [other] }, at) => {
    if (place.record === null) return [];
    const nth = (ofRule.get(code) ?? 0) + 1;
    ofRule.set(code, nth);
    const isShown = nth <= most;
    const beside = isShown && typeof other?.record === 'number' ? [relatedPlace(other.path, other.record, other.pointer)] : [];
    return [
      { at, isRelated: false, isShown, place: { ...place, record: place.record } },
      ...beside.map((related) => ({ at, isRelated: true, isShown, place: related })),
    ];
  });
  const read = new Array<ReadRecord | undefined>(wanted.length);
  const mask = createMask(plan.profile);
  const places = wanted.map(({ place }) => place);
  await visitRecords(plan, places, signal, (k, batch, i, subMetric) => {
    const show = (secrecy: Secrecy): ShownRecord => showRecord(batch, i, places[k] as ExcerptPlace, secrecy, mask);
    const shown = wanted[k]?.isShown === true ? { own: show(secrecyOf(batch, i)), hidden: show(hidingAnswers(batch, i)) } : null;
    read[k] = { subMetric, isSecret: isSecret(batch, i), shown };
  });
  const byFinding = new Map<number, FindingExcerpt>();
  wanted.forEach(({ at, isRelated }, k) => {
    const [record, other] = isRelated ? [read[k - 1], read[k]] : [read[k], undefined];
    // Of two records that belong together neither may tell the answer of the other.
    const version = record?.isSecret === true || other?.isSecret === true ? 'hidden' : 'own';
    if (record === undefined) return;
    byFinding.set(at, {
      subMetric: record.subMetric,
      record: record.shown?.[version] ?? null,
      related: other?.shown?.[version] ?? null,
    });
  });
  return byFinding;
}

interface ReadRecord {
  readonly subMetric: string | null;
  readonly isSecret: boolean;
  readonly shown: { readonly own: ShownRecord; readonly hidden: ShownRecord } | null;
}

const relatedPlace = (path: string, record: number, pointer: string | null = null): ExcerptPlace => ({
  path,
  record,
  pointer,
  column: null,
});
