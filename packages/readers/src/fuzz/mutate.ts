import { Buffer } from 'node:buffer';

/** Gives whole numbers in [0, below). */
export type Random = (below: number) => number;

/** A sequence that a seed and a run's number fix (mulberry32). */
export function randomOf(seed: number, run: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b)) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Mutation = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer;

/** Bytes that mean something to some format. */
const TELLING = Buffer.from(
  '\n\r"\',;\t{}[]:\\ &*-#<>/\u001e\u0000\u0001\u007f\u0080\u00fe\u00ff\u00ef\u00bb\u00bf\u00b0\u00a1',
  'latin1',
);
const WORDS = [0, -1, 1, 0x7fffffff, -0x80000000, 1 << 20, 1 << 28, 255];
const LONGEST = 64;

const MUTATIONS: readonly Mutation[] = [
  function flip(bytes, random) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << random(8));
    return bytes;
  },
  function overwrite(bytes, random) {
    bytes[random(bytes.length)] = random(2) === 0 ? random(256) : telling(random);
    return bytes;
  },
  function word(bytes, random) {
    if (bytes.length >= 4) bytes.writeInt32LE(WORDS[random(WORDS.length)] as number, random(bytes.length - 3));
    return bytes;
  },
  function insert(bytes, random) {
    const piece = Buffer.from(Array.from({ length: 1 + random(8) }, () => (random(2) === 0 ? random(256) : telling(random))));
    return inserted(bytes, random(bytes.length + 1), piece);
  },
  function remove(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(LONGEST))]);
  },
  function duplicate(bytes, random) {
    const at = random(bytes.length);
    return inserted(bytes, random(bytes.length + 1), bytes.subarray(at, at + 1 + random(LONGEST)));
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length));
  },
  function splice(bytes, random, others) {
    const other = others[random(others.length)] as Uint8Array;
    return Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]);
  },
];

function telling(random: Random): number {
  return TELLING[random(TELLING.length)] as number;
}

function inserted(bytes: Buffer, at: number, piece: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

/** One of the seeds with one to four changes. */
export function mutated(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Buffer = Buffer.from(seeds[random(seeds.length)] as Uint8Array);
  for (let left = 1 + random(4); left > 0 && bytes.length > 0; left -= 1) {
    const mutate = MUTATIONS[random(MUTATIONS.length)] as Mutation;
    bytes = mutate(bytes, random, seeds);
  }
  return new Uint8Array(bytes);
}
