import { bytesOf, endOf, flagsOf, startOf, type Tape, TextFlag, utf8Of } from '@jatdae/kernel';
import { type Script, scriptOf } from './script.js';

/**
 * Questions drawn evenly from all of a sub-metric: those whose ids have the smallest hashes. It is the same however the data were cut, and
 * all questions where there are no more than there is room for.
 */
export interface Sample {
  /** the first one to go last */
  readonly drawn: Drawn[];
}

export interface Drawn {
  readonly rank: number;
  /** UTF-8 of the question, its first LONGEST bytes */
  readonly text: Uint8Array;
  /** no picture and no other text is asked about */
  readonly alone: boolean;
}

export const createSample = (): Sample => ({ drawn: [] });

/** Bytes kept of a question. */
const LONGEST = 2048;

/** Questions of a sub-metric that there is room for. */
export const roomFor = (subMetrics: number): number => Math.max(50, Math.min(100, Math.floor(20_000 / Math.max(1, subMetrics))));

/** Ranks above it are none of the sample's, whatever else comes. */
export const limitOf = ({ drawn }: Sample, room: number): number =>
  drawn.length < room ? Number.POSITIVE_INFINITY : drawn[room - 1].rank;

/**
 * Draws a question, or not. `id` is -1 where the item has none: then the question's own bytes decide. `limit`: of a sample that this one
 * will be merged with.
 */
export function draw(
  sample: Sample,
  room: number,
  limit: number,
  tape: Tape,
  id: number,
  question: number,
  alone: boolean,
): void {
  const rank = rankOf(tape, id < 0 ? question : id);
  if (rank > limit || rank > limitOf(sample, room)) return;
  const isPlain = (flagsOf(tape, question) & TextFlag.Escaped) === 0;
  const text = (isPlain ? bytesOf(tape, question) : utf8Of(tape, question)).slice(0, LONGEST);
  insert(sample, room, { rank, text, alone });
}

/** FNV-1a of a node's bytes, mixed by MurmurHash3's finaliser. */
function rankOf(tape: Tape, node: number): number {
  const { bytes } = tape;
  const end = endOf(tape, node);
  let hash = 0x811c9dc5;
  for (let p = startOf(tape, node); p < end; p++) hash = Math.imul(hash ^ bytes[p], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function insert({ drawn }: Sample, room: number, next: Drawn): void {
  let from = 0;
  let to = drawn.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(drawn[middle], next) <= 0) from = middle + 1;
    else to = middle;
  }
  if (from >= room) return;
  if (drawn.length === room) drawn.pop();
  drawn.splice(from, 0, next);
}

const compare = (a: Drawn, b: Drawn): number =>
  a.rank - b.rank || compareBytes(a.text, b.text) || Number(a.alone) - Number(b.alone);

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let k = 0; k < length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return a.length - b.length;
}

export function mergeSample(into: Sample, from: Sample, room: number): void {
  for (const drawn of from.drawn) insert(into, room, drawn);
}

const decoder = new TextDecoder();

/** A drawn question as text. */
export interface Question extends Omit<Drawn, 'text'> {
  readonly text: string;
  /** that most of it is written in, null where there are too few letters to tell */
  readonly script: Script | null;
}

/** The questions in an order that is as good as random, and always the same. */
export const questionsOf = ({ drawn }: Sample): Question[] =>
  drawn.map(({ text: bytes, rank, alone }) => {
    const text = decoder.decode(bytes);
    return { rank, alone, text, script: scriptOf(text) };
  });
