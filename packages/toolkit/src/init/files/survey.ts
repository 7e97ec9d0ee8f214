import { type FileTree, matchFiles, type TreeEntry } from '@jatdae/readers';
import { isMedium, maybeItems, spread } from './choose.js';
import { itemsIn } from './items-in.js';
import { listsAtTop, type ReadAs, type SampledFile, sampleFile } from './sample.js';
import type { Listed } from './tree.js';

/** What was seen of a folder. */
export interface Survey extends Listed {
  readonly files: readonly SampledFile[];
  /** files of data that were not opened because there are very many: they are taken to be as those around them */
  readonly unopened: readonly string[];
  /** files with a name of data in which no records were found */
  readonly empty: readonly string[];
  readonly media: readonly TreeEntry[];
  /** the files lie in the trees of AI Hub, and these are their labels */
  readonly labels: ReadonlySet<string> | null;
}

export interface SurveyOptions {
  readonly signal: AbortSignal;
  /** the files of data, with their forms, where something says which they are; else they are told by their names */
  readonly data?: ReadonlyMap<string, ReadAs>;
  readonly onFile?: (done: number, of: number) => void;
}

const MOST_OPENED = 300;

const AIHUB_LABELS = [
  '**/*라벨링데이터*/**/*.json',
  '**/*라벨링데이터*/**/*.zip!/**/*.json',
  '**/{TL,VL,\\[라벨\\]}*.zip!/**/*.json',
] as const;

/** Opens what may hold items, at most a few hundred files of it. */
export async function survey(listed: Listed, { signal, data: named, onFile }: SurveyOptions): Promise<Survey> {
  const { tree } = listed;
  const labels = named === undefined ? labelsIn(tree) : null;
  const data = tree.entries.filter((entry) =>
    named === undefined ? maybeItems(entry) && (labels === null || labels.has(entry.path)) : named.has(entry.path),
  );
  const opened = spread(data, MOST_OPENED);
  const files: SampledFile[] = [];
  const empty: string[] = [];
  for (const [k, entry] of opened.entries()) {
    signal.throwIfAborted();
    onFile?.(k, opened.length);
    const file = await lookInto(tree, entry, named?.get(entry.path) ?? {}, signal);
    if (file === null || file.sample.length === 0) empty.push(entry.path);
    else files.push(file);
  }
  onFile?.(opened.length, opened.length);
  const known = new Set(opened);
  return {
    ...listed,
    files,
    empty,
    unopened: data.filter((entry) => !known.has(entry)).map(({ path }) => path),
    media: tree.entries.filter((entry) => entry.kind === 'file' && isMedium(entry)),
    labels,
  };
}

function labelsIn(tree: FileTree): ReadonlySet<string> | null {
  const labels = AIHUB_LABELS.flatMap((glob) => matchFiles(tree, glob).map(({ path }) => path));
  return labels.length === 0 ? null : new Set(labels);
}

async function lookInto(tree: FileTree, entry: TreeEntry, as: ReadAs, signal: AbortSignal): Promise<SampledFile | null> {
  const { root } = tree;
  const file = await sampleFile(root, entry, as, signal);
  if (file === null || as.at !== undefined || as.columns !== undefined) return file;
  const [document] = file.sample;
  if (file.format === 'json' && document === undefined) return lookIntoLarge(tree, entry, signal);
  if (file.format === 'json' && file.records === 1 && document !== undefined) {
    const at = itemsIn(document);
    return at === null ? file : sampleFile(root, entry, { ...as, at }, signal);
  }
  const isTable = file.format === 'csv' || file.format === 'tsv';
  const columns = isTable && as.csv?.header !== true ? headless(file) : null;
  return columns === null ? file : sampleFile(root, entry, { ...as, columns }, signal);
}

/** A document that is too large to be read as one record: the lists at its top that its beginning tells of are tried in turn. */
async function lookIntoLarge({ root }: FileTree, entry: TreeEntry, signal: AbortSignal): Promise<SampledFile | null> {
  for (const key of await listsAtTop(root, entry)) {
    const at = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const file = await sampleFile(root, entry, { at }, signal);
    if (file !== null && file.sample.length > 1) return file;
  }
  return null;
}

/** Names for the columns of a table whose first row is one of values; null where it names them. */
function headless({ sample, valueLike }: SampledFile): string[] | null {
  const names = Object.keys(sample[0] ?? {});
  const isValue = (name: string): boolean => name.length > 40 || /[?.!]\s*$/u.test(name) || /^\d+(?:\.\d+)?$/u.test(name);
  if (valueLike === null) return null;
  // A, B, C and D may be the names of choices beside a question.
  if (!names.some(isValue)) return null;
  const last = sample.map((row) => row[names.at(-1) ?? '']);
  const isKey = last.every((value) => typeof value === 'string' && /^[A-J]$/u.test(value.trim()));
  if (isKey && names.length >= 4) return ['question', ...names.slice(2).map((_, k) => String.fromCharCode(65 + k)), 'answer'];
  return names.map((_, k) => `column${k + 1}`);
}
