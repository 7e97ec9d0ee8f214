import type { Buffer } from 'node:buffer';
import { createSteps, type Peek } from '../peek.js';
import { DAMAGED, type MediaFormat, type Reading, reading } from './format.js';

/** RFC 9559 (Matroska). Ids with their length marker. */
const Id = {
  Ebml: 0x1a45dfa3,
  Segment: 0x18538067,
  Info: 0x1549a966,
  TimestampScale: 0x2ad7b1,
  Duration: 0x4489,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  Audio: 0xe1,
  SamplingFrequency: 0xb5,
} as const;
const PARENTS: ReadonlySet<number> = new Set([Id.Info, Id.Tracks, Id.TrackEntry, Id.Video, Id.Audio]);
const DEEPEST = 4;

export const ebml: MediaFormat = {
  id: 'matroska',
  extensions: ['webm', 'mkv', 'mka', 'mks'],
  matches: (head) => head.length >= 4 && head.readUInt32BE(0) === Id.Ebml,
  async read(file) {
    const notes: Notes = { scale: 1_000_000, duration: null, width: null, height: null, sampleRate: null };
    for await (const element of elementsIn(file, 0, file.size)) {
      if (element.id !== Id.Segment) {
        if (element.end > file.size) break;
        continue;
      }
      const end = Math.min(file.size, element.end);
      const whole = element.end <= file.size && (await readSegment(file, element.start, end, notes));
      return toReading(notes, whole);
    }
    return reading({ fault: 'truncated' });
  },
};

interface Notes {
  /** nanoseconds a tick */
  scale: number;
  duration: number | null;
  width: number | null;
  height: number | null;
  sampleRate: number | null;
}

function toReading({ scale, duration, width, height, sampleRate }: Notes, whole: boolean): Reading {
  if (whole && width === null && sampleRate === null) return DAMAGED;
  const seconds = duration === null ? null : (duration * scale) / 1e9;
  return reading({ width, height, sampleRate, seconds, fault: whole ? null : 'truncated' });
}

interface Element {
  readonly id: number;
  readonly start: number;
  /** Infinity where a live stream leaves its length open */
  readonly end: number;
}

async function* elementsIn(file: Peek, from: number, to: number): AsyncGenerator<Element, void, void> {
  const goesOn = createSteps(1 << 17);
  for (let at = from; at < to && goesOn(); ) {
    const head = await file.bytes(at, 12);
    const idBytes = lengthOf(head[0]);
    const sizeBytes = lengthOf(head[idBytes]);
    if (idBytes > 4 || sizeBytes > 8 || head.length < idBytes + sizeBytes) {
      yield { id: 0, start: at, end: to + 1 };
      return;
    }
    const start = at + idBytes + sizeBytes;
    const end = start + sizeOf(head, idBytes, sizeBytes);
    yield { id: head.readUIntBE(0, idBytes), start, end: end === Number.POSITIVE_INFINITY ? to : end };
    at = end;
  }
}

/** A number's length stands in the zeros before its first bit. */
const lengthOf = (first: number | undefined): number => (first === undefined ? 9 : Math.clz32(first << 24) + 1);

function sizeOf(head: Buffer, at: number, length: number): number {
  let size = (head[at] as number) & (0xff >> length);
  let open = size === 0xff >> length;
  for (let k = 1; k < length; k++) {
    const byte = head[at + k] as number;
    size = size * 256 + byte;
    open = open && byte === 0xff;
  }
  return open ? Number.POSITIVE_INFINITY : size;
}

/** False where an element of the segment ends behind the file. */
async function readSegment(file: Peek, from: number, to: number, notes: Notes): Promise<boolean> {
  for await (const element of elementsIn(file, from, to)) {
    if (element.end > to) return false;
    if (PARENTS.has(element.id)) await readParent(file, element, notes, 0);
  }
  return true;
}

async function readParent(file: Peek, parent: Element, notes: Notes, depth: number): Promise<void> {
  for await (const element of elementsIn(file, parent.start, parent.end)) {
    if (element.end > parent.end) return;
    if (PARENTS.has(element.id) && depth < DEEPEST) await readParent(file, element, notes, depth + 1);
    else if (element.end - element.start <= 8)
      note(element.id, await file.bytes(element.start, element.end - element.start), notes);
  }
}

function note(id: number, body: Buffer, notes: Notes): void {
  if (id === Id.TimestampScale) notes.scale = unsigned(body);
  else if (id === Id.Duration) notes.duration = float(body);
  else if (id === Id.PixelWidth) notes.width = Math.max(notes.width ?? 0, unsigned(body));
  else if (id === Id.PixelHeight) notes.height = Math.max(notes.height ?? 0, unsigned(body));
  else if (id === Id.SamplingFrequency) notes.sampleRate = float(body);
}

const unsigned = (body: Buffer): number => body.reduce((value, byte) => value * 256 + byte, 0);

function float(body: Buffer): number | null {
  if (body.length === 4) return body.readFloatBE(0);
  return body.length === 8 ? body.readDoubleBE(0) : null;
}
