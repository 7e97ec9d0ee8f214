import { ABSENT, appendCanonical, fingerprint, jsonOf, type Tape, textOf } from '@jatdae/kernel';
import type { TreeEntry } from '@jatdae/readers';
import {
  createTally,
  type ExperimentEvidence,
  type Metric,
  metricNamed,
  type Pair,
  type SubMetricScore,
  type Tally,
} from '@jatdae/rules';
import type { Experiment } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import { sharesNode } from '../scan/answers.js';
import { createBreather } from '../scan/breather.js';
import { isBlank } from '../scan/choices.js';
import { createFaultLog, type PlacedFault } from './faults.js';
import { createItemFinder } from './find-items.js';
import { createGivenReader, type ExtractionCounts } from './given.js';
import { CHOICE_WORDS, choicesOf, HEAD, Key, KeyKind, kindOfKey, subMetricOf } from './key-log.js';
import { type KeyIndex, type KeyTable, openKeys } from './key-store.js';
import { createPredictionReader, type PredictionBatch } from './predictions.js';
import { createResponseColumn, onlyChoice, type ResponseColumn } from './responses.js';

/** Scores the predictions of one experiment, table of keys by table of keys. */
export interface Scorer {
  /** `first`: no other table came before */
  score(table: KeyTable, first: boolean, signal: AbortSignal): Promise<void>;
  scored(): ScoredPredictions;
}

/** The predictions of an experiment that are to be scored, as plain data. */
export interface ScoreWork {
  /** index in the manifest's experiments */
  readonly index: number;
  readonly files: readonly TreeEntry[];
  /** records of the deliverable */
  readonly rows: number;
  /** whether what was answered is to be kept, item by item */
  readonly responses: boolean;
}

/** What they come to, as plain data. */
export interface ScoredPredictions {
  readonly predictions: number;
  readonly extraction: ExperimentEvidence['extraction'];
  /** of every sub-metric, in the manifest's order */
  readonly scores: readonly Pick<SubMetricScore, 'items' | 'predicted' | 'recomputed' | 'unit'>[];
  /** how many, and the first of them: of predictions, and the numbers of items that have none */
  readonly faults: { readonly count: number; readonly first: readonly PlacedFault[]; readonly missing: readonly number[] };
  readonly responses: ResponseColumn | null;
}

interface SubMetricTally {
  readonly metric: Metric | null;
  readonly tally: Tally | null;
  predicted: number;
}

/** Of an item: no prediction yet, one that may be another's (it is not scored, nor is it missing), one that was scored. */
const State = { Open: 0, Meant: 1, Scored: 2 } as const;

const isRecomputed = (metric: Metric | null): metric is Metric => metric !== null;

/** Scores by the keys of all items. */
export async function scorePredictions(
  plan: Plan,
  work: ScoreWork,
  keys: KeyIndex,
  signal: AbortSignal,
): Promise<ScoredPredictions> {
  const scorer = createScorer(plan, work);
  await scorer.score(openKeys(keys), true, signal);
  return scorer.scored();
}

export function createScorer(plan: Plan, { index, files, rows, responses: keepsResponses }: ScoreWork): Scorer {
  const experiment = (plan.manifest.experiments ?? [])[index] as Experiment;
  const read = createPredictionReader(plan.root, experiment, plan.limits);
  const given = createGivenReader(plan, experiment);
  const faults = createFaultLog(plan.keep);
  const extraction: ExtractionCounts = { direct: 0, extracted: new Map(), failed: 0 };
  const tallies = plan.manifest.subMetrics.map(({ metric: name }): SubMetricTally => {
    const metric = name === undefined ? null : metricNamed(name);
    return { metric, tally: metric === null ? null : createTally(metric), predicted: 0 };
  });
  const pair: Pair = { choices: 0, keyChoices: 0, givenChoices: 0, key: null, given: null };
  const responses = keepsResponses ? createResponseColumn(rows) : null;
  const breathe = createBreather();
  const print = new Int32Array(4);
  const findItems = createItemFinder(plan);
  let predictions = 0;
  let answered = new Uint8Array();

  /** Scores an item that has a key; `node`: of the answer, ABSENT where there is none. */
  function scoreItem(ints: Int32Array, entry: number, tape: Tape | null, node: number): void {
    const mark = ints[entry + Key.Mark] as number;
    const item = ints[entry + Key.Row] as number;
    const { metric = null, tally = null } = tallies[subMetricOf(mark)] ?? {};
    pair.choices = choicesOf(mark);
    pair.keyChoices = ints[entry + Key.Bits] as number;
    const isGiven = tape !== null && !isBlank(tape, node);
    const names = isGiven && pair.keyChoices !== 0 && metric?.reads !== 'shares';
    pair.givenChoices = names ? given.choices(tape, node, ints, entry, extraction) : 0;
    if (isGiven && responses !== null) responses.chosen[item] = onlyChoice(pair.givenChoices);
    if (!isRecomputed(metric) || tally === null) return;
    readValues(metric, ints, entry, mark, isGiven ? tape : null, node);
    if (isGiven && pair.keyChoices === 0) pair.given = given.label(pair.given, ints, entry, extraction);
    const value = tally.add(pair, item);
    if (isGiven && responses !== null && metric.kind === 'share') responses.correct[item] = Number(value === 1);
  }

  function readValues(metric: Metric, ints: Int32Array, entry: number, mark: number, tape: Tape | null, node: number): void {
    const needed = pair.keyChoices === 0 || metric.reads !== 'choices';
    pair.key = needed ? keyValue(ints, entry, mark) : null;
    pair.given = needed && tape !== null ? jsonOf(tape, metric.reads === 'shares' ? sharesNode(tape, node) : node) : null;
    if (metric.reads !== 'shares') return;
    pair.key = given.shares(pair.key, ints, entry);
    pair.given = given.shares(pair.given, ints, entry);
  }

  function scoreRow(batch: PredictionBatch, i: number, table: KeyTable, first: boolean, file: number): void {
    const { tape, root, id: ids, prediction, subMetric } = batch;
    const id = ids[i] as number;
    if ((root[i] as number) < 0 || isBlank(tape, id)) {
      const reason = (root[i] as number) < 0 ? batch.reason(i) : 'no-id';
      if (first) faults.add(file, { fault: 'unreadable', id: null, place: batch.place(i), reason });
      return;
    }
    tape.sink.length = 0;
    appendCanonical(tape, id, tape.sink);
    fingerprint(tape.sink, print);
    if (!table.owns(print)) return;
    const entries = findItems(table, print, tape, subMetric[i] as number);
    const [entry = -1] = entries;
    const { ints, shared } = table.index;
    const item = entry < 0 ? -1 : (ints[entry + Key.Row] as number);
    const isAmbiguous = entries.length > 1 || shared.has(entry);
    const fault = entry < 0 ? 'unknown' : isAmbiguous ? 'ambiguous' : answered[item] === State.Scored ? 'repeated' : null;
    if (fault !== null) {
      if (isAmbiguous) for (const each of entries) answered[ints[each + Key.Row] as number] ||= State.Meant;
      faults.add(file, { fault, id: textOf(tape, id), place: batch.place(i), reason: null });
      return;
    }
    answered[item] = State.Scored;
    const mark = ints[entry + Key.Mark] as number;
    if (kindOfKey(mark) === KeyKind.None) return;
    const counts = tallies[subMetricOf(mark)];
    if (counts !== undefined) counts.predicted += 1;
    scoreItem(ints, entry, tape, prediction[i] as number);
  }

  async function scoreFile(entry: TreeEntry, file: number, table: KeyTable, first: boolean, signal: AbortSignal): Promise<void> {
    let rowsRead = 0;
    let isEmpty = true;
    const batches = read(entry, signal);
    for (;;) {
      const step = await batches.next();
      signal.throwIfAborted();
      if (step.done === true) {
        const reason = step.value ?? (rowsRead > 0 && isEmpty ? 'no-predictions' : null);
        if (first && reason !== null) faults.add(file, { fault: 'unreadable', id: null, place: filePlace(entry.path), reason });
        break;
      }
      const batch = step.value;
      for (let i = 0; i < batch.size; i++) {
        isEmpty &&= batch.prediction[i] === ABSENT;
        scoreRow(batch, i, table, first, file);
      }
      rowsRead += batch.size;
      await breathe();
    }
    if (first) predictions += rowsRead;
  }

  return {
    async score(table, first, signal) {
      answered = new Uint8Array(rows);
      for (const [file, entry] of files.entries()) await scoreFile(entry, file, table, first, signal);
      const { ints, offsets, shared } = table.index;
      for (const entry of offsets) {
        const item = ints[entry + Key.Row] as number;
        const mark = ints[entry + Key.Mark] as number;
        if (answered[item] !== State.Open || kindOfKey(mark) === KeyKind.None || shared.has(entry)) continue;
        faults.addMissing(item);
        scoreItem(ints, entry, null, ABSENT);
      }
    },
    scored: () => ({
      predictions,
      extraction: { ...extraction, extracted: Object.fromEntries([...extraction.extracted].sort()) },
      scores: tallies.map(({ metric, tally, predicted }) => ({
        items: tally?.items ?? 0,
        predicted,
        recomputed: tally?.score() ?? null,
        unit: isRecomputed(metric) ? metric.unit : 'share',
      })),
      faults: { count: faults.count(), first: faults.first(), missing: faults.firstMissing() },
      responses,
    }),
  };
}

const filePlace = (path: string) => ({ path, record: null, line: null, byte: null, pointer: null, column: null });

const decoder = new TextDecoder();

/** The key as JSON.parse gives it, null where it is a choice. */
function keyValue(ints: Int32Array, entry: number, mark: number): unknown {
  if (kindOfKey(mark) !== KeyKind.Value) return null;
  const at = entry + HEAD + choicesOf(mark) * CHOICE_WORDS;
  // A decoder takes no bytes of shared memory.
  return JSON.parse(decoder.decode(new Uint8Array(ints.buffer, ints.byteOffset + (at + 1) * 4, ints[at] as number).slice()));
}
