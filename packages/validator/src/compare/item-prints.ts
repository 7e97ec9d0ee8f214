import {
  ABSENT,
  Answer,
  appendCanonical,
  appendString,
  type ByteMemory,
  createSink,
  endOf,
  fingerprint,
  flagsOf,
  type ItemBatch,
  Kind,
  kindOf,
  nextOf,
  reserve,
  type Sink,
  STRIDE,
  startOf,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';
import type { Manifest } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import { isBlank } from '../scan/choices.js';
import { createChoiceOrder, mediaDigests, writeContent, writeKey } from '../scan/prints.js';

/**
 * An item as deliveries are compared by: words of 32 bits. Prints are MurmurHash3_x64_128, or half of it; enough to tell items of two deliveries
 * apart, and no proof against somebody who makes two that share one.
 */
export const ItemWord = {
  /** print of the id in its scope; 4 words */
  Key: 0,
  /** print of what makes two items the same; 4 words */
  Content: 4,
  /** print of the whole record, the order of its members apart; 4 words */
  Record: 8,
  /** print of the key or the reference; 2 words, 0 where there is none */
  Answer: 12,
  /** index in the plan's files */
  File: 14,
  /** from 1, in its file */
  Number: 15,
  /** see `markOfItem` */
  Mark: 16,
} as const;
export const ITEM_WORDS = 17;

export interface PrintedMark {
  /** index in the manifest's sub-metrics, ABSENT where it is unknown */
  readonly subMetric: number;
  /** a `Side` */
  readonly side: number;
  readonly hasId: boolean;
  readonly hasContent: boolean;
}

const pack = ({ subMetric, side, hasId, hasContent }: PrintedMark): number =>
  ((subMetric + 1) & 0xffff) | (side << 16) | (hasId ? 1 << 18 : 0) | (hasContent ? 1 << 19 : 0);

export const markOfItem = (word: number): PrintedMark => ({
  subMetric: (word & 0xffff) - 1,
  side: (word >> 16) & 3,
  hasId: (word & (1 << 18)) !== 0,
  hasContent: (word & (1 << 19)) !== 0,
});

export type IdScope = NonNullable<Manifest['dataset']['idScope']>;

/** Writes the words of row `i` into `out` from `at`; `number` is that of the record in its file. */
export type ItemWriter = (batch: ItemBatch, i: number, file: number, number: number, out: Int32Array, at: number) => void;

export function createItemWriter(plan: Plan, scope: IdScope): ItemWriter {
  const order = createChoiceOrder();
  const digests = mediaDigests(plan);
  const scratch = new Int32Array(4);
  let sink: Sink | null = null;
  let memory: ByteMemory | null = null;

  function writeId(batch: ItemBatch, i: number, into: Sink): boolean {
    const id = batch.field.id[i] as number;
    if (isBlank(batch.tape, id)) return false;
    into.length = 0;
    // By name, for another delivery may number them otherwise.
    if (scope === 'sub-metric') appendSized(plan.subMetrics[batch.subMetric[i] as number] ?? '', into);
    if (scope === 'resource') appendSized(plan.manifest.resources[batch.resource]?.path ?? '', into);
    appendCanonical(batch.tape, id, into);
    return true;
  }

  return (batch, i, file, number, out, at) => {
    if (memory !== batch.tape.memory || sink === null) {
      memory = batch.tape.memory;
      sink = createSink(undefined, memory);
    }
    out.fill(0, at, at + ITEM_WORDS);
    const hasId = writeId(batch, i, sink);
    if (hasId) fingerprint(sink, out, at + ItemWord.Key);
    const hasContent = writeContent(batch, i, sink, order, digests);
    if (hasContent) fingerprint(sink, out, at + ItemWord.Content);
    sink.length = 0;
    appendValue(batch.tape, batch.root[i] as number, sink);
    fingerprint(sink, out, at + ItemWord.Record);
    if (writeAnswer(batch, i, sink, order)) {
      fingerprint(sink, scratch);
      out[at + ItemWord.Answer] = scratch[0] as number;
      out[at + ItemWord.Answer + 1] = scratch[1] as number;
    }
    out[at + ItemWord.File] = file;
    out[at + ItemWord.Number] = number;
    const [subMetric, side] = [batch.subMetric[i] as number, batch.side[i] as number];
    out[at + ItemWord.Mark] = pack({ subMetric, side, hasId, hasContent });
  };
}

/** The key's choices by what they say, or an answer that is none of them as it stands. */
function writeAnswer(batch: ItemBatch, i: number, sink: Sink, order: Parameters<typeof writeKey>[3]): boolean {
  if (writeKey(batch, i, sink, order)) return true;
  if (batch.answer[i] !== Answer.Foreign) return false;
  sink.length = 0;
  appendValue(batch.tape, batch.field.answer[i] as number, sink);
  return true;
}

/** A value without ambiguity: its kind, then the length of what follows and that. Members stand in the order of their names. */
function appendValue(tape: Tape, node: number, sink: Sink): void {
  const kind = kindOf(tape, node);
  appendInt(sink, kind);
  switch (kind) {
    case Kind.String:
      appendText(tape, node, sink);
      return;
    case Kind.Array: {
      const end = nextOf(tape, node);
      for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) appendValue(tape, child, sink);
      appendInt(sink, ABSENT);
      return;
    }
    case Kind.Object:
      for (const name of namesInOrder(tape, node)) {
        appendText(tape, name, sink);
        appendValue(tape, nextOf(tape, name), sink);
      }
      appendInt(sink, ABSENT);
      return;
    default:
      appendSource(tape, node, sink);
  }
}

/** Nodes of an object's names, in the order of their bytes; equal names as they stand. */
function namesInOrder(tape: Tape, object: number): number[] {
  const names: number[] = [];
  const end = nextOf(tape, object);
  for (let name = object + STRIDE; name < end; name = nextOf(tape, nextOf(tape, name))) {
    let at = names.length;
    // Insertion sort: records are mostly written in one order, and objects are small.
    while (at > 0 && compareBytes(tape, names[at - 1] as number, name) > 0) at -= 1;
    names.splice(at, 0, name);
  }
  return names;
}

function compareBytes({ bytes, nodes }: Tape, a: number, b: number): number {
  const [from, other] = [nodes[a + 1] as number, nodes[b + 1] as number];
  const [length, otherLength] = [(nodes[a + 2] as number) - from, (nodes[b + 2] as number) - other];
  for (let k = 0; k < Math.min(length, otherLength); k++) {
    const difference = (bytes[from + k] as number) - (bytes[other + k] as number);
    if (difference !== 0) return difference;
  }
  return length - otherLength;
}

function appendText(tape: Tape, node: number, sink: Sink): void {
  if ((flagsOf(tape, node) & TextFlag.Escaped) === 0) appendSource(tape, node, sink);
  else appendSized(textOf(tape, node), sink);
}

function appendSource(tape: Tape, node: number, sink: Sink): void {
  const [from, to] = [startOf(tape, node), endOf(tape, node)];
  appendInt(sink, to - from);
  reserve(sink, to - from);
  sink.bytes.set(tape.bytes.subarray(from, to), sink.length);
  sink.length += to - from;
}

function appendSized(text: string, sink: Sink): void {
  appendInt(sink, Buffer.byteLength(text));
  appendString(text, sink);
}

function appendInt(sink: Sink, value: number): void {
  reserve(sink, 4);
  sink.view.setInt32(sink.length, value, true);
  sink.length += 4;
}
