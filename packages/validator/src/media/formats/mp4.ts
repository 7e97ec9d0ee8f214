import type { Buffer } from 'node:buffer';
import { createSteps, type Peek } from '../peek.js';
import { has, type MediaFormat, type Reading, reading } from './format.js';

const STILL = /^(?:heic|heix|heim|heis|hevc|mif1|msf1|avif|avis)$/u;

/** ISO/IEC 14496-12: boxes in boxes. QuickTime, M4A and 3GP are the same; HEIC and AVIF are stills of the same. */
export const mp4: MediaFormat = boxFormat('mp4', ['mp4', 'm4v', 'm4a', 'mov', 'qt', '3gp', '3g2', 'f4v'], false);
export const heif: MediaFormat = boxFormat('heif', ['heic', 'heif', 'avif'], true);

function boxFormat(id: string, extensions: readonly string[], still: boolean): MediaFormat {
  return {
    id,
    extensions,
    matches: (head) => startsWithBox(head) && STILL.test(head.toString('latin1', 8, 12)) === still,
    read: (file) => readBoxes(file, still),
  };
}

const startsWithBox = (head: Buffer): boolean =>
  has(head, 4, 'ftyp') || (['moov', 'mdat', 'wide', 'free', 'skip'].some((type) => has(head, 4, type)) && head[0] === 0);

interface Box {
  readonly type: string;
  /** of its content */
  readonly start: number;
  readonly end: number;
}

/** Boxes in [from, to). The last has an end past `to` where the file is cut. */
async function* boxesIn(file: Peek, from: number, to: number): AsyncGenerator<Box, void, void> {
  const goesOn = createSteps(1 << 17);
  for (let at = from; at < to && goesOn(); ) {
    const head = await file.bytes(at, 16);
    if (head.length < 8) {
      yield { type: '', start: at, end: at + 8 };
      return;
    }
    const short = head.readUInt32BE(0);
    const long = short === 1 && head.length === 16;
    const size = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short;
    const header = long ? 16 : 8;
    if (size < header) return;
    yield { type: head.toString('latin1', 4, 8), start: at + header, end: at + size };
    at += size;
  }
}

interface Facts extends Writable<Reading> {
  /** pictures or sound are there, and not only what describes them */
  data: boolean;
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };
const CONTAINERS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'iprp', 'ipco']);
const DEEPEST = 8;

async function readBoxes(file: Peek, still: boolean): Promise<Reading> {
  const facts: Facts = { ...reading({}), data: false };
  let described = false;
  let cut = false;
  for await (const box of boxesIn(file, 0, file.size)) {
    cut = box.end > file.size;
    if (cut) break;
    facts.data ||= box.type === 'mdat';
    if (box.type !== 'moov' && box.type !== 'meta') continue;
    described = true;
    await readInside(file, box, facts, 0);
  }
  const { data, ...known } = facts;
  const isWhole = !cut && described && data;
  return { ...known, fault: !isWhole ? 'truncated' : still && known.width === null ? 'damaged' : null };
}

async function readInside(file: Peek, parent: Box, facts: Facts, depth: number): Promise<void> {
  // A meta box starts with four bytes of version and flags; stsd with those and a count.
  const skip = parent.type === 'meta' ? 4 : 0;
  for await (const box of boxesIn(file, parent.start + skip, parent.end)) {
    if (box.end > parent.end) return;
    if (CONTAINERS.has(box.type) && depth < DEEPEST) await readInside(file, box, facts, depth + 1);
    else note(box.type, await file.bytes(box.start, Math.min(128, box.end - box.start)), facts);
  }
}

function note(type: string, body: Buffer, facts: Facts): void {
  facts.data ||= type === 'idat';
  const wide = body[0] === 1;
  if (type === 'mvhd' && body.length >= (wide ? 32 : 20)) {
    const scale = body.readUInt32BE(wide ? 20 : 12);
    const duration = wide ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
    // A fragmented file says 0 here, an unknown length is all ones.
    if (scale > 0 && duration > 0 && duration < 0xffffffff) facts.seconds = duration / scale;
  }
  // Width and height end a track header, as 16.16 fixed point.
  if (type === 'tkhd' && body.length >= (wide ? 96 : 84))
    grow(facts, body.readUInt16BE(wide ? 88 : 76), body.readUInt16BE(wide ? 92 : 80));
  if (type === 'ispe' && body.length >= 12) grow(facts, body.readUInt32BE(4), body.readUInt32BE(8));
  if (type === 'stsd' && body.length >= 44 && SOUND.has(body.toString('latin1', 12, 16)))
    facts.sampleRate = body.readUInt16BE(40) || null;
}

const SOUND: ReadonlySet<string> = new Set([
  'mp4a',
  'alac',
  'ac-3',
  'ec-3',
  'Opus',
  'fLaC',
  'samr',
  'sawb',
  'sowt',
  'twos',
  'lpcm',
]);

function grow(facts: Facts, width: number, height: number): void {
  if (width * height <= (facts.width ?? 0) * (facts.height ?? 0)) return;
  facts.width = width;
  facts.height = height;
}
