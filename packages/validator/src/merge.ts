import { type Census, createCensus, mergeCensus } from '@jatdae/rules';
import type { Coverage } from '@jatdae/schema';
import type { Engine, ScanProgress } from './engine/engine.js';
import { createKeyStore, type KeyStore } from './evidence/key-store.js';
import type { FileHash } from './finish/hash-files.js';
import { createPlaceFinder, type PlaceFinder } from './finish/places.js';
import { createPrintStore, type PrintStore } from './finish/print-store.js';
import type { Plan, Split } from './plan/plan.js';
import { createMediaLog, type MediaLog, mergeMedia } from './scan/media.js';
import { KEPT_ID, KEPT_ITEM } from './scan/prints.js';
import { createAccumulators, type PlannedAccumulator, type ScannedSplit } from './scan/scan-split.js';
import { addTotals, createTotals, type Totals } from './scan/totals.js';
import { createNearStore, type NearStore } from './similar/near-store.js';
import { similarSettings } from './similar/settings.js';

export interface MergeSettings {
  /** bytes that fingerprints may take in memory */
  readonly memory: number;
  readonly temp: string;
  onProgress(progress: ScanProgress & { readonly files?: number }): void;
}

/** The state of a whole scan. */
export interface MergedScan {
  readonly totals: Totals;
  readonly census: Census;
  readonly accumulators: readonly PlannedAccumulator[];
  readonly states: readonly unknown[];
  readonly ids: PrintStore;
  readonly items: PrintStore;
  readonly near: NearStore;
  readonly passages: PrintStore;
  readonly keys: KeyStore;
  readonly places: PlaceFinder;
  /** by index in the plan's files */
  readonly records: ReadonlyMap<number, number>;
  /** of files that were hashed on the way, likewise */
  readonly hashes: ReadonlyMap<number, FileHash>;
  readonly media: MediaLog;
  readonly complete: boolean;
  readonly coverage: Coverage;
}

/** Scans all splits and merges their state in plan order. */
export async function mergeScan(plan: Plan, engine: Engine, signal: AbortSignal, settings: MergeSettings): Promise<MergedScan> {
  const accumulators = createAccumulators(plan);
  const states = accumulators.map(({ accumulator }) => accumulator.init());
  const totals = createTotals(plan.subMetrics.length);
  const census = createCensus(plan.subMetrics.length);
  const ids = createPrintStore(KEPT_ID, settings.memory / 3, settings.temp, plan.splits.length);
  const items = createPrintStore(KEPT_ITEM, settings.memory / 3, settings.temp, plan.splits.length);
  const near = createNearStore(similarSettings(plan)?.shape.bands ?? 0, settings.memory / 4, settings.temp);
  const passages = createPrintStore(KEPT_ITEM, settings.memory / 12, settings.temp);
  const keys = createKeyStore(settings.memory / 6, settings.temp, plan.manifest.dataset.idScope ?? 'deliverable');
  const places = createPlaceFinder(plan);
  const records = new Map<number, number>();
  const hashes = new Map<number, FileHash>();
  const media = createMediaLog();
  let read = 0;
  let merged = 0;
  try {
    for await (const scanned of engine.scan(plan, signal, settings.onProgress)) {
      accumulators.forEach(({ accumulator }, k) => {
        states[k] = accumulator.merge(states[k], accumulator.decode(scanned.states[k] as Uint8Array));
      });
      addTotals(totals, scanned.totals);
      mergeCensus(census, scanned.census);
      ids.append(scanned.split, scanned.ids);
      items.append(scanned.split, scanned.items);
      near.append(scanned.near);
      passages.append(scanned.split, scanned.passages);
      keys.append(scanned.keys, scanned.rows);
      places.learn(scanned);
      mergeMedia(media, scanned.media, plan.keep);
      for (const { file, records: more, hash } of scanned.parts) {
        records.set(file, (records.get(file) ?? 0) + more);
        if (hash !== undefined) hashes.set(file, hash);
      }
      read += readBytes(plan, scanned);
      merged += 1;
      settings.onProgress({ bytes: 0, items: 0, files: filesEnding(plan, scanned) });
    }
  } catch (error) {
    // What was put aside on the disk is nobody's any more.
    ids.close();
    items.close();
    near.close();
    passages.close();
    keys.close();
    throw error;
  }
  const planned = plannedBytes(plan);
  const complete = merged === plan.splits.length && read >= planned;
  const share = complete ? 1 : planned === 0 ? 0 : Math.floor((read / planned) * 1e6) / 1e6;
  return {
    totals,
    census,
    accumulators,
    states,
    ids,
    items,
    near,
    passages,
    keys,
    places,
    records,
    hashes,
    media,
    complete,
    coverage: { bytes: share, records: share, exact: true },
  };
}

/** A split's bytes; an empty file counts for one, so that nothing unread is nothing. */
function splitBytes(plan: Plan, { resource, from, to, start, end }: Split): number {
  if (to === from + 1) return Math.max(1, end - start);
  const files = plan.resources[resource]?.files.slice(from, to) ?? [];
  return files.reduce((sum, file) => sum + Math.max(1, plan.files[file]?.size ?? 0), 0);
}

/** All that the resources hold, also where no reader knows the format. */
function plannedBytes(plan: Plan): number {
  const unreadable = plan.resources.filter(({ reader }) => reader === null).flatMap(({ files }) => files);
  return (
    plan.splits.reduce((sum, split) => sum + splitBytes(plan, split), 0) +
    unreadable.reduce((sum, file) => sum + Math.max(1, plan.files[file]?.size ?? 0), 0)
  );
}

function readBytes(plan: Plan, scanned: ScannedSplit): number {
  const split = plan.splits[scanned.split];
  if (split === undefined) return 0;
  return Math.max(0, splitBytes(plan, split) - scanned.parts.reduce((sum, { unread }) => sum + unread, 0));
}

/** Files whose last byte lies in the split. */
function filesEnding(plan: Plan, scanned: ScannedSplit): number {
  const split = plan.splits[scanned.split];
  if (split === undefined) return 0;
  const file = plan.resources[split.resource]?.files[split.from];
  if (split.to > split.from + 1) return split.to - split.from;
  return split.end === (plan.files[file ?? -1]?.size ?? 0) ? 1 : 0;
}
