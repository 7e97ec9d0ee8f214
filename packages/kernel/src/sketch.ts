import { type AnchorShape, type Anchors, plainAnchors } from './anchors.js';
import { allocate, type ByteMemory, type SketchFunctions } from './byte-memory.js';
import { reserve, type Sink } from './fingerprint.js';
import { plainKeyedBins } from './keyed-twin.js';
import { textOf } from './nodes.js';
import {
  BINS,
  jamoOf,
  MAX_UNITS,
  NORMAL_STEPS,
  type NormalStep,
  normalText,
  PARITY_WORDS,
  plainSketch,
  type SketchShape,
} from './normal-text.js';
import type { Tape } from './tape.js';

/** Makes sketches of the strings of a tape, one text at a time. */
export interface Sketcher {
  /** Takes the normal text of strings, one behind the other; gives its length in UTF-16 units. */
  take(tape: Tape, list: readonly number[]): number;
  /**
   * Writes PARITY_WORDS words at `parityAt` of one and `bands` keys at `keysAt` of the other; gives how many different grams (by their hash) the
   * taken text has.
   */
  write(asJamo: boolean, parity: Int32Array, parityAt: number, keys: Int32Array, keysAt: number): number;
  /** The anchors of the taken text; the object is used again by the next call. */
  anchors(shape: AnchorShape): Anchors;
  /**
   * Writes a sketch of the taken text, KEYED_BINS bytes, whose grams are hashed with a key of 16 bytes: nothing can be told of them without it.
   * False where there is no gram.
   */
  keyedBins(asJamo: boolean, key: Uint8Array, out: Uint8Array, at: number): boolean;
  /** Appends the units of the taken text, little-endian. */
  append(sink: Sink): void;
}

/** Bytes of a keyed sketch. */
export const KEYED_BINS = 128;

/** Longer texts are never looked at as jamo: room for three units each. */
export const MAX_JAMO_UNITS = 1024;
/** See assembly/sketch.ts: bins and parities, the table of grams seen, and a hash each. */
const SCRATCH_BYTES = 768 + MAX_UNITS * 8 + MAX_UNITS * 4 + 64;

/** Grams of a wide window: see `anchorShape` and the profile's largest `least`. */
const MAX_WINDOW = 2048;

export function createSketcher(memory: ByteMemory, shape: SketchShape, room?: SketchRoom): Sketcher {
  const functions = memory.kernels;
  return functions === null
    ? createPlainSketcher(shape)
    : createFastSketcher(memory, functions, shape, room ?? takeSketchRoom(memory));
}

/** Room in the memory for a text and what is made of it; who shares it takes one text after the other. */
export interface SketchRoom {
  readonly units: number;
  readonly jamo: number;
  readonly scratch: number;
  readonly out: number;
  readonly hashes: number;
}

export const takeSketchRoom = (memory: ByteMemory): SketchRoom => ({
  units: allocate(memory, MAX_UNITS * 2),
  jamo: allocate(memory, MAX_JAMO_UNITS * 6),
  scratch: allocate(memory, SCRATCH_BYTES),
  out: allocate(memory, (PARITY_WORDS + BINS) * 4),
  hashes: allocate(memory, (MAX_UNITS + MAX_WINDOW) * 4),
});

function createPlainSketcher(shape: SketchShape): Sketcher {
  let text = '';
  return {
    take(tape, list) {
      text = textOfAll(tape, list, shape.normal);
      return text.length;
    },
    write(asJamo, parity, parityAt, keys, keysAt) {
      const words = new Int32Array(PARITY_WORDS + shape.bands);
      const count = plainSketch(asJamo ? jamoOf(text) : text, shape, words, 0);
      parity.set(words.subarray(0, PARITY_WORDS), parityAt);
      keys.set(words.subarray(PARITY_WORDS), keysAt);
      return count;
    },
    anchors(anchorShape) {
      const { wide, narrow } = plainAnchors(text, shape.n, anchorShape);
      const ints = Int32Array.from([...wide, ...narrow]);
      return { ints, from: 0, between: wide.length, to: ints.length };
    },
    keyedBins: (asJamo, key, out, at) => plainKeyedBins(asJamo ? jamoOf(text) : text, shape.n, key, out, at),
    append(sink) {
      reserve(sink, text.length * 2);
      for (let k = 0; k < text.length; k++, sink.length += 2) sink.view.setUint16(sink.length, text.charCodeAt(k), true);
    },
  };
}

const textOfAll = (tape: Tape, list: readonly number[], steps: readonly NormalStep[] | undefined): string =>
  list
    .map((node) => normalText(textOf(tape, node), steps))
    .join('')
    .slice(0, MAX_UNITS);

function createFastSketcher(
  memory: ByteMemory,
  functions: SketchFunctions,
  { n, rows, bands, normal }: SketchShape,
  { units: unitsAt, jamo: jamoAt, scratch: scratchAt, out: outAt, hashes: hashesAt }: SketchRoom,
): Sketcher {
  /** `gather` takes all steps */
  const isUsual = (normal ?? NORMAL_STEPS).length === NORMAL_STEPS.length;
  let listRoom = 64;
  let listAt = allocate(memory, listRoom * 4);
  const anchorsAt = allocate(memory, MAX_UNITS * 8 + 24);
  const keyAt = allocate(memory, 16);
  const binsAt = allocate(memory, KEYED_BINS * 5);
  let length = 0;
  let ints = new Int32Array(memory.buffer);
  const found: Anchors = { ints, from: 0, between: 0, to: 0 };
  memory.onReplaced.push(() => {
    ints = new Int32Array(memory.buffer);
  });

  function putList(list: readonly number[]): void {
    if (list.length > listRoom) {
      listRoom = list.length * 2;
      listAt = allocate(memory, listRoom * 4);
    }
    for (let k = 0; k < list.length; k++) ints[(listAt >>> 2) + k] = list[k] as number;
  }

  function takeText(text: string): number {
    const units = new Uint16Array(memory.buffer, unitsAt, text.length);
    for (let k = 0; k < text.length; k++) units[k] = text.charCodeAt(k);
    return text.length;
  }

  /** The text, as jamo where that was asked for and it is short. */
  function unitsOf(asJamo: boolean): { readonly at: number; readonly size: number } {
    if (!asJamo || length > MAX_JAMO_UNITS) return { at: unitsAt, size: length };
    return { at: jamoAt, size: functions.jamo(unitsAt, length, jamoAt) };
  }

  return {
    take(tape, list) {
      const isNear = isUsual && tape.memory === memory;
      if (isNear) putList(list);
      length = isNear ? functions.gather(tape.marks.bytesAt, tape.nodesAt, listAt, list.length, unitsAt, MAX_UNITS) : -1;
      if (length < 0) length = takeText(textOfAll(tape, list, normal));
      return length;
    },
    write(asJamo, parity, parityAt, keys, keysAt) {
      const units = unitsOf(asJamo);
      const count = functions.sketch(units.at, units.size, n, rows, bands, scratchAt, outAt);
      const from = outAt >>> 2;
      for (let k = 0; k < PARITY_WORDS; k++) parity[parityAt + k] = ints[from + k] as number;
      for (let k = 0; k < bands; k++) keys[keysAt + k] = ints[from + PARITY_WORDS + k] as number;
      return count;
    },
    anchors({ k, narrow, wide }) {
      const count = functions.anchors(unitsAt, length, n, k, narrow, wide, hashesAt, anchorsAt);
      found.ints = ints;
      found.from = (anchorsAt >>> 2) + 1;
      found.between = found.from + (ints[found.from - 1] as number);
      found.to = found.between + count;
      return found;
    },
    keyedBins(asJamo, key, out, to) {
      const { at, size } = unitsOf(asJamo);
      new Uint8Array(memory.buffer, keyAt, 16).set(key);
      if (functions.keyedBins(at, size, n, keyAt, binsAt + KEYED_BINS, binsAt) === 0) return false;
      out.set(new Uint8Array(memory.buffer, binsAt, KEYED_BINS), to);
      return true;
    },
    append(sink) {
      reserve(sink, length * 2);
      sink.bytes.set(new Uint8Array(memory.buffer, unitsAt, length * 2), sink.length);
      sink.length += length * 2;
    },
  };
}
