import { Buffer, isUtf8 } from 'node:buffer';
import { allocate, type ByteMemory, plainMemory, wasmMemory } from '@jatdae/kernel';
import type { JsonText } from './json-text.js';

/**
 * Texts that belong into the records of a batch as JSON strings: until the batch is whole they are only pointed at, then all are put in
 * by one call. They lie in the kernel's memory, which is as large as a batch needs.
 */
export interface Inserts {
  readonly memory: ByteMemory;
  /** of each: place in the batch's text, address, length, and where it ends in what is woven */
  table: Uint32Array;
  tableAt: number;
  room: number;
  count: number;
  /** how many there were when the record that is being written began */
  first: number;
  /** bytes of the texts and their quotes, escapes not counted: of the batch, and before the record that is being written */
  bytes: number;
  before: number;
  /** how often all were woven: texts that were staged earlier are no longer there */
  round: number;
  readonly stage: Stage;
  readonly text: Range;
  readonly woven: Range;
}

/** Of the kernel's memory. */
export interface Range {
  at: number;
  room: number;
}

/** Ranges that are filled one after the other, and again in the next round. */
interface Stage {
  readonly ranges: Range[];
  /** the one that is being filled, and how far */
  range: number;
  used: number;
}

const WORDS = 4;
const FIRST_INSERTS = 4096;
const STAGE_BYTES = 1 << 20;
/** A control character becomes six bytes. */
const MOST_ESCAPED = 6;
/** Of a file this small, the module would take longer than the texts. */
export const SMALL_FILE = 64 << 10;

/** `inKernel`: whether WebAssembly is to put them in, where there is some. */
export function createInserts(inKernel: boolean): Inserts {
  const memory = (inKernel ? wasmMemory() : null) ?? plainMemory();
  const inserts: Inserts = {
    memory,
    table: new Uint32Array(0),
    tableAt: 0,
    room: 0,
    count: 0,
    first: 0,
    bytes: 0,
    before: 0,
    round: 0,
    stage: { ranges: [], range: 0, used: 0 },
    text: { at: 0, room: 0 },
    woven: { at: 0, room: 0 },
  };
  memory.onReplaced.push(() => viewTable(inserts));
  growTable(inserts, FIRST_INSERTS);
  return inserts;
}

function growTable(inserts: Inserts, room: number): void {
  const { memory, tableAt } = inserts;
  const grownAt = allocate(memory, room * WORDS * 4);
  memory.copy(tableAt, inserts.room * WORDS * 4, grownAt);
  inserts.tableAt = grownAt;
  inserts.room = room;
  viewTable(inserts);
}

function viewTable(inserts: Inserts): void {
  inserts.table = new Uint32Array(inserts.memory.buffer, inserts.tableAt, inserts.room * WORDS);
}

/** Takes a copy of bytes into the kernel's memory, for this round; gives its address. */
function stageBytes({ memory, stage }: Inserts, bytes: Uint8Array): number {
  let range = stage.ranges[stage.range];
  while (range !== undefined && range.room - stage.used < bytes.length) {
    stage.range += 1;
    stage.used = 0;
    range = stage.ranges[stage.range];
  }
  if (range === undefined) {
    const room = Math.max(STAGE_BYTES, bytes.length);
    range = { at: allocate(memory, room), room };
    stage.ranges.push(range);
  }
  const address = range.at + stage.used;
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  stage.used += bytes.length;
  return address;
}

/** Takes a copy of bytes to a range of its own, in place of what was there. */
function keepBytes({ memory }: Inserts, range: Range, bytes: Uint8Array): number {
  takeRoom(memory, range, bytes.length);
  new Uint8Array(memory.buffer, range.at, bytes.length).set(bytes);
  return range.at;
}

/** What of a page, column or dictionary lies in the kernel's memory. */
export interface Staged {
  /** of the inserts, at the end of which it is gone */
  round: number;
  from: number;
  to: number;
  address: number;
  /** where all of it goes, to stay */
  readonly keep: Range | null;
  /** bytes that are copied at a time, where one value is not more */
  readonly ahead: number;
}

const AHEAD_BYTES = 32 << 10;

export function nothingStaged(keep: Range | null = null, ahead = AHEAD_BYTES): Staged {
  return { round: NEVER, from: 0, to: 0, address: 0, keep, ahead };
}

/** No round, and all rounds. */
const NEVER = -1;
const ALWAYS = -2;
/** The address of bytes[start, end), of which a copy is made with what follows it if there is none. */
export function addressOf(inserts: Inserts, staged: Staged, bytes: Uint8Array, start: number, end: number): number {
  const isThere = staged.round === inserts.round || staged.round === ALWAYS;
  if (!isThere || start < staged.from || end > staged.to) stage(inserts, staged, bytes, start, end);
  return staged.address + start - staged.from;
}

function stage(inserts: Inserts, staged: Staged, bytes: Uint8Array, start: number, end: number): void {
  const { keep, ahead } = staged;
  const isWhole = keep !== null || bytes.length <= AHEAD_BYTES;
  staged.from = isWhole ? 0 : start;
  staged.to = isWhole ? bytes.length : Math.min(bytes.length, Math.max(end, start + ahead));
  const part = bytes.subarray(staged.from, staged.to);
  staged.address = keep === null ? stageBytes(inserts, part) : keepBytes(inserts, keep, part);
  staged.round = keep === null ? inserts.round : ALWAYS;
}

/** Puts a text of the kernel's memory at the end of what was written. */
export function insertText(inserts: Inserts, { used }: JsonText, address: number, length: number): void {
  if (inserts.count === inserts.room) growTable(inserts, inserts.count * 2);
  const { table } = inserts;
  const at = inserts.count * WORDS;
  table[at] = used;
  table[at + 1] = address;
  table[at + 2] = length;
  inserts.count += 1;
  inserts.bytes += length + 2;
}

/** Bytes of the inserts of the record that is being written, escapes not counted. */
export function insertedBytes(inserts: Inserts): number {
  return inserts.bytes - inserts.before;
}

/** The same with escapes, and whether all of them are text. */
export function measureInserts(inserts: Inserts): { readonly bytes: number; readonly isText: boolean } {
  const { memory, table, first, count } = inserts;
  let bytes = 0;
  let isText = true;
  for (let i = first; i < count; i += 1) {
    const address = table[i * WORDS + 1] as number;
    const length = table[i * WORDS + 2] as number;
    bytes += memory.escaped(address, length) + 2;
    isText &&= isUtf8(new Uint8Array(memory.buffer, address, length));
  }
  return { bytes, isText };
}

/** The record that is being written is whole: what comes next belongs to another. */
export function keepInserts(inserts: Inserts): void {
  inserts.first = inserts.count;
  inserts.before = inserts.bytes;
}

/** Forgets the inserts of the record that is being written. */
export function dropInserts(inserts: Inserts): void {
  inserts.count = inserts.first;
  inserts.bytes = inserts.before;
}

export interface Woven {
  readonly bytes: Uint8Array;
  /** Where, in the bytes, the record that ended at a place of the text ends; places come in ascending order. */
  endOf(place: number): number;
}

/** The text with all inserts in it; valid until the next round begins. */
export function weave(inserts: Inserts, { bytes, used }: JsonText): Woven {
  const { memory, text, woven, count } = inserts;
  takeRoom(memory, text, used);
  takeRoom(memory, woven, used + roomOf(inserts));
  new Uint8Array(memory.buffer, text.at, used).set(bytes.subarray(0, used));
  const size = memory.weave(text.at, used, inserts.tableAt, count, woven.at);
  let next = 0;
  const { table } = inserts;
  return {
    bytes: Buffer.from(memory.buffer, woven.at, size),
    endOf(place) {
      while (next < count && (table[next * WORDS] as number) <= place) next += 1;
      if (next === 0) return place;
      const last = (next - 1) * WORDS;
      return (table[last + 3] as number) + place - (table[last] as number);
    },
  };
}

/** Bytes that the inserts take at the most; exactly, where that would be much. */
function roomOf({ memory, table, count, bytes, woven }: Inserts): number {
  const most = bytes * MOST_ESCAPED;
  if (most <= Math.max(woven.room, STAGE_BYTES * 2 * MOST_ESCAPED)) return most;
  let exact = 0;
  for (let i = 0; i < count; i += 1) {
    exact += memory.escaped(table[i * WORDS + 1] as number, table[i * WORDS + 2] as number) + 2;
  }
  return exact;
}

function takeRoom(memory: ByteMemory, range: Range, size: number): void {
  if (size <= range.room) return;
  const room = Math.max(size, range.room * 2);
  range.at = allocate(memory, room);
  range.room = room;
}

export function nextRound(inserts: Inserts): void {
  inserts.count = 0;
  inserts.first = 0;
  inserts.bytes = 0;
  inserts.before = 0;
  inserts.round += 1;
  inserts.stage.range = 0;
  inserts.stage.used = 0;
}
