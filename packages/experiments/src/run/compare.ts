import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '@jatdae/validator';
import { keyOf, type PredictionLine } from '../files/line.js';
import { readPredictions } from '../files/prediction-file.js';
import { type Difference, differences, readRecord, recordPath } from '../files/run-record.js';

/** Two runs, item by item. */
export interface Comparison {
  /** answered by both */
  readonly items: number;
  readonly same: number;
  /** ids of items that were answered differently, in the order of the other file, up to `keep` */
  readonly different: readonly string[];
  /** of `items`, those that were not asked the same */
  readonly otherPrompts: number;
  readonly onlyHere: number;
  readonly onlyThere: number;
  /** of what the two runs were made with; null where one has no record */
  readonly settings: readonly Difference[] | null;
}

interface Mark {
  readonly prediction: string;
  readonly prompt: string;
}

/** @throws UsageError where there is no other file of predictions */
export async function checkComparable(here: string, there: string): Promise<void> {
  if (resolve(here) === resolve(there)) {
    throw new UsageError({
      ko: '--compare와 --out이 같은 파일입니다. 다시 실행한 예측을 쓸 파일을 --out으로 따로 지정하십시오.',
      en: '--compare and --out are the same file. Name another file for the predictions of the rerun with --out.',
    });
  }
  await readPredictions(there, () => undefined);
}

/** Compares a file of predictions with another one. @throws UsageError where one is none */
export async function compareRuns(here: string, there: string, bySubMetric: boolean, keep: number): Promise<Comparison> {
  const ours = new Map<string, Mark>();
  await readPredictions(here, (line) => ours.set(keyOf(line, bySubMetric), markOf(line)));
  const counts = { items: 0, same: 0, otherPrompts: 0, onlyThere: 0 };
  const different: string[] = [];
  const seen = new Set<string>();
  await readPredictions(there, (line) => {
    const key = keyOf(line, bySubMetric);
    if (seen.has(key)) return;
    seen.add(key);
    const [mark, theirs] = [ours.get(key), markOf(line)];
    if (mark === undefined) {
      counts.onlyThere += 1;
      return;
    }
    counts.items += 1;
    if (mark.prompt !== theirs.prompt) counts.otherPrompts += 1;
    if (mark.prediction === theirs.prediction) counts.same += 1;
    else if (different.length < keep) different.push(String(line.id));
  });
  return { ...counts, different, onlyHere: ours.size - counts.items, settings: await settingsOf(here, there) };
}

const markOf = ({ prediction, prompt }: PredictionLine): Mark => ({
  prediction: createHash('sha256').update(JSON.stringify(prediction)).digest('base64url'),
  prompt,
});

async function settingsOf(here: string, there: string): Promise<readonly Difference[] | null> {
  const [ours, theirs] = await Promise.all([here, there].map((path) => readRecord(recordPath(path))));
  return ours == null || theirs == null ? null : differences(theirs.settings, ours.settings);
}
