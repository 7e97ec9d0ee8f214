import {
  ABSENT,
  BLOOM_WORDS,
  CHOICE_WORDS,
  FACTS,
  Fact,
  type ItemBatch,
  type ItemSketchShape,
  MOST_NOTED_UNITS,
  PARITY_WORDS,
  packFacts,
  type Sketcher,
} from '@jatdae/kernel';
import { extend } from '../scan/prints.js';
import { logAnchors } from './anchor-log.js';
import { comparedNodes } from './item-texts.js';
import type { SplitLog } from './split-log.js';

/** Notes the sketches and the anchors of one row; assembly/sketch-items.ts does the same batch by batch. */
export type RowSketcher = (batch: ItemBatch, i: number, row: number, media: number, log: SplitLog) => void;

/** @param sketcher whose shape is that of `shape` */
export function createRowSketcher(sketcher: Sketcher, shape: ItemSketchShape): RowSketcher {
  const nodes: number[] = [];
  const sketched = new Int32Array(PARITY_WORDS + shape.sketch.bands);

  function append(batch: ItemBatch, i: number, row: number, media: number, isJamo: boolean, log: SplitLog): void {
    const grams = sketcher.write(isJamo, sketched, 0, sketched, PARITY_WORDS);
    const at = extend(log.facts, FACTS);
    const { ints } = log.facts;
    ints[at + Fact.Split] = batch.split;
    ints[at + Fact.Row] = row;
    ints[at + Fact.Packed] = packFacts(grams, isJamo, batch.side[i] as number, choicesOf(batch, i));
    ints[at + Fact.Media] = media;
    setChoices(batch, i, ints, at + Fact.Choices);
    ints.set(sketched.subarray(0, PARITY_WORDS), at + Fact.Parity);
    log.keys.forEach((keys, band) => {
      keys.ints[extend(keys, 1)] = sketched[PARITY_WORDS + band] as number;
    });
    log.blooms.ints.fill(0, extend(log.blooms, BLOOM_WORDS), log.blooms.length);
    log.lengths.ints[extend(log.lengths, 1)] = 0;
  }

  function appendAnchors(units: number, log: SplitLog): void {
    const { ints, from, between, to } = sketcher.anchors(shape.anchors);
    const last = log.lengths.length - 1;
    log.lengths.ints[last] = Math.min(units, MOST_NOTED_UNITS);
    setBloom(ints, between, to, log.blooms.ints, last * BLOOM_WORDS);
    logAnchors(log.narrow, last, ints, between, to);
    if (units >= shape.wideFrom) logAnchors(log.wide, last, ints, from, between);
  }

  return (batch, i, row, media, log) => {
    if (batch.root[i] === ABSENT) return;
    comparedNodes(batch, i, nodes);
    if (nodes.length === 0) return;
    const units = sketcher.take(batch.tape, nodes);
    if (units < shape.least) return;
    if (units < shape.jamoTo) append(batch, i, row, media, true, log);
    if (units >= shape.jamo) append(batch, i, row, media, false, log);
    appendAnchors(units, log);
  };
}

const choicesOf = ({ choiceStart }: ItemBatch, i: number): number => (choiceStart[i + 1] as number) - (choiceStart[i] as number);

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
