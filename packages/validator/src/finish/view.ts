import type { FileTree } from '@jatdae/readers';
import { matchFiles } from '@jatdae/readers';
import type { DeliverableView, ExperimentView, SubMetricTotals } from '@jatdae/rules';
import type { Experiment } from '@jatdae/schema';
import type { Opened } from '../open/open.js';
import type { Planned } from '../plan/make-plan.js';
import { Count, countOf, sumOf, type Totals } from '../scan/totals.js';
import type { Losses } from './groups.js';

export interface Measured {
  /** records by index in the plan's files */
  readonly records: ReadonlyMap<number, number>;
  /** SHA-256 by path, of the files that were hashed */
  readonly hashes: ReadonlyMap<string, string>;
  readonly changed: readonly string[];
}

/** The deliverable as a whole, for the rules that judge it. */
export function makeView(opened: Opened, tree: FileTree, planned: Planned, totals: Totals, losses: Losses, measured: Measured): DeliverableView {
  const { manifest, manifestPlace, profile } = opened;
  const experiments = (manifest.experiments ?? []).map((experiment) => experimentView(experiment, tree));
  return {
    manifest,
    profile: profile.profile,
    manifestPlace,
    files: tree.entries.map(({ path, size, kind, reason }) => ({ path, size, kind, reason })),
    declared: declaredFiles(opened, tree, planned, experiments),
    resources: manifest.resources.map(({ path }, r) => resourceView(path, tree, planned, r, measured)),
    experiments: experiments.map(({ id, paths }) => ({ id, predictions: paths.map((entry) => tree.entries[entry]?.path ?? '') })),
    subMetrics: manifest.subMetrics.map(({ id }, index) => subMetricTotals(id, index, totals, losses)),
    totals: { items: sumOf(totals, Count.Items), public: sumOf(totals, Count.Public), leaderboard: sumOf(totals, Count.Leaderboard) },
    changed: measured.changed,
  };
}

function experimentView({ id, predictions }: Experiment, tree: FileTree): Pick<ExperimentView, 'id'> & { readonly paths: readonly number[] } {
  const glob = typeof predictions === 'string' ? predictions : predictions?.path;
  return { id, paths: glob === undefined ? [] : matchFiles(tree, glob) };
}

/** Files that something in the manifest accounts for: itself, a local profile, schemas, resources, predictions, media. */
function declaredFiles(opened: Opened, tree: FileTree, planned: Planned, experiments: readonly { readonly paths: readonly number[] }[]): ReadonlySet<number> {
  const { manifest, manifestPath } = opened;
  const named = new Set([manifestPath, manifest.profile, ...manifest.resources.flatMap(({ schema }) => (schema === undefined ? [] : [schema]))]);
  const media = manifest.media === undefined ? null : `${manifest.media.root.replace(/\/+$/u, '')}/`.normalize('NFC');
  const declared = new Set([...planned.matched.flat(), ...experiments.flatMap(({ paths }) => paths)]);
  tree.entries.forEach(({ path }, entry) => {
    if (named.has(path) || (media !== null && path.normalize('NFC').startsWith(media))) declared.add(entry);
  });
  return declared;
}

function resourceView(path: string, tree: FileTree, planned: Planned, r: number, { records, hashes }: Measured): DeliverableView['resources'][number] {
  const entries = planned.matched[r] ?? [];
  const resource = planned.plan.resources[r];
  const [only] = entries;
  return {
    path,
    files: entries,
    readable: resource?.reader !== null,
    measured: {
      bytes: entries.reduce((sum, entry) => sum + (tree.entries[entry]?.size ?? 0), 0),
      records: (resource?.files ?? []).reduce((sum, file) => sum + (records.get(file) ?? 0), 0),
      sha256: entries.length === 1 && only !== undefined ? (hashes.get(tree.entries[only]?.path ?? '') ?? null) : null,
    },
  };
}

function subMetricTotals(id: string, index: number, totals: Totals, { invalid, repeated }: Losses): SubMetricTotals {
  const valid = countOf(totals, index, Count.Valid) - (invalid.get(index) ?? 0);
  return {
    id,
    items: countOf(totals, index, Count.Items),
    valid,
    unique: valid - (repeated.get(index) ?? 0),
    public: countOf(totals, index, Count.Public),
    leaderboard: countOf(totals, index, Count.Leaderboard),
  };
}
