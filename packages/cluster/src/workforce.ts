import { inspectMedia, type MediaInspector, type Workforce } from '@jatdae/validator';
import type { Connection } from './connection.js';
import { type Desk, type FleetSettings, openDesk, resultIn } from './desk.js';
import { createFleetEngine } from './engine.js';

export interface FleetWorkforce extends Workforce {
  /** Forgets the run, whether it came to its end or not. */
  close(): Promise<void>;
}

/** The workers of a fleet, for one run. */
export function fleetWorkforce(connection: Connection, settings: FleetSettings): FleetWorkforce {
  let desk: Promise<Desk> | null = null;
  const open = (): Promise<Desk> => {
    desk ??= openDesk(connection, settings);
    return desk;
  };
  const close = async (): Promise<void> => {
    // One that could not be opened left nothing behind.
    const opened = desk?.catch(() => null);
    desk = null;
    await (await opened)?.close();
  };
  return {
    close,
    inspect: async (root, entries, signal, onDone) =>
      entries.length === 0 ? [] : inspectOnFleet(await open(), root, entries, signal, onDone),
    async start(plan, threads) {
      const opened = await open();
      await opened.run.takePlan(plan);
      return { engine: createFleetEngine(opened, plan, threads, close), jobs: Math.max(1, opened.fleet.slots()) };
    },
  };
}

type Inspected = Parameters<MediaInspector>;
type Entries = Inspected[1];

/** Files that one worker looks into at once, and bytes of them: all are hashed. */
const BATCH_FILES = 256;
const BATCH_BYTES = 256 << 20;

async function inspectOnFleet(desk: Desk, ...[root, entries, signal, onDone]: Inspected): ReturnType<MediaInspector> {
  const batches = batchesOf(entries);
  const facts: Awaited<ReturnType<MediaInspector>>[number][] = [];
  const workAt = (k: number) => desk.asValue({ kind: 'inspect', root, entries: batches[k] ?? [] });
  const describe = (k: number): string => batches[k]?.[0]?.path ?? '';
  let done = 0;
  for await (const outcome of desk.results(batches.length, workAt, describe, signal)) {
    const batch = batches[done++] ?? [];
    // What no worker could look into is looked into here, where its files were listed.
    facts.push(...(resultIn(outcome, 'inspected')?.facts ?? (await inspectMedia(root, batch, signal, () => undefined))));
    onDone(
      batch.length,
      batch.reduce((sum, { size }) => sum + size, 0),
    );
  }
  return facts;
}

/** Runs of files in their order. */
function batchesOf(entries: Entries): Entries[] {
  const batches: Entries[] = [];
  let from = 0;
  let bytes = 0;
  entries.forEach(({ size }, k) => {
    if (k > from && (k - from >= BATCH_FILES || bytes + size > BATCH_BYTES)) {
      batches.push(entries.slice(from, k));
      from = k;
      bytes = 0;
    }
    bytes += size;
  });
  if (from < entries.length) batches.push(entries.slice(from));
  return batches;
}
