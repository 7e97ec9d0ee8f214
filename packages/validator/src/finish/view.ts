import type { FileTree, TreeEntry } from '@jatdae/readers';
import {
  type Census,
  type DeliverableView,
  type Evidence,
  type ExperimentView,
  questionsOf,
  type SubMetricTotals,
} from '@jatdae/rules';
import type { Opened } from '../open/opened.js';
import type { Planned } from '../plan/make-plan.js';
import type { MediaLog } from '../scan/media.js';
import { Count, countOf, sumOf, type Totals } from '../scan/totals.js';
import type { Losses, Member } from './groups.js';

export interface Measured {
  /** records by index in the plan's files */
  readonly records: ReadonlyMap<number, number>;
  /** SHA-256 by path, of the files that were hashed */
  readonly hashes: ReadonlyMap<string, string>;
  readonly changed: readonly string[];
  readonly media: MediaLog;
  readonly census: Census;
  readonly evidence: Evidence | null;
}

/** The deliverable as a whole, for the rules that judge it. */
export function makeView(
  opened: Opened,
  tree: FileTree,
  planned: Planned,
  totals: Totals,
  losses: Losses,
  measured: Measured,
): DeliverableView {
  const { manifest, manifestPlace, profile } = opened;
  const lost = { invalid: countBySubMetric(losses.invalid), repeated: countBySubMetric(losses.repeated) };
  const index = new Map(tree.entries.map((entry, e) => [entry, e]));
  return {
    manifest,
    profile: profile.profile,
    manifestPlace,
    files: tree.entries.map(({ path, size, kind, reason, nameIssue }) => ({ path, size, kind, reason, nameIssue })),
    declared: declaredFiles(tree, planned, measured.media),
    resources: manifest.resources.map(({ path }, r) => resourceView(path, planned, r, measured, index)),
    experiments: (manifest.experiments ?? []).map(
      ({ id }, e): ExperimentView => ({ id, predictions: (planned.predictions[e] ?? []).map(({ path }) => path) }),
    ),
    subMetrics: manifest.subMetrics.map(({ id }, index) => subMetricTotals(id, index, totals, lost)),
    totals: {
      items: sumOf(totals, Count.Items),
      public: sumOf(totals, Count.Public),
      leaderboard: sumOf(totals, Count.Leaderboard),
      labelled: sumOf(totals, Count.Labelled),
    },
    census: measured.census,
    questions: measured.census.samples.map(questionsOf),
    changed: measured.changed,
    media: { files: planned.plan.media.files, ...measured.media },
    evidence: measured.evidence,
  };
}

/** The media that the deliverable answers for: those below the media root, and those that items refer to. */
export function deliveredEntries({ plan, mediaEntries }: Planned, { used }: MediaLog): TreeEntry[] {
  return mediaEntries.filter((_, f) => plan.media.files[f]?.below === true || used.has(f));
}

/** Files that something accounts for: what the manifest claims, what lies below the media root, what an item refers to. */
function declaredFiles(tree: FileTree, planned: Planned, log: MediaLog): ReadonlySet<number> {
  const { claimed } = planned;
  const media = new Set(deliveredEntries(planned, log));
  return new Set(tree.entries.flatMap((entry, index) => (claimed.has(entry) || media.has(entry) ? [index] : [])));
}

function resourceView(
  path: string,
  planned: Planned,
  r: number,
  { records, hashes }: Measured,
  index: ReadonlyMap<TreeEntry, number>,
): DeliverableView['resources'][number] {
  const entries = planned.matched[r] ?? [];
  const resource = planned.plan.resources[r];
  const [only] = entries;
  return {
    path,
    files: entries.map((entry) => index.get(entry) ?? 0),
    readable: resource?.reader !== null,
    measured: {
      bytes: entries.reduce((sum, { size }) => sum + size, 0),
      records: (resource?.files ?? []).reduce((sum, file) => sum + (records.get(file) ?? 0), 0),
      sha256: entries.length === 1 && only !== undefined ? (hashes.get(only.path) ?? null) : null,
    },
  };
}

function countBySubMetric(members: readonly Member[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { subMetric } of members) counts.set(subMetric, (counts.get(subMetric) ?? 0) + 1);
  return counts;
}

function subMetricTotals(
  id: string,
  index: number,
  totals: Totals,
  { invalid, repeated }: Readonly<Record<keyof Losses, ReadonlyMap<number, number>>>,
): SubMetricTotals {
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
