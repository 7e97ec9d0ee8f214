import type { Census } from '@jatdae/rules';
import type { Coverage } from '@jatdae/schema';
import type { Engine, ScanProgress } from './engine/engine.js';
import { createKeyIntake } from './evidence/key-intake.js';
import { createKeyStore, type KeyStore } from './evidence/key-store.js';
import type { FileHash } from './finish/hash-files.js';
import { createPlaceFinder, type PlaceFinder } from './finish/places.js';
import type { Plan, Split } from './plan/plan.js';
import { createAccumulators, type PlannedAccumulator } from './scan/accumulators.js';
import type { MediaLog } from './scan/media.js';
import { addCounted, createCounted, type ScannedRun, type ScannedSplit } from './scan/scanned-run.js';
import type { Totals } from './scan/totals.js';
import { createPrints, type Prints } from './shuffle/prints.js';
import { createNearStore, createSharedNearStore, type NearStore } from './similar/near-store.js';
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
  readonly prints: Prints;
  readonly near: NearStore;
  readonly keys: KeyStore;
  /** a file of the shared folder whose keys are lost; null: none are */
  readonly lostKeys: string | null;
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
  const counted = createCounted(plan, accumulators);
  const prints = createPrints(engine, { ...settings, splits: plan.splits.length });
  const bands = similarSettings(plan)?.shape.bands ?? 0;
  const near =
    engine.shuffle === undefined
      ? createNearStore(bands, settings.memory / 4, settings.temp, (log) => engine.giveBack?.(log))
      : createSharedNearStore(bands, engine.shuffle.folder);
  const keys = createKeyStore(settings.memory / 6, settings.temp, plan.manifest.dataset.idScope ?? 'deliverable');
  const intake = createKeyIntake(plan, keys, engine.shuffle?.folder ?? null);
  const places = createPlaceFinder(plan);
  const records = new Map<number, number>();
  const hashes = new Map<number, FileHash>();
  let read = 0;
  let merged = 0;
  try {
    for await (const came of engine.scan(plan, signal, settings.onProgress)) {
      const isToStore = came.stored.length === 0 && leavesLogs(came);
      const run = isToStore ? ((await engine.shuffle?.store(plan, came)) ?? came) : came;
      addCounted(plan, accumulators, counted, run);
      prints.take(run);
      near.append(run);
      intake.take(run);
      for (const scanned of run.splits) {
        places.learn(scanned);
        for (const { file, records: more, hash } of scanned.parts) {
          records.set(file, (records.get(file) ?? 0) + more);
          if (hash !== undefined) hashes.set(file, hash);
        }
        read += readBytes(plan, scanned);
        merged += 1;
        settings.onProgress({ bytes: 0, items: 0, files: filesEnding(plan, scanned) });
      }
    }
  } catch (error) {
    // What was put aside on the disk is nobody's any more.
    prints.close();
    near.close();
    keys.close();
    throw error;
  }
  const planned = plannedBytes(plan);
  const complete = merged === plan.splits.length && read >= planned;
  const share = complete ? 1 : planned === 0 ? 0 : Math.floor((read / planned) * 1e6) / 1e6;
  return {
    ...counted,
    accumulators,
    prints,
    near,
    keys,
    lostKeys: signal.aborted ? null : intake.finish(),
    places,
    records,
    hashes,
    complete,
    coverage: { bytes: share, records: share, exact: true },
  };
}

/** Whether it holds anything that is searched; what nobody could scan does not. */
const leavesLogs = ({ splits }: ScannedRun): boolean =>
  splits.some(({ logs }) => logs !== null && logs.ids.length + logs.items.length + logs.near.lengths.length > 0);

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
