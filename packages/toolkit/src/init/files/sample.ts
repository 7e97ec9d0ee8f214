import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { type Compression, detectForm, openEntry, type ReadOptions, readHead, type TreeEntry } from '@jatdae/readers';
import type { Json, JsonObject } from '../../selftest/pointer.js';
import { type Census, createCensus } from './census.js';
import { isObject } from './is-object.js';

/** Some records of a file, spread evenly over what was read of it. */
export interface SampledFile {
  readonly path: string;
  /** bytes as stored */
  readonly size: number;
  readonly format: string;
  readonly compression: Compression;
  /** what its text was read as */
  readonly encoding: string;
  /** JSON Pointer to the items of a document, null where it needs none */
  readonly at: string | null;
  /** null: the table names its columns */
  readonly columns: readonly string[] | null;
  /** all of the file's where it was read to its end, else those that were read */
  readonly records: number;
  readonly whole: boolean;
  /** records that are no objects, or cannot be read */
  readonly bad: number;
  readonly sample: readonly JsonObject[];
  /** how often short values occur at the top of records and one level below, by the spelling of their path; only those that repeat */
  readonly census: Census;
  /** a value of the first row that does not look like the name of a column */
  readonly valueLike: number | null;
}

/** Records kept of a file; between this and twice as many are looked at. */
const KEPT = 1000;
const KEPT_CHARACTERS = 8 << 20;
/** Documents up to this size are read as one record where that is needed to see what is in them. */
const RECORD_BYTES = 64 << 20;
const DEPTH = 512;
/** A file is read to its end up to this size, bytes as stored; of a larger one as many records as are kept. */
const READ_WHOLE = 4 * 2 ** 30;
/** Every record of a file is looked at up to this size. */
const LOOK_AT_ALL = 64 << 20;

/** What is known of a file's form before it is opened; the rest is found out. */
export interface ReadAs {
  readonly at?: string;
  readonly columns?: readonly string[];
  readonly format?: string;
  readonly encoding?: string;
  readonly csv?: Pick<ReadOptions['csv'], 'delimiter' | 'quote' | 'header'>;
}

/** Null where no reader fits, or the file cannot be opened. */
export async function sampleFile(root: string, entry: TreeEntry, as: ReadAs, signal: AbortSignal): Promise<SampledFile | null> {
  const source = await openEntry(root, entry).catch(() => null);
  if (source === null) return null;
  try {
    const { reader, compression } = await detectForm(source, entry.path, as.format === undefined ? {} : { format: as.format });
    if (reader === null) return null;
    const options: ReadOptions = {
      limits: { recordBytes: RECORD_BYTES, depth: DEPTH },
      at: as.at ?? null,
      csv: { ...as.csv, ...(as.columns === undefined ? {} : { header: false, columns: as.columns }) },
      compression,
      ...(as.encoding === undefined ? {} : { encoding: as.encoding }),
      canary: null,
    };
    const drawn = await draw(reader.read({ source, start: 0, end: source.size }, options, signal), source.size);
    return {
      path: entry.path,
      size: entry.size,
      format: reader.id,
      compression,
      encoding: drawn.facts?.encoding ?? 'utf-8',
      at: as.at ?? null,
      columns: as.columns ?? null,
      records: drawn.records,
      whole: drawn.facts !== null && drawn.facts.damage === null,
      bad: drawn.bad,
      sample: drawn.sample,
      census: drawn.census,
      valueLike: drawn.facts?.header?.valueLike ?? null,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    // What a reader cannot make anything of is no data to us; validate tells what is wrong with it.
    return null;
  } finally {
    await source.close();
  }
}

interface Drawn {
  readonly sample: readonly JsonObject[];
  readonly records: number;
  readonly bad: number;
  readonly census: Census;
  /** null where reading ended early because enough was seen */
  readonly facts: PartFacts | null;
}

/**
 * Records whose numbers hash low, however they are ordered: every second or every hundredth would see one subject alone of those that take
 * turns. Where too many are kept, half of the hashes are no longer low.
 */
async function draw(batches: AsyncGenerator<RawBatch, PartFacts, void>, fileBytes: number): Promise<Drawn> {
  const decoder = new TextDecoder();
  const census = fileBytes <= LOOK_AT_ALL ? createCensus() : null;
  let kept: { readonly hash: number; readonly text: string }[] = [];
  let [low, characters, records, unread] = [HASHES, 0, 0, 0];
  let facts: PartFacts | null = null;
  try {
    for (;;) {
      const next = await batches.next();
      if (next.done === true) {
        facts = next.value;
        break;
      }
      const { bytes, start, end, size, faults } = next.value;
      unread += faults.length;
      for (let i = 0; i < size; i += 1) {
        const hash = hashOf(records + i);
        if (hash >= low && census === null) continue;
        const text = decoder.decode(bytes.subarray(start[i], end[i]));
        if (census !== null) census.add(parsed(text));
        if (hash >= low) continue;
        kept.push({ hash, text });
        characters += text.length;
        while (kept.length > 2 * KEPT || (characters > KEPT_CHARACTERS && kept.length > 1)) {
          low /= 2;
          kept = kept.filter((one) => one.hash < low);
          characters = kept.reduce((sum, one) => sum + one.text.length, 0);
        }
      }
      records += size;
      if (fileBytes > READ_WHOLE && records >= 2 * KEPT) break;
    }
  } finally {
    await batches.return(undefined as never);
  }
  const values = kept.map(({ text }) => parsed(text));
  const sample = values.filter(isObject);
  return { sample, census: census?.counts() ?? new Map(), records, bad: Math.max(unread, values.length - sample.length), facts };
}

const HASHES = 2 ** 32;

/** The finalizer of MurmurHash3; the first record is always low, so that no sample is empty. */
function hashOf(record: number): number {
  let hash = record;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const HEAD_LISTS = 5;

/** Names that lists of objects have near the beginning of a JSON document, as far as its first bytes tell. */
export async function listsAtTop(root: string, entry: TreeEntry): Promise<string[]> {
  const source = await openEntry(root, entry).catch(() => null);
  if (source === null) return [];
  try {
    const { compression } = await detectForm(source, entry.path, {});
    const head = new TextDecoder().decode(await readHead(source, compression));
    const names = [...head.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*\[\s*\{/gu)].map(([, name]) => JSON.parse(`"${name}"`) as string);
    return [...new Set(names)].slice(0, HEAD_LISTS);
  } catch {
    return [];
  } finally {
    await source.close();
  }
}
