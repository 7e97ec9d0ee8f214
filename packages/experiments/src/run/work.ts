import type { Localized } from '@jatdae/schema';
import { type AskedItem, type OpenItems, templateIn } from '@jatdae/validator';
import pLimit from 'p-limit';
import { createClient } from '../endpoint/client.js';
import { createPatient, realTime } from '../endpoint/patient.js';
import { keyOf, type PredictionLine } from '../files/line.js';
import type { PredictionFile } from '../files/prediction-file.js';
import { type Asking, askItem } from './ask-item.js';
import type { Ledger } from './ledger.js';
import { notWritten } from './sentences.js';
import type { RunOptions } from './settings.js';
import { createSelect, type Survey } from './survey.js';
import { allRefused, createWatch, type Stop } from './watch.js';

export interface Parts {
  readonly items: OpenItems;
  readonly options: RunOptions;
  readonly surveyed: Survey;
  readonly ledger: Ledger;
  readonly file: PredictionFile;
  readonly bySubMetric: boolean;
}

/** What became of the items that were to be asked. */
export interface Worked {
  /** with a line in the file, of this run or an earlier one */
  readonly done: number;
  /** of `done`, those that the server refused */
  readonly refused: number;
  /** asked in this run without an answer, and the last reason */
  readonly unanswered: { readonly items: number; readonly last: Localized | null };
  readonly stop: Stop | null;
}

/** Asks what the ledger has no answer of, until all is asked, the signal aborts, or it makes no sense to go on. */
export async function work({ items, options, surveyed, ledger, file, bySubMetric }: Parts): Promise<Worked> {
  const { signal, concurrency, retries, kind } = options;
  const inner = new AbortController();
  const anyEnd = AbortSignal.any([signal, inner.signal]);
  const asking: Asking = {
    ask: createPatient(createClient(options), { retries, ...realTime }),
    template: templateIn(options.language),
    pool: surveyed.pool,
    pictures: kind === 'lmm' ? items : null,
  };
  const watch = createWatch();
  const started = Date.now();
  const held: { readonly key: string; readonly line: PredictionLine }[] = [];
  let [before, done, refused, unanswered] = [0, 0, 0, 0];
  let last: Localized | null = null;
  let stop: Stop | null = null;

  function endWith(reason: Stop | null): void {
    if (reason === null) return;
    stop ??= { message: reason.message, call: reason.call };
    inner.abort();
  }

  async function record(key: string, line: PredictionLine): Promise<void> {
    try {
      await file.append(line);
      ledger.add(key, line);
      done += 1;
      if (line.error !== undefined) refused += 1;
    } catch (error) {
      endWith({ message: notWritten(options.out, error), call: false });
    }
  }

  async function one(item: AskedItem, key: string): Promise<void> {
    if (anyEnd.aborted) return;
    const outcome = await askItem(item, asking, anyEnd);
    if (outcome.kind === 'line') await keep(key, outcome.line);
    else if (outcome.kind === 'stop') endWith(outcome);
    else {
      unanswered += 1;
      last = outcome.message;
      watch.unanswered(outcome.message);
    }
    const verdict = watch.verdict();
    // The same call was answered before.
    endWith(verdict === null ? null : { ...verdict, call: verdict.call && before === 0 });
    tell();
  }

  /** A refusal waits for the first answer, which shows that the request itself is right. */
  async function keep(key: string, line: PredictionLine): Promise<void> {
    if (line.error === undefined) watch.answered();
    else watch.refused(line.error.message);
    held.push({ key, line });
    if (!watch.anyAnswer()) return;
    for (const waiting of held.splice(0)) await record(waiting.key, waiting.line);
  }

  function tell(): void {
    const seconds = (Date.now() - started) / 1000;
    options.onProgress?.({ items: surveyed.items, done, before, unanswered, usage: ledger.totals().usage, seconds });
  }

  function isAnswered(key: string): boolean {
    if (!ledger.has(key)) return false;
    before += 1;
    done += 1;
    if (ledger.isRefused(key)) refused += 1;
    return true;
  }

  /** Starts what there is to ask, never much more than can be asked at once: pictures and prompts are held meanwhile. */
  async function start(begin: (item: AskedItem, key: string) => Promise<void>): Promise<void> {
    const select = createSelect(options, bySubMetric);
    const running = new Set<Promise<void>>();
    try {
      for await (const item of items.asked()) {
        if (anyEnd.aborted) break;
        const key = keyOf(item, bySubMetric);
        if (select(item) !== 'asked' || isAnswered(key)) continue;
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

  const limit = pLimit(concurrency);
  const failures: unknown[] = [];
  await start((item, key) =>
    limit(() => one(item, key)).catch((error: unknown) => {
      if (!anyEnd.aborted) failures.push(error);
      inner.abort();
    }),
  );
  if (failures.length > 0) throw failures[0];
  const [first] = held;
  if (first?.line.error !== undefined && !anyEnd.aborted) {
    stop = { message: allRefused(first.line.error.message), call: before === 0 };
  }
  return { done, refused, unanswered: { items: unanswered, last }, stop };
}
