import { ABSENT, Answer, bytesOf, FINGERPRINT_WORDS, fingerprint, ID_STRIDE, type ItemBatch, Kind, kindOf } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { extend, type PrintLog, writeId } from '../scan/prints.js';

/**
 * The key of an item as it waits for predictions: integers, of varying number.
 * From HEAD on: of an item with choices and a key CHOICE_WORDS of each choice's fingerprint; then, where the key is a value and no choice,
 * the bytes of its JSON text, and the text in as many words as it takes.
 */
export const Key = {
  /** integers of the whole entry */
  Length: 0,
  /** fingerprint of the item's id, whatever the scope of ids */
  Print: 1,
  /** row in the split; once merged, number of the record in the deliverable */
  Row: 5,
  /** packed: see `packMark` */
  Mark: 6,
  Resource: 7,
  /** bits of the choices that are the key */
  Bits: 8,
} as const;
export const HEAD = 9;
/** A choice is told from a handful of others: half of its fingerprint does, and keys are most of what predictions take in memory. */
export const CHOICE_WORDS = 2;

/** No key: the item is known and not scored. */
export const KeyKind = { None: 0, Choice: 1, Value: 2 } as const;
export type KeyKind = (typeof KeyKind)[keyof typeof KeyKind];

/** More choices than any question has; items with more are not scored. */
const MOST_CHOICES = 255;

export interface KeyMark {
  /** index in the plan's sub-metrics, -1 where unknown */
  readonly subMetric: number;
  readonly kind: KeyKind;
  readonly choices: number;
}

const packMark = ({ subMetric, kind, choices }: KeyMark): number => (subMetric + 1) | (kind << 16) | (choices << 18);
export const subMetricOf = (mark: number): number => (mark & 0xffff) - 1;
export const kindOfKey = (mark: number): KeyKind => ((mark >> 16) & 3) as KeyKind;
export const choicesOf = (mark: number): number => (mark >> 18) & 0xff;

/** Appends the keys of a batch's items; `ids`: the entries of their ids from `idsFrom` on, where they tell of nothing but the id. */
export type KeyWriter = (batch: ItemBatch, firstRow: number, log: PrintLog, ids: PrintLog, idsFrom: number) => void;

export function createKeyWriter(plan: Plan): KeyWriter | null {
  if (!plan.keys) return null;
  const own = (plan.manifest.dataset.idScope ?? 'deliverable') !== 'deliverable';
  return (batch, firstRow, log, ids, idsFrom) => {
    if (own) {
      for (let i = 0; i < batch.size; i++) writeOwn(batch, i, firstRow, log);
      return;
    }
    for (let at = idsFrom; at < ids.length; at += ID_STRIDE) {
      const row = ids.ints[at + 5] as number;
      const to = writeKey(batch, row - firstRow, row, log);
      for (let k = 0; k < FINGERPRINT_WORDS; k++) log.ints[to + Key.Print + k] = ids.ints[at + k] as number;
    }
  };
}

/** Where an id counts only with its sub-metric or resource, its entry is of no use to predictions. */
function writeOwn(batch: ItemBatch, i: number, firstRow: number, log: PrintLog): void {
  const { sink } = batch.tape;
  if (batch.root[i] === ABSENT || !writeId(batch, i, 'deliverable', sink)) return;
  const to = writeKey(batch, i, firstRow + i, log);
  fingerprint(sink, log.ints, to + Key.Print);
}

/** Gives where the entry begins. */
function writeKey(batch: ItemBatch, i: number, row: number, log: PrintLog): number {
  const { choiceStart, choicePrint } = batch;
  const from = choiceStart[i] as number;
  const count = (choiceStart[i + 1] as number) - from;
  const kind = keyKind(batch, i, count);
  const choices = kind === KeyKind.None ? 0 : count;
  const text = kind === KeyKind.Value ? valueBytes(batch, i) : null;
  const words = HEAD + choices * CHOICE_WORDS + (text === null ? 0 : 1 + ((text.length + 3) >> 2));
  const to = extend(log, words);
  const { ints } = log;
  ints[to] = words;
  ints[to + Key.Row] = row;
  ints[to + Key.Mark] = packMark({ subMetric: batch.subMetric[i] as number, kind, choices });
  ints[to + Key.Resource] = batch.resource;
  ints[to + Key.Bits] = kind === KeyKind.Choice ? (batch.key[i] as number) : 0;
  let at = to + HEAD;
  for (let k = from; k < from + choices; k++) {
    for (let w = 0; w < CHOICE_WORDS; w++) ints[at++] = choicePrint[k * FINGERPRINT_WORDS + w] as number;
  }
  if (text === null) return to;
  ints[at] = text.length;
  new Uint8Array(ints.buffer, (at + 1) * 4, text.length).set(text);
  return to;
}

/** JSON text. */
function valueBytes({ tape, field }: ItemBatch, i: number): Uint8Array {
  const node = field.answer[i] as number;
  const bytes = bytesOf(tape, node);
  if (kindOf(tape, node) !== Kind.String) return bytes;
  const quoted = new Uint8Array(bytes.length + 2).fill(QUOTE);
  quoted.set(bytes, 1);
  return quoted;
}

const QUOTE = 0x22;

function keyKind(batch: ItemBatch, i: number, choices: number): KeyKind {
  if (choices > MOST_CHOICES) return KeyKind.None;
  if (batch.answer[i] === Answer.Free) return KeyKind.Value;
  // Past the bits of a key nothing can be compared.
  return batch.answer[i] === Answer.Keyed && batch.key[i] !== 0 ? KeyKind.Choice : KeyKind.None;
}
