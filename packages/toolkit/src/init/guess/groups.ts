import type { JsonObject } from '../../selftest/pointer.js';
import { type Field, fieldsOf } from '../fields/field.js';
import { spread } from '../files/choose.js';
import type { SampledFile } from '../files/sample.js';
import type { Survey } from '../files/survey.js';
import { guessItem, type ItemGuess } from './item.js';

/** Files whose records are alike. */
export interface Group {
  readonly files: readonly SampledFile[];
  /** of the files that were opened and of those beside them that were not, in order */
  readonly paths: readonly string[];
  readonly records: readonly JsonObject[];
  readonly fields: readonly Field[];
  /** null: not taken for items */
  readonly item: ItemGuess | null;
}

const MOST_RECORDS = 8000;
/** Names that two files have to have in common, of all names in either. */
const ALIKE = 0.75;

/** The files of a survey, those with alike records together, in the order of their first files. */
export function groupFiles(survey: Survey): Group[] {
  const groups: { readonly keys: ReadonlySet<string>; readonly files: SampledFile[] }[] = [];
  for (const file of survey.files) {
    const keys = keysOf(file.sample);
    const like = groups.find(
      ({ keys: other, files: [first] }) => first !== undefined && haveOneForm(first, file) && areAlike(keys, other),
    );
    if (like === undefined) groups.push({ keys, files: [file] });
    else like.files.push(file);
  }
  const beside = assignUnopened(
    survey,
    groups.map(({ files }) => files),
  );
  return groups.map(({ files }, k) => {
    const samples = thinned(files);
    const records = samples.flat();
    const fields = fieldsOf(
      records,
      files.map(({ census }) => census),
    );
    const isTable = files.some(({ bad, records: all }) => bad <= 0.2 * all);
    const item = isTable ? guessItem(fields, samples) : null;
    return { files, paths: [...files.map(({ path }) => path), ...(beside[k] ?? [])].sort(), records, fields, item };
  });
}

const haveOneForm = (a: SampledFile, b: SampledFile): boolean =>
  a.format === b.format && a.at === b.at && JSON.stringify(a.columns) === JSON.stringify(b.columns);

function keysOf(records: readonly JsonObject[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const record of records) for (const key of Object.keys(record)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set([...counts].flatMap(([key, count]) => (count >= 0.5 * records.length ? [key] : [])));
}

function areAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const common = [...a].filter((key) => b.has(key)).length;
  return common > 0 && common >= ALIKE * (a.size + b.size - common);
}

function thinned(files: readonly SampledFile[]): readonly (readonly JsonObject[])[] {
  const most = Math.max(1, Math.ceil(MOST_RECORDS / files.length));
  return files.map(({ sample }) => spread(sample, most));
}

/** Each goes with the file opened before it in the same folder, else with the one opened before it at all. */
function assignUnopened({ unopened }: Survey, groups: readonly (readonly SampledFile[])[]): string[][] {
  const beside: string[][] = groups.map(() => []);
  if (unopened.length === 0) return beside;
  const opened = groups
    .flatMap((files, group) => files.map(({ path }) => ({ path, group })))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const folders = new Map(opened.map(({ path, group }) => [folderOf(path), group]));
  let next = 0;
  for (const path of unopened) {
    while (next + 1 < opened.length && (opened[next + 1]?.path ?? '') < path) next += 1;
    const group = folders.get(folderOf(path)) ?? opened[next]?.group;
    if (group !== undefined) beside[group]?.push(path);
  }
  return beside;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
