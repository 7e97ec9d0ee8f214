import { bytesOf, endOf, flagsOf, startOf, type Tape, TextFlag, utf8Of } from '@jatdae/kernel';

/**
 * Questions drawn evenly from all of a sub-metric: those whose ids have the smallest hashes. It is the same however the data were cut, and
 * all questions where there are no more than there is room for.
 */
export interface Sample {
  /** in no order */
  readonly drawn: Drawn[];
  /** index of the drawn question to go first, kept only while the sample is full */
  last: number;
}

export interface Drawn {
  readonly rank: number;
  /** UTF-8 of the question, its first LONGEST bytes */
  readonly text: Uint8Array;
  /** no picture and no other text is asked about */
  readonly alone: boolean;
}

export const createSample = (): Sample => ({ drawn: [], last: -1 });

/** Bytes kept of a question. */
const LONGEST = 2048;

/** Questions of a sub-metric that there is room for. */
export const roomFor = (subMetrics: number): number => Math.max(50, Math.min(100, Math.floor(20_000 / Math.max(1, subMetrics))));

/** Ranks above it are none of the sample's, whatever else comes. */
export const limitOf = ({ drawn, last }: Sample): number => (last < 0 ? Number.POSITIVE_INFINITY : drawn[last].rank);

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
  if (rank > limit || rank > limitOf(sample)) return;
  const isPlain = (flagsOf(tape, question) & TextFlag.Escaped) === 0;
  const text = (isPlain ? bytesOf(tape, question) : utf8Of(tape, question)).slice(0, LONGEST);
  insert(sample, room, { rank, text, alone });
}

/** FNV-1a of a node's bytes, mixed by MurmurHash3's finaliser. */
function rankOf(tape: Tape, node: number): number {
  const end = endOf(tape, node);
  let hash = 0x811c9dc5;
  for (let p = startOf(tape, node); p < end; p++) hash = Math.imul(hash ^ tape.bytes[p], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function insert(sample: Sample, room: number, next: Drawn): void {
  const { drawn, last } = sample;
  if (last < 0) drawn.push(next);
  else if (compare(next, drawn[last]) < 0) drawn[last] = next;
  else return;
  if (drawn.length < room) return;
  sample.last = 0;
  for (let k = 1; k < drawn.length; k++) if (compare(drawn[k], drawn[sample.last]) > 0) sample.last = k;
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
}

/** The questions in an order that is as good as random, and always the same. */
export const questionsOf = ({ drawn }: Sample): Question[] =>
  [...drawn].sort(compare).map(({ text, ...more }) => ({ ...more, text: decoder.decode(text) }));
