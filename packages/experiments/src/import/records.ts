import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DamagedSource, detectForm, FileRefused, type Openable, openEntry, type TreeEntry, walkFolder } from '@jatdae/readers';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import type { Json } from './json.js';
import type { SourceFault } from './source.js';

/** The files that an import was pointed at. */
export interface SourceFiles {
  /** absolute */
  readonly root: string;
  readonly entries: readonly TreeEntry[];
  /** the one file that was named, where it was no folder; the others stand beside it */
  readonly named: TreeEntry | null;
}

/** Bytes of one record, and of a document that is read whole. */
const RECORD_BYTES = 256 << 20;
const LIMITS = { recordBytes: RECORD_BYTES, depth: 512 };

/** @throws UsageError where nothing is there */
export async function listSource(target: string): Promise<SourceFiles> {
  const facts = await stat(target).catch(() => null);
  if (facts === null)
    throw new UsageError({ ko: `${target}: 그런 파일이나 폴더가 없습니다`, en: `${target}: no such file or folder` });
  if (facts.isDirectory()) {
    const tree = await walkFolder(target);
    return { root: tree.root, entries: tree.entries.filter(({ kind }) => kind === 'file'), named: null };
  }
  const path = await realpath(target);
  const root = dirname(path);
  const entries = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  const beside = await Promise.all(entries.sort().map((name) => fileEntry(root, name)));
  const named = beside.find(({ stored }) => stored === basename(path)) ?? null;
  if (named === null) throw new UsageError({ ko: `${target}: 파일이 아닙니다`, en: `${target}: this is no file` });
  return { root, entries: beside, named };
}

async function fileEntry(root: string, name: string): Promise<TreeEntry> {
  const { size, mtimeMs: modified } = await stat(`${root}/${name}`);
  return { path: name.normalize('NFC'), stored: name, size, modified, kind: 'file', reason: null, nameIssue: null };
}

export type SourceRecord =
  | { readonly kind: 'record'; readonly value: Json; readonly line: number }
  | { readonly kind: 'fault'; readonly fault: SourceFault };

/** The records of a file of any format that jatdae reads; what cannot be read is told and passed over. */
export async function* recordsOf(
  root: string,
  entry: Openable & { readonly path: string },
  signal: AbortSignal,
): AsyncGenerator<SourceRecord, void, void> {
  const fault = (line: number | null, why: Localized): SourceRecord => ({
    kind: 'fault',
    fault: { place: line === null ? entry.path : `${entry.path}:${line}`, why },
  });
  try {
    const source = await openEntry(root, entry);
    try {
      const { reader, compression } = await detectForm(source, entry.path, {});
      if (reader === null) return yield fault(null, UNKNOWN);
      const options = { limits: LIMITS, at: null, csv: {}, compression, canary: null };
      const batches = reader.read({ source, start: 0, end: source.size }, options, signal);
      for (let next = await batches.next(); ; next = await batches.next()) {
        if (next.done === true) {
          if (next.value.damage !== null) yield fault(null, DAMAGED);
          return;
        }
        const { bytes, size, start, end, line } = next.value;
        for (let i = 0; i < size; i++) {
          const at = (line[i] as number) + 1;
          const value = parse(bytes.subarray(start[i], end[i]));
          yield value === undefined ? fault(at, NO_JSON) : { kind: 'record', value, line: at };
        }
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    if (signal.aborted || !isLost(error)) throw error;
    yield fault(null, DAMAGED);
  }
}

const isLost = (error: unknown): boolean =>
  error instanceof FileRefused || error instanceof DamagedSource || (error instanceof Error && 'code' in error);

const UNKNOWN: Localized = { ko: '형식을 알 수 없는 파일입니다', en: 'the format of this file cannot be told' };
const DAMAGED: Localized = {
  ko: '파일이 끊겼거나 손상되어 끝까지 읽지 못했습니다',
  en: 'the file is cut off or damaged and was not read to its end',
};
const NO_JSON: Localized = { ko: 'JSON이 아니어서 읽지 못했습니다', en: 'not read, because it is no JSON' };

const decoder = new TextDecoder('utf-8', { fatal: true });
/** What Python's `json.dumps` writes although JSON has no such numbers; strings are matched too, to be left as they are. */
const PYTHON_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/gu;

function parse(bytes: Uint8Array): Json | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const text = decoder.decode(bytes);
    try {
      return JSON.parse(text) as Json;
    } catch {
      return JSON.parse(text.replace(PYTHON_NUMBERS, (match) => (match.startsWith('"') ? match : 'null'))) as Json;
    }
  } catch {
    return undefined;
  }
}

/** A document that is read whole, as the results of a run are; a fault where it is none. */
export async function documentOf(root: string, entry: TreeEntry, signal: AbortSignal): Promise<Json | SourceFault> {
  if (entry.size > RECORD_BYTES) return { place: entry.path, why: TOO_LARGE };
  const bytes = await contentOf(root, entry, signal);
  const value = bytes === null ? undefined : parse(bytes);
  return value === undefined ? { place: entry.path, why: NO_JSON } : value;
}

const TOO_LARGE: Localized = {
  ko: '한꺼번에 읽기에는 너무 큰 파일입니다(256 MiB 초과)',
  en: 'the file is too large to be read at once (more than 256 MiB)',
};

async function contentOf(root: string, entry: TreeEntry, signal: AbortSignal): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of chunksOf(root, entry, signal)) chunks.push(chunk);
  } catch (error) {
    if (signal.aborted || !isLost(error)) throw error;
    return null;
  }
  return Buffer.concat(chunks);
}

const CHUNK_BYTES = 1 << 20;

async function* chunksOf(root: string, entry: Openable, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  const source = await openEntry(root, entry);
  try {
    for (let at = 0; ; ) {
      signal.throwIfAborted();
      const chunk = new Uint8Array(CHUNK_BYTES);
      const count = await source.read(chunk, at);
      if (count === 0) return;
      yield chunk.subarray(0, count);
      at += count;
    }
  } finally {
    await source.close();
  }
}

/** SHA-256 of a file of the source, lower-case hex. */
export async function sha256Of(root: string, entry: Openable, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(root, entry, signal)) hash.update(chunk);
  return hash.digest('hex');
}
