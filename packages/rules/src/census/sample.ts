import { bytesOf, endOf, flagsOf, startOf, type Tape, TextFlag, textOf } from '@jatdae/kernel';

/**
 * Questions drawn evenly from all of a sub-metric: those whose ids have the smallest hashes. It is the same however the data were cut, and
 * all questions where there are no more than there is room for.
 */
export interface Sample {
  /** ascending */
  readonly ranks: number[];
  /** UTF-8 of each question, its first LONGEST bytes */
  readonly texts: Uint8Array[];
}

export const createSample = (): Sample => ({ ranks: [], texts: [] });

/** Bytes kept of a question. */
const LONGEST = 2048;

/** Questions of a sub-metric that there is room for. */
export const roomFor = (subMetrics: number): number => Math.max(50, Math.min(400, Math.floor(20_000 / Math.max(1, subMetrics))));

/** Draws a question, or not. `id` is -1 where the item has none: then the question's own bytes decide. */
export function draw(sample: Sample, room: number, tape: Tape, id: number, question: number): void {
  const rank = rankOf(tape, id < 0 ? question : id);
  const { ranks } = sample;
  if (ranks.length === room && rank > ranks[room - 1]) return;
  const text =
    (flagsOf(tape, question) & TextFlag.Escaped) === 0 ? bytesOf(tape, question).slice(0, LONGEST) : unescaped(tape, question);
  insert(sample, room, rank, text);
}

const encoder = new TextEncoder();
const unescaped = (tape: Tape, node: number): Uint8Array => encoder.encode(textOf(tape, node)).slice(0, LONGEST);

/** FNV-1a of a node's bytes, mixed by MurmurHash3's finaliser. */
function rankOf(tape: Tape, node: number): number {
  const end = endOf(tape, node);
  let hash = 0x811c9dc5;
  for (let p = startOf(tape, node); p < end; p++) hash = Math.imul(hash ^ tape.bytes[p], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function insert({ ranks, texts }: Sample, room: number, rank: number, text: Uint8Array): void {
  let at = ranks.length;
  while (at > 0 && (ranks[at - 1] > rank || (ranks[at - 1] === rank && compareBytes(texts[at - 1], text) > 0))) at -= 1;
  if (at === room) return;
  ranks.splice(at, 0, rank);
  texts.splice(at, 0, text);
  if (ranks.length <= room) return;
  ranks.pop();
  texts.pop();
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let k = 0; k < length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return a.length - b.length;
}

export function mergeSample(into: Sample, from: Sample, room: number): void {
  from.ranks.forEach((rank, k) => {
    insert(into, room, rank, from.texts[k]);
  });
}

const decoder = new TextDecoder();

export const textsOf = ({ texts }: Sample): string[] => texts.map((text) => decoder.decode(text));
