import type { Localized, Manifest } from '@jatdae/schema';
import { type AskedItem, type OpenItems, UsageError, VERSION } from '@jatdae/validator';
import pLimit from 'p-limit';
import { type Ask, createClient } from '../endpoint/client.js';
import type { Reply } from '../endpoint/outcome.js';
import { createPatient } from '../endpoint/patient.js';
import { keyOf, type PredictionLine } from '../files/line.js';
import { takeLock } from '../files/lock.js';
import { openPredictions, type PredictionFile } from '../files/prediction-file.js';
import {
  type Difference,
  differences,
  type RunFacts,
  type RunTotals,
  readRecord,
  recordPath,
  recordText,
} from '../files/run-record.js';
import { writeWhole } from '../files/whole-file.js';
import { picturesOf } from '../prompt/pictures.js';
import { promptDigest, promptFor } from '../prompt/prompt.js';
import { predictionOf } from '../prompt/reply.js';
import { type Template, templateHash, templateIn } from '../prompt/template.js';
import { createLedger, type Ledger } from './ledger.js';
import type { RunOptions } from './settings.js';
import { createSelect, idsBySubMetric, type Survey, survey } from './survey.js';
import { allRefused, createWatch, type Stop } from './watch.js';

export interface RunResult {
  readonly totals: RunTotals;
  /** asked in this run without an answer */
  readonly unanswered: { readonly items: number; readonly last: Localized | null };
  readonly unmetered: number;
  readonly survey: Survey;
  /** bytes of a cut line that was taken away */
  readonly repaired: number;
  readonly stop: Stop | null;
  readonly interrupted: boolean;
}

/**
 * Asks a model every item that its prediction file does not answer yet. A line is on the disk before its item counts as
 * answered: whenever the process ends, at most what was in flight (`concurrency` items) is asked again, and no item is recorded twice.
 * @throws UsageError where the file belongs to another run, or is being written
 */
export async function runExperiment(items: OpenItems, options: RunOptions): Promise<RunResult> {
  const surveyed = await survey(items, options);
  if (surveyed.items === 0) throw nothingToAsk(surveyed);
  const lock = await takeLock(`${options.out}.lock`);
  try {
    const facts = factsOf(items.manifest, surveyed, options);
    const ledger = createLedger();
    const bySubMetric = idsBySubMetric(items);
    const file = await openPredictions(options.out, (line) => ledger.add(keyOf(line, bySubMetric), line));
    try {
      if (ledger.keys.size > 0) await checkRecord(facts, options);
      await writeRecord(facts, options, null);
      const run = createRun({ items, options, surveyed, ledger, file, bySubMetric });
      await run.work();
      const totals = { items: surveyed.items, ...ledger.totals() };
      await writeRecord(facts, options, totals);
      return { totals, survey: surveyed, repaired: file.repaired, unmetered: ledger.unmetered(), ...run.ended() };
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
    prompt: { language: options.language, sha256: templateHash(options.language) },
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

interface Parts {
  readonly items: OpenItems;
  readonly options: RunOptions;
  readonly surveyed: Survey;
  readonly ledger: Ledger;
  readonly file: PredictionFile;
  readonly bySubMetric: boolean;
}

interface Run {
  work(): Promise<void>;
  ended(): Pick<RunResult, 'unanswered' | 'stop' | 'interrupted'>;
}

function createRun({ items, options, surveyed, ledger, file, bySubMetric }: Parts): Run {
  const { signal, concurrency, retries } = options;
  const inner = new AbortController();
  const anyEnd = AbortSignal.any([signal, inner.signal]);
  const ask = createPatient(createClient(options), { retries, random: Math.random });
  const watch = createWatch();
  const template = templateIn(options.language);
  const started = Date.now();
  const before = ledger.keys.size;
  const held: { readonly key: string; readonly line: PredictionLine }[] = [];
  let unanswered = 0;
  let last: Localized | null = null;
  let stop: Stop | null = null;

  function endWith(reason: Stop | null): void {
    if (reason === null) return;
    stop ??= reason;
    inner.abort();
  }

  async function record(key: string, line: PredictionLine): Promise<void> {
    await file.append(line);
    ledger.add(key, line);
  }

  async function one(item: AskedItem, key: string): Promise<void> {
    if (anyEnd.aborted) return;
    const outcome = await askItem(item, { ask, template, surveyed, items, options, signal: anyEnd });
    if (outcome.kind === 'line') await keep(key, outcome.line);
    else if (outcome.kind === 'stop') endWith({ message: outcome.message, atOnce: !watch.anyAnswer() });
    else {
      unanswered += 1;
      last = outcome.message;
      watch.unanswered(outcome.message);
    }
    endWith(watch.verdict());
    tell();
  }

  /** A refusal waits for the first answer, which shows that the request itself is right. */
  async function keep(key: string, line: PredictionLine): Promise<void> {
    if (line.error === undefined) watch.answered();
    else watch.refused(line.error.message);
    if (!watch.anyAnswer()) {
      held.push({ key, line });
      return;
    }
    for (const one of [...held.splice(0), { key, line }]) await record(one.key, one.line);
  }

  function tell(): void {
    const { refused, usage } = ledger.totals();
    const done = ledger.keys.size;
    const seconds = (Date.now() - started) / 1000;
    options.onProgress?.({ items: surveyed.items, done, before, refused, unanswered, usage, seconds });
  }

  /** Starts what there is to ask, never much more than can be asked at once: pictures and prompts are held meanwhile. */
  async function start(begin: (item: AskedItem, key: string) => Promise<void>): Promise<void> {
    const select = createSelect(options, bySubMetric);
    const running = new Set<Promise<void>>();
    try {
      for await (const item of items.asked()) {
        if (anyEnd.aborted) break;
        const key = keyOf(item, bySubMetric);
        if (select(item) !== 'asked' || ledger.keys.has(key)) continue;
        const task: Promise<void> = begin(item, key).finally(() => running.delete(task));
        running.add(task);
        if (running.size >= 2 * concurrency) await Promise.race(running);
      }
    } catch (error) {
      if (!anyEnd.aborted) throw error;
    } finally {
      await Promise.all(running);
    }
  }

  return {
    async work() {
      const limit = pLimit(concurrency);
      const failures: unknown[] = [];
      tell();
      await start((item, key) =>
        limit(() => one(item, key)).catch((error: unknown) => {
          if (!anyEnd.aborted) failures.push(error);
          inner.abort();
        }),
      );
      if (failures.length > 0) throw failures[0];
      const [first] = held;
      if (first?.line.error !== undefined && !anyEnd.aborted) {
        stop = { message: allRefused(first.line.error.message), atOnce: true };
      }
    },
    ended: () => ({ unanswered: { items: unanswered, last }, stop, interrupted: signal.aborted }),
  };
}

interface Asking {
  readonly ask: Ask;
  readonly template: Template;
  readonly surveyed: Survey;
  readonly items: OpenItems;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}

type ItemOutcome =
  | { readonly kind: 'line'; readonly line: PredictionLine }
  | { readonly kind: 'unanswered' | 'stop'; readonly message: Localized };

async function askItem(item: AskedItem, asking: Asking): Promise<ItemOutcome> {
  const { ask, template, surveyed, items, options, signal } = asking;
  const pictures = options.kind === 'lmm' ? await picturesOf(item, items) : [];
  if (pictures === null) return { kind: 'unanswered', message: UNREADABLE };
  const messages = promptFor(item, template, surveyed.pool.for(item), pictures);
  const outcome = await ask(messages, signal);
  const prompt = promptDigest(messages).slice(0, 16);
  const named = { id: item.id as string | number, subMetric: item.subMetric };
  switch (outcome.kind) {
    case 'reply':
      return { kind: 'line', line: { ...named, ...lineOf(outcome.reply), prompt } };
    case 'refused': {
      const { status, message } = outcome;
      return { kind: 'line', line: { ...named, prediction: null, raw: null, prompt, error: { status, message } } };
    }
    case 'failed':
      return { kind: 'unanswered', message: outcome.message };
    default:
      return outcome;
  }
}

function lineOf({
  text,
  reasoning,
  model,
  fingerprint,
  finish,
  usage,
}: Reply): Omit<PredictionLine, 'id' | 'subMetric' | 'prompt'> {
  return {
    prediction: predictionOf(text),
    raw: text,
    ...(reasoning === null ? {} : { reasoning }),
    ...(model === null ? {} : { model }),
    ...(fingerprint === null ? {} : { fingerprint }),
    ...(finish === null ? {} : { finish }),
    ...(usage === null ? {} : { usage }),
  };
}

const UNREADABLE: Localized = { ko: '그림 파일을 읽을 수 없습니다', en: 'a picture of the item cannot be read' };

function nothingToAsk({ skipped }: Survey): UsageError {
  const { leaderboard } = skipped;
  return new UsageError({
    ko: `물을 문항이 없습니다. --sub-metric과 --limit를 확인하십시오.${leaderboard === 0 ? '' : ` 리더보드 분할의 문항 ${leaderboard}개는 --include-leaderboard가 있어야 묻습니다.`}`,
    en: `There is no item to ask. Check --sub-metric and --limit.${leaderboard === 0 ? '' : ` The ${leaderboard} items of the leaderboard split are asked only with --include-leaderboard.`}`,
  });
}

function withoutRecord(out: string): UsageError {
  return new UsageError({
    ko: `이 예측 파일에는 실행 기록(${recordPath(out)})이 없어 무엇으로 만들었는지 알 수 없습니다. --out으로 다른 파일을 지정하십시오.`,
    en: `This prediction file has no record of its run (${recordPath(out)}), so nobody knows what made it. Name another file with --out.`,
  });
}

function otherRun(out: string, changed: readonly Difference[]): UsageError {
  const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value)).slice(0, 60);
  const list = changed.map(({ name, before, now }) => `${name}: ${shown(before)} → ${shown(now)}`).join('; ');
  return new UsageError({
    ko: `이 예측 파일은 다르게 실행한 것입니다: ${out} (${list}). 이어서 하려면 같은 설정으로, 새로 하려면 --out으로 다른 파일을 지정하십시오.`,
    en: `This prediction file was made by another run: ${out} (${list}). Use the same settings to go on with it, or name another file with --out.`,
  });
}
