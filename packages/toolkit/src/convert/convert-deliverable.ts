import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { matchFiles, pathPattern, type TreeEntry } from '@jatdae/readers';
import type { Language, Report, Resource } from '@jatdae/schema';
import { compileMapping, type OpenFiles, openFiles, type Problem, UsageError, validate } from '@jatdae/validator';
import { copyEntry } from '../copy/copy-entry.js';
import { editManifest, type ManifestEdit } from '../output/edit-manifest.js';
import { factsOf } from '../output/file-facts.js';
import { newFolder } from '../output/new-folder.js';
import { type Converted, type ConvertOptions, convertRecords } from './convert-file.js';
import { newGlob, newName } from './converted-paths.js';
import type { Loss } from './losses.js';

export interface ConvertDeliverableOptions extends Omit<ConvertOptions, 'source' | 'onLosses'> {
  /** of the reports before and after */
  readonly language: Language;
  readonly temp?: string;
  /** told of each file before it is written */
  readonly onFile?: (path: string, losses: readonly Loss[]) => void;
}

export type ConvertedDeliverable =
  | { readonly status: 'converted'; readonly files: readonly Converted[]; readonly before: Report; readonly after: Report }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

/**
 * Copies a deliverable into a new folder with the files of all its resources in another format, and its manifest saying so; all else is
 * copied as it is. Then both are validated.
 * @throws UsageError where the target is nothing that jatdae reads, its manifest cannot say where the new files are, or a file cannot be converted
 */
export async function convertDeliverable(
  target: string,
  out: string,
  options: ConvertDeliverableOptions,
): Promise<ConvertedDeliverable> {
  const open = await openFiles(target, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  const signal = options.signal ?? new AbortController().signal;
  try {
    checkResources(open, options);
    return await newFolder(out, [open.root], async (folder) => {
      const files = await writeFiles(open, folder, { ...options, signal });
      const validation = { language: options.language, signal, ...(options.temp === undefined ? {} : { temp: options.temp }) };
      const before = (await validate(target, validation)).report;
      const after = (await validate(join(folder, open.manifestPath), validation)).report;
      signal.throwIfAborted();
      return { status: 'converted', files, before, after };
    });
  } finally {
    await open.close();
  }
}

/** Whatever keeps the manifest of the copy from saying what the files are. */
function checkResources({ manifest, resources }: OpenFiles, { to }: ConvertDeliverableOptions): void {
  for (const [r, resource] of manifest.resources.entries()) {
    const { path, layout } = resource;
    if (layout !== undefined || path.includes('!/'))
      throw cannot(
        `리소스 ${path}의 파일은 압축 파일이나 정해진 폴더 구조 안에 있습니다. 파일을 하나씩 변환하십시오`,
        `the files of resource ${path} lie in an archive or a layout; convert them one by one`,
      );
    const nested = to === 'csv' || to === 'xlsx' ? nestedField(resource) : null;
    if (nested !== null)
      throw cannot(
        `리소스 ${path}의 매니페스트가 ${nested}에서 값을 읽는데, 표의 칸 안은 그렇게 읽지 못합니다`,
        `the manifest reads ${nested} of resource ${path}, which cannot be read inside a cell of a table`,
      );
    const names = (resources[r] ?? []).map(({ path: file }) => newName(file, to));
    const twice = names.find((name, k) => names.indexOf(name) !== k);
    if (twice !== undefined) throw cannot(`파일 두 개가 같은 이름(${twice})이 됩니다`, `two files would both be called ${twice}`);
  }
}

/** A field that is not a member of the record itself. */
function nestedField(resource: Resource): string | null {
  const { fields, choices, turns, media, subMetric, split } = compileMapping(resource);
  const paths = [
    ...Object.values(fields),
    ...(choices.kind === 'list' ? [choices.path] : choices.paths),
    ...turns,
    ...media,
    subMetric,
    split,
  ];
  return paths.find((path) => path !== null && path.rest.length > 0)?.pointer ?? null;
}

async function writeFiles(
  open: OpenFiles,
  folder: string,
  { to, guardFormulas = true, signal, onFile }: ConvertDeliverableOptions & { readonly signal: AbortSignal },
): Promise<Converted[]> {
  const { manifest, resources, entries, manifestPath } = open;
  const resourceOf = new Map(resources.flatMap((members, r) => members.map((entry) => [entry, r] as const)));
  const names = new Map<TreeEntry, string>();
  const converted: Converted[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    if (entry.kind !== 'file' || entry.path === manifestPath.normalize('NFC')) continue;
    const resource = manifest.resources[resourceOf.get(entry) ?? -1];
    const name = resource === undefined ? entry.path : newName(entry.path, to);
    names.set(entry, name);
    if (resource === undefined) {
      await copyEntry(open, entry, join(folder, name));
      continue;
    }
    const place = { name: entry.path, shown: entry.path, open: () => open.open(entry) };
    await mkdir(dirname(join(folder, name)), { recursive: true });
    const onLosses = (losses: readonly Loss[]): void => onFile?.(entry.path, losses);
    converted.push(
      await convertRecords(place, join(folder, name), { to, source: toldBy(resource), guardFormulas, signal, onLosses }),
    );
  }
  const edits = await editsOf(open, names, to, folder);
  const isJson = manifestPath.toLowerCase().endsWith('.json');
  await writeFile(join(folder, manifestPath), editManifest(await open.manifestText(), isJson, edits));
  return converted;
}

const toldBy = ({ format, compression, encoding, at, csv }: Resource): ConvertOptions['source'] & object => ({
  ...(format === undefined ? {} : { format }),
  ...(compression === undefined ? {} : { compression }),
  ...(encoding === undefined ? {} : { encoding }),
  ...(at === undefined ? {} : { at }),
  ...(csv === undefined ? {} : { csv }),
});

/** What the manifest says of files that have another format. @throws UsageError where it cannot say where they are */
async function editsOf(
  { manifest, resources, root }: OpenFiles,
  names: ReadonlyMap<TreeEntry, string>,
  to: ConvertOptions['to'],
  folder: string,
): Promise<ManifestEdit[]> {
  const tree = { root, entries: [...names].map(([entry, path]): TreeEntry => ({ ...entry, path })) };
  const edits: ManifestEdit[] = [];
  for (const [r, resource] of manifest.resources.entries()) {
    const members = resources[r] ?? [];
    const paths = members.map((entry) => names.get(entry) ?? entry.path);
    const path = newGlob(resource.path, to);
    const pattern = resource.subMetric.path;
    const newPattern = pattern === undefined ? undefined : newGlob(pattern, to);
    const found = matchFiles(tree, path).map((entry) => entry.path);
    const isSame = found.length === paths.length && paths.every((name) => found.includes(name));
    if (!isSame || !readsAlike(pattern, newPattern, members, paths)) {
      throw cannot(
        `리소스 ${resource.path}의 경로를 새 파일에 맞게 고칠 수 없습니다. 경로를 확장자로 끝내십시오(data/*.jsonl)`,
        `the path of resource ${resource.path} cannot be made to name the new files; end it with their extension, as in data/*.jsonl`,
      );
    }
    const change = (key: keyof Resource, value: unknown): void => {
      if (resource[key] !== undefined && resource[key] !== value) edits.push({ path: ['resources', r, key], value });
    };
    change('path', path);
    change('format', to);
    for (const key of ['compression', 'encoding', 'at', 'csv'] as const) change(key, undefined);
    if (newPattern !== undefined && newPattern !== pattern)
      edits.push({ path: ['resources', r, 'subMetric', 'path'], value: newPattern });
    const places = paths.map((name) => join(folder, name));
    const sizes = await Promise.all(places.map(async (place) => (await stat(place)).size));
    change(
      'bytes',
      sizes.reduce((sum, size) => sum + size, 0),
    );
    const [only, ...more] = places;
    if (resource.sha256 !== undefined)
      change('sha256', only === undefined || more.length > 0 ? undefined : (await factsOf(only)).sha256);
  }
  return edits;
}

/** Whether the paths of the new files name the same sub-metrics. */
function readsAlike(
  pattern: string | undefined,
  newPattern: string | undefined,
  members: readonly TreeEntry[],
  paths: readonly string[],
): boolean {
  if (pattern === undefined || newPattern === undefined) return true;
  const [before, after] = [pathPattern(pattern), pathPattern(newPattern)];
  return members.every(({ path }, k) => before?.extract(path) === after?.extract(paths[k] ?? ''));
}

const cannot = (ko: string, en: string): UsageError =>
  new UsageError({ ko: `납품물을 변환할 수 없습니다: ${ko}.`, en: `The deliverable cannot be converted: ${en}.` });
