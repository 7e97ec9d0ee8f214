import { matchFiles, type TreeEntry } from '@jatdae/readers';
import { createNameReader } from '@jatdae/rules';
import type { OpenFiles } from '@jatdae/validator';
import type { ManifestEdit } from '../output/edit-manifest.js';
import type { Untouched } from './fixes.js';

export interface NamePlan {
  /** where each file goes, by its path; those that keep their name too */
  readonly to: ReadonlyMap<TreeEntry, string>;
  readonly left: ReadonlyMap<TreeEntry, Untouched>;
  readonly edits: readonly ManifestEdit[];
}

/**
 * New names of files whose names were read in a wrong code page. In a copy every name is NFC in any case.
 * @param usedMedia paths of the media that items refer to; asked for where a name is garbled
 */
export async function planNames(
  open: OpenFiles,
  files: readonly TreeEntry[],
  usedMedia: () => Promise<ReadonlySet<string>>,
): Promise<NamePlan> {
  const read = createNameReader();
  const garbled = new Map(
    files.flatMap((entry) => {
      const original = entry.nameIssue === null ? read(entry.path) : null;
      return original === null ? [] : [[entry, original.normalize('NFC')] as const];
    }),
  );
  const left = new Map<TreeEntry, Untouched>();
  const to = nfcNames(files, left);
  if (garbled.size === 0) return { to, left, edits: [] };
  const used = await usedMedia();
  const taken = new Set(files.filter((entry) => !garbled.has(entry)).map((entry) => to.get(entry)));
  const edits = manifestPaths(open).flatMap(({ at, value }) => {
    const original = read(value);
    return original === null ? [] : [{ path: at, value: original }];
  });
  for (const [entry, name] of garbled) {
    const reason = used.has(entry.path) ? 'name-used' : taken.has(name) ? 'name-taken' : null;
    if (reason !== null) left.set(entry, reason);
    else to.set(entry, name);
    taken.add(name);
  }
  if (isReadAlike(open, to, edits)) return { to, left, edits };
  for (const entry of garbled.keys()) {
    to.set(entry, entry.path);
    left.set(entry, 'name-used');
  }
  return { to, left, edits: [] };
}

/** Every file under its name in NFC; of two that would then have one name the one that is not NFC keeps its own. */
function nfcNames(files: readonly TreeEntry[], left: Map<TreeEntry, Untouched>): Map<TreeEntry, string> {
  const taken = new Set(files.flatMap(({ stored, path }) => (stored === path ? [path] : [])));
  return new Map(
    files.map((entry) => {
      const { stored, path } = entry;
      const isTaken = stored !== path && taken.has(path);
      if (isTaken) left.set(entry, 'name-taken');
      taken.add(path);
      return [entry, isTaken ? stored : path];
    }),
  );
}

interface ManifestPath {
  readonly at: readonly (string | number)[];
  readonly value: string;
}

/** Where the manifest names files. */
function manifestPaths({ manifest }: OpenFiles): ManifestPath[] {
  const { resources, experiments = [], media } = manifest;
  return [
    ...resources.flatMap(({ layout, path, schema, subMetric }, r): ManifestPath[] => [
      ...(layout === undefined ? [{ at: ['resources', r, 'path'], value: path }] : []),
      ...(schema === undefined ? [] : [{ at: ['resources', r, 'schema'], value: schema }]),
      ...(subMetric?.path === undefined ? [] : [{ at: ['resources', r, 'subMetric', 'path'], value: subMetric.path }]),
    ]),
    ...experiments.flatMap(({ predictions }, e): ManifestPath[] =>
      predictions === undefined
        ? []
        : typeof predictions === 'string'
          ? [{ at: ['experiments', e, 'predictions'], value: predictions }]
          : [{ at: ['experiments', e, 'predictions', 'path'], value: predictions.path }],
    ),
    ...(media === undefined ? [] : [{ at: ['media', 'root'], value: media.root }]),
  ];
}

/** Whether every resource and experiment reads the same files under their new names. */
function isReadAlike(open: OpenFiles, to: ReadonlyMap<TreeEntry, string>, edits: readonly ManifestEdit[]): boolean {
  const { manifest, resources, predictions } = open;
  const entries = [...to].map(([entry, path]): TreeEntry => ({ ...entry, path }));
  const origins = new Map([...to.keys()].map((entry, k) => [entries[k], entry]));
  const tree = { root: open.root, entries };
  const edited = (at: readonly (string | number)[], value: string): string => {
    const edit = edits.find(({ path }) => path.join('\0') === at.join('\0'));
    return typeof edit?.value === 'string' ? edit.value : value;
  };
  const isSame = (glob: string, before: readonly TreeEntry[]): boolean => {
    const now = new Set(matchFiles(tree, glob).map((entry) => origins.get(entry)));
    const known = before.filter((entry) => to.has(entry));
    return (
      known.length ===
        [...now].filter((entry) => entry !== undefined && entry.path !== open.manifestPath.normalize('NFC')).length &&
      known.every((entry) => now.has(entry))
    );
  };
  const areResources = manifest.resources.every(
    ({ layout, path }, r) => layout !== undefined || isSame(edited(['resources', r, 'path'], path), resources[r] ?? []),
  );
  const arePredictions = (manifest.experiments ?? []).every(({ predictions: of }, e) => {
    if (of === undefined) return true;
    const at = typeof of === 'string' ? ['experiments', e, 'predictions'] : ['experiments', e, 'predictions', 'path'];
    return isSame(edited(at, typeof of === 'string' ? of : of.path), predictions[e] ?? []);
  });
  return areResources && arePredictions;
}
