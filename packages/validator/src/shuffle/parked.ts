import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Data on its way to another host that sees the same folder, maybe at another path: large arrays go into files of the folder, and paths below it are told from it.
 * An array that is parked once is not parked again, however many tasks hold it: it must not change.
 */
interface Parking {
  park(value: unknown): unknown;
}

/** Bytes up to which an array travels with what holds it. */
const SMALL = 16 << 10;

const ARRAYS = { Int32Array, Uint8Array, Uint16Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

interface ParkedArray {
  readonly array: ArrayName;
  readonly file: string;
}

interface ParkedPath {
  readonly below: string;
}

/** @param name of the files, different for every parking of a folder; null: all arrays travel */
export function createParking(folder: string, name: string | null): Parking {
  const files = new Map<ArrayBufferLike, string>();
  const flushed = new Set<string>();

  function parkArray(array: ArrayBufferView): unknown {
    const type = array.constructor.name;
    if (name === null || array.byteLength <= SMALL || !isArrayName(type)) return array;
    const isWhole = array.byteLength === array.buffer.byteLength;
    const known = isWhole ? files.get(array.buffer) : undefined;
    if (known !== undefined) return { array: type, file: known } satisfies ParkedArray;
    const file = `${name}-${files.size}`;
    const draft = join(folder, `${file}.tmp`);
    writeFileSync(draft, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    renameSync(draft, join(folder, file));
    files.set(array.buffer, file);
    return { array: type, file } satisfies ParkedArray;
  }

  function parkText(text: string): string | ParkedPath {
    if (text !== folder && !text.startsWith(folder + sep)) return text;
    if (!flushed.has(text)) flush(text);
    flushed.add(text);
    return { below: relative(folder, text) };
  }

  return { park: (value) => mapDeep(value, (leaf) => (typeof leaf === 'string' ? parkText(leaf) : parkArray(leaf))) };
}

/** What was parked, as this host sees it. */
export function unpark(value: unknown, folder: string): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((each) => unpark(each, folder));
  if ('below' in value) return join(folder, String(value.below));
  if ('array' in value && 'file' in value) return loadArray(value as ParkedArray, folder);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpark(each, folder)]));
}

function loadArray({ array, file }: ParkedArray, folder: string): ArrayBufferView {
  const bytes = readFileSync(join(folder, file));
  return new ARRAYS[array](bytes.buffer, bytes.byteOffset, bytes.byteLength / ARRAYS[array].BYTES_PER_ELEMENT);
}

const isArrayName = (name: string): name is ArrayName => name in ARRAYS;

function mapDeep(value: unknown, leaf: (leaf: string | ArrayBufferView) => unknown): unknown {
  if (typeof value === 'string' || ArrayBuffer.isView(value)) return leaf(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => mapDeep(each, leaf));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapDeep(each, leaf)]));
}

/** Others see of a file in a network's folder what was flushed. */
function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
