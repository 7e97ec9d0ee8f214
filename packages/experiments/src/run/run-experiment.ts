import type { Manifest } from '@jatdae/schema';
import { type OpenItems, takeLock, templateHash, VERSION } from '@jatdae/validator';
import { keyOf } from '../files/line.js';
import { openPredictions } from '../files/prediction-file.js';
import { differences, type RunFacts, type RunTotals, readRecord, recordPath, recordText } from '../files/run-record.js';
import { writeWhole } from '../files/whole-file.js';
import { READING_VERSION } from '../prompt/reply.js';
import { type Comparison, checkComparable, compareRuns } from './compare.js';
import { createLedger } from './ledger.js';
import { checkOut } from './out.js';
import { inUse, nothingToAsk, otherRun, withoutRecord } from './sentences.js';
import type { RunOptions } from './settings.js';
import { idsBySubMetric, type Survey, survey } from './survey.js';
import { type Worked, work } from './work.js';

export interface RunResult extends Worked {
  /** to be asked */
  readonly items: number;
  /** of the file, whatever was selected */
  readonly totals: RunTotals;
  /** answers of the file whose usage the server did not tell */
  readonly unmetered: number;
  readonly survey: Survey;
  /** bytes of a cut line that was taken away */
  readonly repaired: number;
  readonly interrupted: boolean;
  /** with the other file that was asked for; null where not everything is answered */
  readonly comparison: Comparison | null;
}

/** Ids of items that were answered differently, at the most. */
const DIFFERENT_KEPT = 100;

/**
 * Asks a model every item that its prediction file does not answer yet. A line is on the disk before its item counts as
 * answered: whenever the process ends, at most what was in flight (`concurrency` items) is asked again, and no item is recorded twice.
 * @throws UsageError where the file belongs to another run, or is being written
 */
export async function runExperiment(items: OpenItems, options: RunOptions): Promise<RunResult> {
  checkOut(items.manifest, options);
  const surveyed = await survey(items, options);
  if (surveyed.items === 0) throw nothingToAsk(surveyed);
  const { out, compare } = options;
  if (compare !== undefined) await checkComparable(out, compare);
  const lock = await takeLock(`${out}.lock`, inUse(`${out}.lock`));
  try {
    const facts = factsOf(items.manifest, surveyed, options);
    const ledger = createLedger();
    const bySubMetric = idsBySubMetric(items);
    const file = await openPredictions(out, (line) => ledger.add(keyOf(line, bySubMetric), line));
    try {
      if (!ledger.isEmpty()) await checkRecord(facts, options);
      await writeRecord(facts, options, null);
      const worked = await work({ items, options, surveyed, ledger, file, bySubMetric });
      const whole = worked.done === surveyed.items;
      const totals = ledger.totals();
      await writeRecord(facts, options, totals).catch((error: unknown) => {
        // Where the disk is full, that is told already, and the record of the start stays.
        if (worked.stop === null) throw error;
      });
      return {
        ...worked,
        items: surveyed.items,
        totals,
        unmetered: ledger.unmetered(),
        survey: surveyed,
        repaired: file.repaired,
        interrupted: options.signal.aborted,
        comparison: whole && compare !== undefined ? await compareRuns(out, compare, bySubMetric, DIFFERENT_KEPT) : null,
      };
    } finally {
      await file.close();
    }
  } finally {
    await lock.release();
  }
}

function factsOf(manifest: Manifest, { fingerprint, pool }: Survey, options: RunOptions): RunFacts {
  const { name, version } = manifest.dataset;
  return {
    model: options.model,
    kind: options.kind,
    parameters: options.parameters,
    prompt: { language: options.language, sha256: templateHash(options.language), reading: READING_VERSION },
    fewShot: { count: options.shots, seed: options.seed, ids: pool.ids() },
    dataset: { name, version, sha256: fingerprint },
  };
}

async function checkRecord(facts: RunFacts, { out }: RunOptions): Promise<void> {
  const record = await readRecord(recordPath(out));
  if (record === null) throw withoutRecord(out);
  const changed = differences(record.settings, facts);
  if (changed.length > 0) throw otherRun(out, changed);
}

const writeRecord = (
  settings: RunFacts,
  { out, experiment, baseUrl: endpoint }: RunOptions,
  totals: RunTotals | null,
): Promise<void> =>
  writeWhole(
    recordPath(out),
    recordText({ 'jatdae-run': 1, experiment, harness: { name: 'jatdae', version: VERSION }, endpoint, settings, totals }),
  );
