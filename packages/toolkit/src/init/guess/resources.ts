import { type FileTree, pathPattern } from '@jatdae/readers';
import { globOf } from '../files/glob.js';
import type { Group } from './groups.js';
import { type PathWords, pathWords, patternOf } from './paths.js';
import { findSplitField, type Side, type SplitField, sideOf, type WordCounts } from './sides.js';
import type { SubMetricGuess } from './sub-metric.js';

/** Files of a group that one resource of the manifest describes. */
export interface ResourceGuess {
  readonly glob: string;
  readonly paths: readonly string[];
  readonly subMetric: { readonly field: string } | { readonly value: string } | { readonly path: string };
  readonly split: ResourceSplit;
}

export type ResourceSplit =
  | { readonly kind: 'field'; readonly found: SplitField }
  | { readonly kind: 'side'; readonly side: Side; readonly word: PathWords['split'] };

export interface Placing {
  readonly tree: FileTree;
  readonly counts: WordCounts;
  readonly subMetric: SubMetricGuess;
  /** the id where all items are of one */
  readonly one: string;
}

/** The resources of a group: as few as there can be that say the right thing of every file, and of no other. */
export function placeFiles(group: Group, { tree, counts, subMetric, one }: Placing): ResourceGuess[] {
  const splitField = findSplitField(group.fields);
  const words = group.paths.map(pathWords);
  const splitOf = ({ split }: PathWords): ResourceSplit =>
    splitField === null
      ? { kind: 'side', side: split === null ? 'public' : sideOf(split, counts), word: split }
      : { kind: 'field', found: splitField };
  const partitions = new Map<string, PathWords[]>();
  for (const word of words) {
    const split = splitOf(word);
    // Paths of several splits have no one pattern for their names.
    const key = subMetric.kind === 'path' ? `${word.split}` : split.kind === 'side' ? split.side : '';
    partitions.set(key, [...(partitions.get(key) ?? []), word]);
  }
  return [...partitions.values()].flatMap((part) => {
    const [first] = part;
    return first === undefined ? [] : inGlobs(part, tree, subMetric, one).map((placed) => ({ ...placed, split: splitOf(first) }));
  });
}

type Placed = Omit<ResourceGuess, 'split'>;

function inGlobs(part: readonly PathWords[], tree: FileTree, subMetric: SubMetricGuess, one: string): Placed[] {
  const paths = part.map(({ path }) => path);
  if (subMetric.kind !== 'path') {
    const source = subMetric.kind === 'field' ? { field: subMetric.field.path } : { value: one };
    return globs(paths, tree).map((placed) => ({ ...placed, subMetric: source }));
  }
  const names = new Map(paths.map((path) => [path, subMetric.names.get(path) ?? nameByPattern(subMetric.pattern, path) ?? one]));
  const pattern =
    [patternOf(names), subMetric.pattern].find((candidate) => candidate !== null && tellsAll(candidate, names)) ?? null;
  if (pattern !== null) return globs(paths, tree).map((placed) => ({ ...placed, subMetric: { path: pattern } }));
  const byName = new Map<string, string[]>();
  for (const [path, name] of names) byName.set(name, [...(byName.get(name) ?? []), path]);
  return [...byName].flatMap(([value, own]) => globs(own, tree).map((placed) => ({ ...placed, subMetric: { value } })));
}

const nameByPattern = (pattern: string | null, path: string): string | null =>
  pattern === null ? null : (pathPattern(pattern)?.extract(path) ?? null);

function tellsAll(pattern: string, names: ReadonlyMap<string, string>): boolean {
  const told = pathPattern(pattern);
  return told !== null && [...names].every(([path, name]) => told.extract(path) === name);
}

/** One glob where there is one that means these files alone, else each file by itself. */
function globs(paths: readonly string[], tree: FileTree): Pick<ResourceGuess, 'glob' | 'paths'>[] {
  const glob = globOf(paths, tree);
  if (glob !== null) return [{ glob, paths }];
  return paths.length === 1 ? [] : paths.flatMap((path) => globs([path], tree));
}
