import { classOf, MEASURED, NAMED } from '@jatdae/kernel';
import { type Census, type Group, openGroup } from './census.js';
import { CUES, type Cues, mergeCues } from './cues.js';
import { type Histogram, makeRoom } from './histogram.js';
import { createNames, mergeNames, type Names } from './names.js';
import { mergeSample, roomFor, type Sample } from './sample.js';

/**
 * A census as bytes, which hold what was counted and nothing else: a group of a split has a few items, and a histogram of their lengths is nearly all zeros.
 * Whole numbers take seven bits a byte, the lowest first (LEB128).
 */
export function encodeCensus({ groups, names, samples }: Census): Uint8Array {
  const out = createWriter();
  const there = groups.flatMap((group, g) => (group === null ? [] : [{ group, g }]));
  out.number(there.length);
  for (const { group, g } of there) {
    out.number(g);
    writeGroup(out, group);
  }
  for (const name of NAMED) {
    out.number(names[name].counts.size);
    for (const [text, counts] of names[name].counts) {
      writeText(out, text);
      writeSparse(out, counts);
    }
  }
  for (const { drawn } of samples) {
    out.number(drawn.length);
    for (const { rank, text, alone } of drawn) {
      out.number(rank * 2 + (alone ? 1 : 0));
      out.bytes(text);
    }
  }
  return out.take();
}

/** Adds a census that was encoded to one of as many sub-metrics. */
export function addEncodedCensus(into: Census, encoded: Uint8Array): void {
  const input = createReader(encoded);
  for (let left = input.number(); left > 0; left--) readGroup(input, openGroup(into, input.number()));
  for (const name of NAMED) mergeNames(into.names[name], readNames(input, into.groups.length * 2));
  for (const sample of into.samples) mergeSample(sample, readSample(input), roomFor(into.subMetrics));
}

function writeGroup(out: Writer, { items, valid, lengths, choices, keys, cues }: Group): void {
  out.number(items);
  out.number(valid);
  for (const field of MEASURED) writeHistogram(out, lengths[field]);
  writeSparse(out, choices);
  writeSparse(out, keys);
  out.number(cues.items);
  out.number(cues.chance);
  for (const cue of CUES) out.number(cues.hits[cue]);
}

function readGroup(input: Reader, group: Group): void {
  group.items += input.number();
  group.valid += input.number();
  for (const field of MEASURED) readHistogram(input, group.lengths[field]);
  addSparse(input, group.choices);
  addSparse(input, group.keys);
  const [items, chance] = [input.number(), input.number()];
  mergeCues(group.cues, { items, chance, hits: Object.fromEntries(CUES.map((cue) => [cue, input.number()])) as Cues['hits'] });
}

function writeHistogram(out: Writer, { items, sum, min, max, counts }: Histogram): void {
  out.number(items);
  if (items === 0) return;
  out.number(sum);
  out.number(min);
  out.number(max);
  writeSparse(out, counts);
}

function readHistogram(input: Reader, histogram: Histogram): void {
  const items = input.number();
  if (items === 0) return;
  histogram.items += items;
  histogram.sum += input.number();
  histogram.min = Math.min(histogram.min, input.number());
  histogram.max = Math.max(histogram.max, input.number());
  makeRoom(histogram, classOf(histogram.max) + 1);
  addSparse(input, histogram.counts);
}

/** How many there are that are not 0; of each, how many places it is past the one before, and what it is. */
function writeSparse(out: Writer, counts: Float64Array): void {
  let some = 0;
  for (const count of counts) if (count !== 0) some += 1;
  out.number(some);
  let last = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k];
    if (count === 0) continue;
    out.number(k - last);
    out.number(count);
    last = k;
  }
}

function addSparse(input: Reader, counts: Float64Array): void {
  let place = 0;
  for (let left = input.number(); left > 0; left--) {
    place += input.number();
    counts[place] += input.number();
  }
}

function readNames(input: Reader, width: number): Names {
  const names = createNames();
  for (let left = input.number(); left > 0; left--) {
    const name = readText(input);
    const held = new Float64Array(width);
    addSparse(input, held);
    names.counts.set(name, held);
  }
  return names;
}

function readSample(input: Reader): Sample {
  const drawn = Array.from({ length: input.number() }, () => {
    const word = input.number();
    return { rank: Math.floor(word / 2), alone: word % 2 === 1, text: input.bytes().slice() };
  });
  return { drawn };
}

/** UTF-16 units: what a name is told apart by, half a surrogate pair too. */
function writeText(out: Writer, text: string): void {
  out.number(text.length);
  for (let k = 0; k < text.length; k++) out.number(text.charCodeAt(k));
}

const readText = (input: Reader): string => String.fromCharCode(...Array.from({ length: input.number() }, () => input.number()));

/** Bytes of a whole number below 2^53, at the most. */
const LONGEST_NUMBER = 8;

interface Writer {
  /** whole, not negative */
  number(value: number): void;
  bytes(value: Uint8Array): void;
  take(): Uint8Array;
}

function createWriter(): Writer {
  let room = new Uint8Array(1 << 12);
  let length = 0;

  function reserve(by: number): void {
    if (length + by <= room.length) return;
    const grown = new Uint8Array(Math.max(length + by, room.length * 2));
    grown.set(room);
    room = grown;
  }

  function number(value: number): void {
    reserve(LONGEST_NUMBER);
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) room[length++] = (left % 128) | 128;
    room[length++] = left;
  }

  return {
    number,
    bytes(value) {
      number(value.length);
      reserve(value.length);
      room.set(value, length);
      length += value.length;
    },
    take: () => room.slice(0, length),
  };
}

interface Reader {
  number(): number;
  /** a view */
  bytes(): Uint8Array;
}

function createReader(room: Uint8Array): Reader {
  let at = 0;

  function number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = room[at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }

  return {
    number,
    bytes() {
      const length = number();
      at += length;
      return room.subarray(at - length, at);
    },
  };
}
