import {
  ABSENT,
  anchorShape,
  createSketcher,
  FILTER_WORDS,
  fingerprint,
  type ItemBatch,
  PARITY_WORDS,
  type Sketcher,
} from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { createPrintLog, extend, type MediaDigests, mediaDigests, type PrintLog, writeMedia } from '../scan/prints.js';
import { dealAnchors, logAnchors } from './anchor-log.js';
import { wideFrom } from './containment.js';
import { comparedNodes } from './item-texts.js';
import { similarSettings } from './settings.js';

/**
 * Integers of what is known of an item besides its keys: split, row, `packFacts`, the media, a bit of CHOICE_WORDS words for each choice,
 * and the parity words.
 */
export const Fact = { Split: 0, Row: 1, Packed: 2, Media: 3, Choices: 4, Parity: 8 } as const;
export const CHOICE_WORDS = Fact.Parity - Fact.Choices;
export const FACTS = Fact.Parity + PARITY_WORDS;

/** Integers of a Bloom filter of an item's narrow anchors, the last ones of its sketch. */
export const BLOOM_WORDS = FILTER_WORDS;

/**
 * Texts shorter than `jamo` are compared letter by letter, for a syllable that changes is too large a part of them. Near texts are no
 * longer than this many times each other, so that those below this length, which may meet both shorter and longer ones, have a sketch of each kind.
 */
export const jamoUpTo = (jamo: number, jaccard: number): number => jamo / jaccard;

/** Different grams of an item (17 bits), whether they are of jamo, and its side. */
const packFacts = (grams: number, isJamo: boolean, side: number): number => grams | (isJamo ? 1 << 17 : 0) | (side << 18);
export const gramsOf = (packed: number): number => packed & 0x1ffff;
export const isJamoOf = (packed: number): boolean => (packed & (1 << 17)) !== 0;
export const sideOf = (packed: number): number => (packed >> 18) & 3;

/** What a split leaves of its items for the search for near ones. */
export interface NearLog {
  /** by column: see `columnsOf` */
  readonly sketches: Int32Array;
  /** of each sketch, the units of its text, 2^16 − 1 at the most; 0 where another sketch of the item has its anchors */
  readonly lengths: Uint16Array;
  /** anchors of long texts, by partition: see `dealAnchors` */
  readonly wide: Int32Array;
  /** anchors of all texts, as `logAnchors` writes them: only where some text is short are they dealt, too */
  readonly narrow: Int32Array;
}

export const nothingNear = (): NearLog => ({
  sketches: new Int32Array(0),
  lengths: new Uint16Array(0),
  wide: new Int32Array(0),
  narrow: new Int32Array(0),
});

export interface SketchWriter {
  /** Notes the sketches and the anchors of a batch's items. */
  write(batch: ItemBatch, firstRow: number): void;
  /** What was noted since the last call. */
  take(): NearLog;
}

/** Null where no rule asks for near items. */
export function createSketchWriter(plan: Plan): SketchWriter | null {
  const settings = similarSettings(plan);
  if (settings === null) return null;
  const { shape, least, jamo, within, across } = settings;
  const upTo = jamoUpTo(jamo, Math.min(within ?? 1, across ?? 1));
  const anchoring = anchorShape(least, shape.n);
  const digests = mediaDigests(plan);
  const nodes: number[] = [];
  const print = new Int32Array(4);
  const log: SketchLog = { facts: createPrintLog(), keys: createPrintLog(), blooms: createPrintLog() };
  const lengths = createPrintLog();
  const anchors = { wide: createPrintLog(), narrow: createPrintLog() };
  let sketcher: Sketcher | null = null;

  function append(batch: ItemBatch, i: number, row: number, isJamo: boolean): void {
    if (sketcher === null) return;
    lengths.ints[extend(lengths, 1)] = 0;
    const at = extend(log.facts, FACTS);
    const keysAt = extend(log.keys, shape.bands);
    const { ints } = log.facts;
    const grams = sketcher.write(isJamo, ints, at + Fact.Parity, log.keys.ints, keysAt);
    ints[at + Fact.Split] = batch.split;
    ints[at + Fact.Row] = row;
    ints[at + Fact.Packed] = packFacts(grams, isJamo, batch.side[i] as number);
    ints[at + Fact.Media] = mediaWord(batch, i, digests, print);
    setChoices(batch, i, ints, at + Fact.Choices);
    const bloom = extend(log.blooms, BLOOM_WORDS);
    for (let k = bloom; k < bloom + BLOOM_WORDS; k++) log.blooms.ints[k] = 0;
  }

  function appendAnchors(units: number): void {
    if (sketcher === null) return;
    const { ints, from, between, to } = sketcher.anchors(anchoring);
    const last = lengths.length - 1;
    lengths.ints[last] = Math.min(units, MOST_UNITS);
    setBloom(ints, between, to, log.blooms.ints, last * BLOOM_WORDS);
    logAnchors(anchors.narrow, last, ints, between, to);
    if (units >= wideFrom(least)) logAnchors(anchors.wide, last, ints, from, between);
  }

  function write(batch: ItemBatch, firstRow: number): void {
    sketcher ??= createSketcher(batch.tape.memory, shape);
    for (let i = 0; i < batch.size; i++) {
      if (batch.root[i] === ABSENT) continue;
      comparedNodes(batch, i, nodes);
      if (nodes.length === 0) continue;
      const units = sketcher.take(batch.tape, nodes);
      if (units < least) continue;
      if (units < upTo) append(batch, i, firstRow + i, true);
      if (units >= jamo) append(batch, i, firstRow + i, false);
      appendAnchors(units);
    }
  }

  function take(): NearLog {
    const near = {
      sketches: columnsOf(log),
      lengths: Uint16Array.from(lengths.ints.subarray(0, lengths.length)),
      wide: dealAnchors(anchors.wide),
      narrow: anchors.narrow.ints.slice(0, anchors.narrow.length),
    };
    for (const each of [...Object.values(log), lengths, ...Object.values(anchors)]) each.length = 0;
    return near;
  }

  return { write, take };
}

const MOST_UNITS = 0xffff;

/** A choice that two items have in common is a bit that they have in common. */
function setChoices({ choicePrint, choiceStart }: ItemBatch, i: number, into: Int32Array, at: number): void {
  for (let k = at; k < at + CHOICE_WORDS; k++) into[k] = 0;
  for (let k = choiceStart[i] as number; k < (choiceStart[i + 1] as number); k++) {
    const print = choicePrint[k * 4] as number;
    const word = at + ((print >>> 5) & (CHOICE_WORDS - 1));
    into[word] = (into[word] as number) | (1 << (print & 31));
  }
}

function setBloom(anchors: Int32Array, from: number, to: number, into: Int32Array, at: number): void {
  for (let k = from; k < to; k++) {
    const anchor = anchors[k] as number;
    const word = at + ((anchor >>> 5) & (BLOOM_WORDS - 1));
    into[word] = (into[word] as number) | (1 << (anchor & 31));
  }
}

/** Equal for the same media; 0 where there is none. */
function mediaWord(batch: ItemBatch, i: number, digests: MediaDigests, print: Int32Array): number {
  if (batch.mediaStart[i] === batch.mediaStart[i + 1]) return 0;
  const { sink } = batch.tape;
  sink.length = 0;
  writeMedia(batch, i, sink, digests);
  fingerprint(sink, print);
  return (print[0] as number) | 1;
}

/** What is known of each sketch, its keys in all bands, and its Bloom filter, sketch by sketch. */
export type SketchLog = Readonly<Record<'facts' | 'keys' | 'blooms', PrintLog>>;

/** Sketches of a split by column: the facts of all, then their keys in each band, then their Bloom filters. */
export function columnsOf({ facts, keys, blooms }: SketchLog): Int32Array {
  const columns = new Int32Array(facts.length + keys.length + blooms.length);
  columns.set(facts.ints.subarray(0, facts.length));
  columns.set(blooms.ints.subarray(0, blooms.length), facts.length + keys.length);
  const count = facts.length / FACTS;
  const { ints } = keys;
  for (let k = 0, from = 0; k < count; k++) {
    for (let to = facts.length + k; to < facts.length + keys.length; to += count) columns[to] = ints[from++] as number;
  }
  return columns;
}
