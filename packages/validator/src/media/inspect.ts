import { createHash } from 'node:crypto';
import type { ByteSource } from '@jatdae/readers';
import type { MediaFacts } from '@jatdae/rules';
import { MEDIA_FORMATS } from './formats/all.js';
import { HEAD_BYTES, type Reading, reading } from './formats/format.js';
import { peekAt, peekInto } from './peek.js';

/** Files up to here are read once and judged in memory. With the bound on open files this is what media may take. */
const SMALL = 2 << 20;
const CHUNK = 1 << 20;

/** What a medium is: its type by content, its size or length, whether it is whole, and the SHA-256 of its bytes. */
export async function inspectMedium(path: string, source: ByteSource): Promise<MediaFacts> {
  const small = source.size <= SMALL ? await readWhole(source) : null;
  const sha256 = small === null ? await hash(source) : createHash('sha256').update(small).digest('hex');
  const file = small === null ? peekAt(source) : peekInto(small);
  const extension = extensionOf(path);
  const named = MEDIA_FORMATS.find(({ extensions }) => extensions.includes(extension));
  if (source.size === 0) return { type: null, ...reading({}), fault: 'empty', sha256 };
  const head = await file.bytes(0, HEAD_BYTES);
  const found = MEDIA_FORMATS.find((format) => format.matches(head));
  if (found === undefined) return { type: null, ...reading({}), fault: named === undefined ? null : 'unrecognised', sha256 };
  const read = await found.read(file);
  const mismatch = named !== undefined && named !== found;
  return { type: found.id, ...plain(read), fault: mismatch ? 'other-type' : read.fault, sha256 };
}

/** A hostile header may hold any number; what is no finite one is not known. Lengths are kept to the millisecond. */
function plain({ width, height, seconds, sampleRate }: Reading): Omit<Reading, 'fault'> {
  const known = (value: number | null): number | null => (value !== null && Number.isFinite(value) && value >= 0 ? value : null);
  const length = known(seconds);
  return {
    width: known(width),
    height: known(height),
    seconds: length === null ? null : Math.round(length * 1000) / 1000,
    sampleRate: known(sampleRate),
  };
}

/** Whether a name is one of media, by its extension. */
export function isMediaName(path: string): boolean {
  const extension = extensionOf(path);
  return MEDIA_FORMATS.some(({ extensions }) => extensions.includes(extension));
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

async function readWhole(source: ByteSource): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size);
  let filled = 0;
  while (filled < bytes.length) {
    const count = await source.read(bytes.subarray(filled), filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

async function hash(source: ByteSource): Promise<string> {
  const digest = createHash('sha256');
  const chunk = new Uint8Array(CHUNK);
  for (let at = 0; ; ) {
    const count = await source.read(chunk, at);
    if (count === 0) return digest.digest('hex');
    digest.update(chunk.subarray(0, count));
    at += count;
  }
}
