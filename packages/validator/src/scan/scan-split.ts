import { ABSENT, type Damage, type PartFacts } from '@jatdae/kernel';
import { DamagedSource, type Workroom } from '@jatdae/readers';
import { createCensusTaker, encodeCensus, type PartReport } from '@jatdae/rules';
import { createKeyWriter } from '../evidence/key-log.js';
import { type FileHash, type HashedSource, hashedSource } from '../finish/hash-files.js';
import type { Plan, Split } from '../plan/plan.js';
import { createSketchWriter } from '../similar/sketches.js';
import { nothingNear } from '../similar/split-log.js';
import { createAccumulators } from './accumulators.js';
import { createBreather } from './breather.js';
import type { ItemReaders } from './items.js';
import type { LogRoom } from './log-room.js';
import { isLost } from './lost.js';
import { createMediaJudge, createMediaLog, logMedia } from './media.js';
import { type OpenPart, partsOf, type Watch } from './parts.js';
import { createPassageWriter } from './passages.js';
import { createPrinter, createPrintLog, idEntries, itemEntries } from './prints.js';
import { encodeStates, type ScannedPart, type ScannedRun } from './scanned-run.js';
import { countBatch, createTotals } from './totals.js';

export type SplitScanner = (
  split: Split,
  signal: AbortSignal,
  onBatch?: (bytes: number, items: number) => void,
) => Promise<ScannedRun>;

/** A scanner keeps what is compiled from the plan, so that one serves all splits of a worker. */
export function createSplitScanner(plan: Plan, readers: ItemReaders, room: LogRoom): SplitScanner {
  const accumulators = createAccumulators(plan);
  const census = createCensusTaker(plan.subMetrics.length);
  const breathe = createBreather();
  const workroom: Workroom = { table: null };
  const print = createPrinter(plan);
  const facts = {
    isBadMedium: createMediaJudge(plan),
    areLabels: (resource: number) => plan.manifest.resources[resource]?.layout !== undefined,
  };
  // One split at a time is scanned.
  const ids = createPrintLog();
  const items = createPrintLog();
  const keys = createPrintLog();
  const writeKeys = createKeyWriter(plan);
  const sketch = createSketchWriter(plan, room);
  const passages = createPrintLog();
  const notePassages = createPassageWriter(plan);
  const hashes = createHashTaker(plan);

  return async (split, signal, onBatch) => {
    const states = accumulators.map(({ accumulator }) => accumulator.init());
    const totals = createTotals(plan.subMetrics.length);
    ids.length = 0;
    items.length = 0;
    passages.length = 0;
    keys.length = 0;
    const media = createMediaLog();
    const parts: ScannedPart[] = [];
    let rows = 0;

    async function scanPart(part: OpenPart): Promise<PartFacts> {
      const reader = readers(split.resource);
      const before = rows;
      /** bytes that were told of */
      let told = 0;
      for (;;) {
        const step = await part.batches.next().catch((error: unknown) => {
          if (signal.aborted) throw error;
          return { done: true, value: lostFacts(error, rows - before) } as const;
        });
        if (step.done === true) {
          if (part.size > told) onBatch?.(part.size - told, 0);
          return step.value;
        }
        signal.throwIfAborted();
        const batch = await reader.read(step.value, { split: split.index, file: part.file });
        accumulators.forEach(({ accumulator }, k) => {
          states[k] = accumulator.add(states[k], batch);
        });
        countBatch(totals, batch, facts);
        census.add(batch);
        logMedia(media, batch, plan.keep);
        const printed = { ids: ids.length, items: items.length };
        print(batch, rows, ids, items);
        notePassages?.(batch, rows, items, printed.items, passages);
        writeKeys?.(batch, rows, keys, ids, printed.ids);
        sketch?.write(batch, rows);
        rows += batch.size;
        await breathe();
        const span = batch.size === 0 ? 0 : spanOf(step.value);
        told += span;
        onBatch?.(span, batch.size);
      }
    }

    for await (const part of partsOf(plan, split, signal, workroom, undefined, hashes?.watch)) {
      const facts = await scanPart(part);
      const hash = await hashes?.take(signal);
      const report: PartReport = {
        split: split.index,
        resource: split.resource,
        file: part.file,
        whole: part.whole,
        size: part.size,
        facts,
      };
      accumulators.forEach(({ accumulator }, k) => {
        if (accumulator.addPart !== undefined) states[k] = accumulator.addPart(states[k], report);
      });
      parts.push(scannedPart(part, facts, hash ?? null));
    }
    const logs = {
      ids: idEntries(ids),
      items: itemEntries(items),
      near: sketch?.take() ?? nothingNear(),
      passages: itemEntries(passages),
      keys: keys.ints.slice(0, keys.length),
    };
    return {
      splits: [{ split: split.index, rows, parts, logs }],
      totals,
      census: encodeCensus(census.take()),
      media,
      states: encodeStates(accumulators, states),
      stored: [],
    };
  };
}

/** Bytes of the file; 0 where its records have no place among them: such a part is told of when it ends. */
function spanOf(raw: {
  readonly byte: Float64Array;
  readonly size: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
}): number {
  const last = raw.size - 1;
  if (raw.byte[0] === ABSENT) return 0;
  return (raw.byte[last] as number) - (raw.byte[0] as number) + (raw.end[last] as number) - (raw.start[last] as number);
}

interface HashTaker {
  readonly watch: Watch;
  /** The hash of the file whose source was watched last, null where there is none. */
  take(signal: AbortSignal): Promise<FileHash | null>;
}

function createHashTaker({ hashing }: Plan): HashTaker | null {
  if (hashing === null) return null;
  let last: HashedSource | null = null;
  return {
    watch(source) {
      last = hashedSource(source, hashing.chunkBytes);
      return last.source;
    },
    async take(signal) {
      const hashed = last;
      last = null;
      // What cannot be read has told so by itself.
      return (await hashed?.finish(signal).catch(() => null)) ?? null;
    },
  };
}

function scannedPart(part: OpenPart, facts: PartFacts, hash: FileHash | null): ScannedPart {
  return {
    file: part.file,
    records: facts.records,
    lines: facts.lines,
    bytes: facts.bytes,
    unread: unreadBytes(part, facts.damage),
    ...(hash === null ? {} : { hash }),
  };
}

/** A file that could be listed but not read, or no longer: what came until then counts, the rest was not looked at. */
function lostFacts(error: unknown, records: number): PartFacts {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (!isLost(error)) throw error;
  return factsOfLost(
    {
      code: code === 'ENOENT' ? 'F010' : 'F005',
      byte: 0,
      reason: error instanceof DamagedSource ? error.reason : code === 'ENOENT' ? 'vanished' : 'unreadable',
      told: false,
    },
    records,
  );
}

export const factsOfLost = (damage: Damage, records: number): PartFacts => ({
  bytes: 0,
  records,
  lines: 0,
  lf: 0,
  crlf: 0,
  cr: 0,
  bom: false,
  encoding: 'utf-8',
  blank: false,
  canary: false,
  control: false,
  damage,
});

/** How much a damage hides cannot be known of compressed files: the part counts as unread whole. */
function unreadBytes(part: OpenPart, damage: Damage | null): number {
  return damage === null ? 0 : Math.max(1, part.size - Math.min(part.size, Math.max(0, damage.byte - part.start)));
}
