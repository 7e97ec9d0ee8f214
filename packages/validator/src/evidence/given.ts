import {
  Answer,
  appendString,
  canonicalString,
  createSink,
  fingerprint,
  Kind,
  kindOf,
  type Sink,
  type Tape,
  textOf,
} from '@jatdae/kernel';
import { type ChoiceNames, type ExtractedChoices, extractChoice, extractChoices } from '@jatdae/rules';
import type { Experiment } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import { type AnswerResolver, type Choices, choiceWith, createAnswerResolver, type ItemType } from '../scan/answers.js';
import { compileMapping } from '../scan/mapping.js';
import { CHOICE_WORDS, choicesOf, HEAD, Key, subMetricOf } from './key-log.js';

/** What an experiment's answers were found to be, by how: see `Extraction`. */
export interface ExtractionCounts {
  direct: number;
  readonly extracted: Map<string, number>;
  failed: number;
}

/** Reads what was answered to the item whose key is the entry at `entry`. */
export interface GivenReader {
  /** Bits of the choices that an answer names, 0 where it names none; of an item that has choices. */
  choices(tape: Tape, node: number, ints: Int32Array, entry: number, counts: ExtractionCounts): number;
  /** Of an item that is classified: the label that an answer names; anything else as it is. */
  label(value: unknown, ints: Int32Array, entry: number, counts: ExtractionCounts): unknown;
  /** An object of shares by choice (its text, or its letter) as a list in the choices' order; anything else as it is. */
  shares(value: unknown, ints: Int32Array, entry: number): unknown;
}

interface Resolver {
  readonly type: ItemType | null;
  /** of a classification, canonical */
  readonly labels: readonly string[] | undefined;
  readonly resolve: AnswerResolver;
}

/** An answer is in the form of the item's own, unless the experiment says otherwise; a longer reply names its choice by rules. */
export function createGivenReader(plan: Plan, { predictions }: Experiment): GivenReader {
  const as = typeof predictions === 'object' && predictions.as !== undefined ? [predictions.as].flat() : null;
  const resolvers = new Map<number, Resolver>();
  const choices: Choices = { count: 0, prints: new Int32Array(), at: 0, words: CHOICE_WORDS };
  const names = createNames(choices);
  const sink = createSink();

  function resolverOf(resourceIndex: number, subMetric: number): Resolver {
    const key = resourceIndex * 0x10000 + subMetric;
    const known = resolvers.get(key);
    if (known !== undefined) return known;
    const resource = plan.manifest.resources[resourceIndex];
    const declared = plan.manifest.subMetrics[subMetric];
    const type = resource?.itemType ?? declared?.itemType ?? null;
    const styles = as ?? (resource === undefined ? [] : compileMapping(resource).styles);
    const labels = declared?.labels?.map((label) => canonicalString(String(label)));
    const made = { type, labels, resolve: createAnswerResolver(type, styles, declared?.labels) };
    resolvers.set(key, made);
    return made;
  }

  function take(ints: Int32Array, entry: number): void {
    choices.count = choicesOf(ints[entry + Key.Mark] as number);
    choices.prints = ints;
    choices.at = entry + HEAD;
  }

  function readChoices(tape: Tape, node: number, ints: Int32Array, entry: number, counts: ExtractionCounts): number {
    const mark = ints[entry + Key.Mark] as number;
    take(ints, entry);
    const { type, resolve } = resolverOf(ints[entry + Key.Resource] as number, subMetricOf(mark));
    const { state, key } = resolve(tape, node, choices);
    if (state === Answer.Keyed) {
      counts.direct += 1;
      return key;
    }
    const reply = kindOf(tape, node) === Kind.String ? textOf(tape, node) : null;
    const found = reply === null ? null : readReply(reply, type, names(tape.sink));
    // Past the bits of a key nothing can be compared.
    const isRead = found?.choices.every((choice) => choice < MOST_BITS) === true;
    count(counts, isRead ? found.rule : null);
    return isRead ? found.choices.reduce((bits, choice) => bits | (1 << choice), 0) : 0;
  }

  function readLabel(value: unknown, ints: Int32Array, entry: number, counts: ExtractionCounts): unknown {
    const mark = ints[entry + Key.Mark] as number;
    const { type, labels } = resolverOf(ints[entry + Key.Resource] as number, subMetricOf(mark));
    if (type !== 'classification' || labels === undefined || typeof value !== 'string') return value;
    const withText = (text: string): number => labels.indexOf(canonicalString(text));
    if (withText(value) >= 0) {
      counts.direct += 1;
      return value;
    }
    const found = extractChoice(value, { count: 0, withText });
    count(counts, found?.rule ?? null);
    return found === null ? value : labels[found.choice];
  }

  function readShares(value: unknown, ints: Int32Array, entry: number): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    take(ints, entry);
    const { withText } = names(sink);
    const shares = new Array<unknown>(choices.count).fill(0);
    for (const [name, share] of Object.entries(value)) {
      const byText = withText(name);
      const index = byText >= 0 ? byText : LETTERS.indexOf(name.trim().toUpperCase());
      if (index < 0 || index >= choices.count) return null;
      shares[index] = share;
    }
    return shares;
  }

  return { choices: readChoices, label: readLabel, shares: readShares };
}

const MOST_BITS = 31;

function readReply(reply: string, type: ItemType | null, names: ChoiceNames): ExtractedChoices | null {
  if (type === 'multiple-answer') return extractChoices(reply, names);
  const found = extractChoice(reply, names);
  return found === null ? null : { choices: [found.choice], rule: found.rule };
}

/** `rule`: by which an answer was read, null where none could. */
function count(counts: ExtractionCounts, rule: string | null): void {
  if (rule === null) counts.failed += 1;
  else counts.extracted.set(rule, (counts.extracted.get(rule) ?? 0) + 1);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** The choices of the item at hand, by their number and by their text. */
function createNames(choices: Choices): (sink: Sink) => ChoiceNames {
  const print = new Int32Array(4);
  return (sink) => ({
    count: choices.count,
    withText(text) {
      sink.length = 0;
      appendString(canonicalString(text), sink);
      fingerprint(sink, print);
      return choiceWith(print, choices);
    },
  });
}
