import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import type { TreeEntry } from '@jatdae/readers';
import type { Manifest } from '@jatdae/schema';
import type { LoadedProfile, Opened } from '../open/opened.js';
import { createSpool } from '../open/spool.js';
import { listFiles } from '../open/tree.js';
import { archivesIn, itemsOf, type OpenItemsResult } from '../read-items.js';
import { type RawFields, rawFieldsOf } from './raw-fields.js';

/** A file of a data set without a manifest, and the fields that it is compared by: null where it holds nothing to compare, or cannot be read. */
export interface RawFile {
  readonly path: string;
  readonly fields: RawFields | null;
}

export type OpenRawResult = Extract<OpenItemsResult, { ok: true }> & { readonly rawFiles: readonly RawFile[] };

const DATA = /\.(jsonl|ndjson|json|csv|tsv|parquet|arrow|feather|xlsx)(\.gz|\.zst)?$/iu;

/** Whether a file may hold items, by its name. */
export const isDataFile = (path: string): boolean => DATA.test(path);

/**
 * Opens a folder of data files, or one such file, that no manifest describes: each file's items are compared by the fields whose names say what they
 * are. What cannot be read is passed over and named.
 */
export async function openRaw(
  target: string,
  isFile: boolean,
  profile: LoadedProfile,
  signal: AbortSignal,
  temp = tmpdir(),
): Promise<OpenRawResult> {
  const path = resolve(target);
  const root = isFile ? dirname(path) : path;
  const spool = createSpool(temp);
  try {
    const tree = await listFiles(openedAs(root, profile, []), archivesIn(spool));
    const isWanted = ({ path: name, kind }: TreeEntry): boolean =>
      kind === 'file' && (isFile ? name === basename(path).normalize('NFC') : isDataFile(name));
    const files: RawFile[] = [];
    for (const entry of tree.entries.filter(isWanted)) {
      files.push({ path: entry.path, fields: await rawFieldsOf(tree.root, entry, signal) });
    }
    const opened = openedAs(root, profile, files);
    return { ...(await itemsOf(opened, signal, spool)), rawFiles: files };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}

const GLOB = /[\\*?[\]{}()!+@|]/gu;

function openedAs(root: string, profile: LoadedProfile, files: readonly RawFile[]): Opened {
  const name = basename(root);
  const manifest: Manifest = {
    jatdae: 1,
    profile: profile.profile.name,
    dataset: { name, title: name, version: '0', task: 0, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: 'all', itemType: 'generation' }],
    resources: files.flatMap(({ path, fields }) => (fields === null ? [] : [resourceOf(path, fields)])),
  };
  const manifestPlace = () => ({ path: name, record: null, line: null, byte: null, pointer: null, column: null });
  return {
    root,
    archive: null,
    manifestPath: 'benchmark.json',
    manifest,
    profile,
    manifestPlace,
    manifestSpelling: () => null,
    read: async () => null,
  };
}

function resourceOf(path: string, { question, context, choices, at }: RawFields): Manifest['resources'][number] {
  const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    path: path.replace(GLOB, '\\$&'),
    ...(at === undefined ? {} : { at }),
    subMetric: { value: 'all' },
    split: { value: 'public' },
    fields: {
      question: pointer(question),
      ...(context === undefined ? {} : { context: pointer(context) }),
      ...(choices === undefined ? {} : { choices: typeof choices === 'string' ? pointer(choices) : choices.map(pointer) }),
    },
  };
}
