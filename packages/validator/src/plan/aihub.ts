import { Side } from '@jatdae/kernel';
import { type FileTree, matchFiles, type TreeEntry } from '@jatdae/readers';
import type { Modality, Resource } from '@jatdae/schema';
import type { PlanMedia } from '../media/media-list.js';
import type { PlanResource } from './plan.js';

/**
 * The trees in which AI Hub hands data over, older and newer: labels (one JSON file an item, mostly) below 라벨링데이터 or in TL and VL
 * archives, what they label below 원천데이터 or in TS and VS archives, each apart by Training and Validation.
 */
const LABELS = [
  '**/*라벨링데이터*/**/*.json',
  '**/*라벨링데이터*/**/*.zip!/**/*.json',
  '**/{TL,VL,\\[라벨\\]}*.zip!/**/*.json',
] as const;
const SOURCES = ['**/*원천데이터*/**', '**/*원천데이터*/**/*.zip!/**', '**/{TS,VS,\\[원천\\]}*.zip!/**'] as const;

/** The patterns that a resource's files match. */
const resourceGlobs = ({ layout, path }: Resource): readonly string[] => (layout === undefined ? [path] : LABELS);

/** Patterns of all that a resource leads to: with a layout, the sources of its labels too. */
export const allGlobs = (resource: Resource): readonly string[] =>
  resource.layout === undefined ? [resource.path] : [...LABELS, ...SOURCES];

/** A resource's files, in the tree's order. */
export const resourceFiles = (tree: FileTree, resource: Resource): TreeEntry[] => matchAny(tree, resourceGlobs(resource));

/** What the labels of a layout are about; nothing where no resource has one. */
export function layoutSources(tree: FileTree, resources: readonly Resource[]): ReadonlySet<TreeEntry> {
  if (resources.every(({ layout }) => layout === undefined)) return new Set();
  return new Set(matchAny(tree, SOURCES).filter(({ path }) => !/\.zip$/iu.test(path)));
}

function matchAny(tree: FileTree, globs: readonly string[]): TreeEntry[] {
  const [only, ...more] = globs;
  if (only !== undefined && more.length === 0) return matchFiles(tree, only);
  const wanted = new Set(globs.flatMap((glob) => matchFiles(tree, glob)));
  return tree.entries.filter((entry) => wanted.has(entry));
}

type LayoutPart = 'training' | 'validation';

/** By the nearest folder or archive that says so; null where none does. */
export function partOf(path: string): LayoutPart | null {
  for (const name of path.split('/').slice(0, -1).reverse()) {
    const found = /^(?:\d+\.)?\s*(training|validation)$/iu.exec(name)?.[1] ?? /^([TV])[LS].*\.zip!$/u.exec(name)?.[1];
    if (found !== undefined) return /^t/iu.test(found) ? 'training' : 'validation';
  }
  return null;
}

/**
 * What the layout tells of a resource's files, in their order: the side of each and its media. Labels of text may carry all that there
 * is: they need no sources where none were handed over.
 */
export function readLayout(
  { layout, split }: Resource,
  files: readonly { readonly path: string }[],
  media: PlanMedia,
  modalities: readonly Modality[],
): Pick<PlanResource, 'fileSide' | 'pairs'> {
  const parts = split?.layout;
  const paths = files.map(({ path }) => path);
  const sources = media.files.flatMap(({ path, source }, file) => (source ? [{ path, file }] : []));
  const alone = sources.length === 0 && modalities.every((modality) => modality === 'text');
  return {
    fileSide: parts === undefined ? null : paths.map((path) => sideOf(partOf(path), parts)),
    pairs: layout === undefined || alone ? null : pairFiles(paths, sources),
  };
}

function sideOf(part: LayoutPart | null, parts: Readonly<Record<LayoutPart, 'public' | 'leaderboard'>>): number {
  if (part === null) return Side.Unknown;
  return parts[part] === 'public' ? Side.Public : Side.Leaderboard;
}

/** Files of one stem that are looked through for the nearest. */
const MOST_COMPARED = 64;

/**
 * The sources of each label, as indexes. Those that stand at the same place of their own tree under the same name; else the one of
 * that name, in the same part and with the most folders in common.
 */
export function pairFiles(
  labels: readonly string[],
  sources: readonly { readonly path: string; readonly file: number }[],
): number[][] {
  const byPlace = groupBy(sources, ({ path }) => placeOf(path));
  const byStem = groupBy(sources, ({ path }) => stemOf(path));
  return labels.map((label) => {
    const same = byPlace.get(placeOf(label));
    if (same !== undefined) return same.map(({ file }) => file);
    const candidates = (byStem.get(stemOf(label)) ?? []).slice(0, MOST_COMPARED);
    const [first, ...rest] = candidates.map(({ path, file }) => ({ file, near: nearness(label, path) }));
    return first === undefined ? [] : [rest.reduce((best, next) => (next.near > best.near ? next : best), first).file];
  });
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

const withoutExtension = (path: string): string => path.replace(/\.[^./]*$/u, '');
const stemOf = (path: string): string => withoutExtension(path.slice(path.lastIndexOf('/') + 1));

/** A path without what tells labels from sources: numbers before names, the words themselves, TL and TS. */
const placeOf = (path: string): string => placeNames(path).join('/');

function placeNames(path: string): string[] {
  const names = withoutExtension(path).split('/');
  return names.map((name, k) =>
    k === names.length - 1
      ? name
      : name
          .replace(/^\d+\.\s*/u, '')
          .replace(/라벨링데이터|원천데이터|\[라벨\]|\[원천\]/u, '')
          .replace(/^([TV])[LS](?=[\d_.-])/u, '$1'),
  );
}

function nearness(label: string, source: string): number {
  const [a, b] = [placeNames(label).reverse(), placeNames(source).reverse()];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return (partOf(label) === partOf(source) ? 1000 : 0) + common;
}
