import type { Compression, CsvOptions, DeclaredForm, Member, PlannedPart, ReadLimits, ReadOptions } from '@jatdae/readers';
import type { JsonSchema, Manifest, Profile, Severity } from '@jatdae/schema';
import type { PlanMedia } from '../media/media-list.js';

/** A file that some resource reads, as it was when the plan was made. */
export interface PlanFile {
  /** as globs and reports speak of it */
  readonly path: string;
  /** as the file system spells it */
  readonly stored: string;
  readonly size: number;
  /** milliseconds since the epoch */
  readonly modified: number;
  /** what a server calls this state of it */
  readonly version?: string;
  /** where it lies in an archive, and why it cannot be read, where the tree says so */
  readonly member?: Member;
  readonly problem?: string;
}

/** How a file is read: the reader's id, and what its bytes are compressed with. */
export interface FileForm {
  readonly reader: string;
  readonly compression: Compression;
}

export interface PlanResource {
  /** id of the reader of what does not say its format itself, null where none knows any of its files */
  readonly reader: string | null;
  /** what the manifest says of the form of all its files; the rest each file tells */
  readonly declared: DeclaredForm;
  readonly options: Omit<ReadOptions, 'limits' | 'canary' | 'compression'>;
  /** indexes in the plan's files, in path order */
  readonly files: readonly number[];
  /** where the path names the sub-metric: index in the plan's table for each file, -1 where unknown */
  readonly fileSubMetric: readonly number[] | null;
  /** where the layout names the split: a `Side` for each file */
  readonly fileSide: readonly number[] | null;
  /** with a layout: the media of each file, as indexes in the plan's media */
  readonly pairs: readonly (readonly number[])[] | null;
}

/** A piece of work: a byte range of one file, or a run of whole files of one resource. */
export interface Split {
  readonly index: number;
  readonly resource: number;
  /** positions [from, to) in the resource's files */
  readonly from: number;
  readonly to: number;
  /** byte range of the file where there is one file */
  readonly start: number;
  readonly end: number;
  /** of a part of a file: what the whole was found to be */
  readonly form?: FileForm;
  /** of a table that was cut: what the other parts show of it */
  readonly csv?: CsvOptions;
  /** bytes that come out of it, where its own are compressed */
  readonly decoded?: number;
}

export interface PlannedRule {
  readonly code: string;
  readonly severity: Severity;
  /** false: it runs only because validity depends on it */
  readonly selected: boolean;
}

/** What files are hashed for. */
export interface Hashing {
  /** bytes of the chunks that are hashed too; null where they are not asked for */
  readonly chunkBytes: number | null;
}

/** Everything a worker needs, as plain data. It depends on the input and the options alone, never on the number of workers. */
export interface Plan {
  readonly root: string;
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly subMetrics: readonly string[];
  readonly files: readonly PlanFile[];
  readonly resources: readonly PlanResource[];
  readonly splits: readonly Split[];
  readonly media: PlanMedia;
  readonly rules: readonly PlannedRule[];
  readonly limits: ReadLimits;
  /** files that are read whole are hashed on the way; null: they are not */
  readonly hashing: Hashing | null;
  /** findings kept of each rule */
  readonly keep: number;
  /** the scan keeps the key of every item, for experiments to be scored by */
  readonly keys: boolean;
  /** records may be proved valid by their bytes; false: JSON.parse and ajv see every one */
  readonly fast: boolean;
  /** the schema of each resource that names one, null elsewhere */
  readonly schemas: readonly (JsonSchema | null)[];
}

/** Bytes of a split, where its files can be cut. */
export const SPLIT_BYTES = 8 << 20;
/** Files of a split at the most, where many are small. */
const SPLIT_FILES = 2048;

/** The parts of a file that is cut, by its position in the resource's files. */
export type Cuts = ReadonlyMap<number, readonly FormedPart[]>;

export interface FormedPart extends PlannedPart {
  readonly form: FileForm;
}

/** Makes splits of resources. Boundaries depend on the files and `target` only. */
export function cutSplits(
  resources: readonly (PlanResource & { readonly cuts: Cuts })[],
  files: readonly PlanFile[],
  target: number,
): Split[] {
  const splits: Split[] = [];
  resources.forEach((resource, r) => {
    if (resource.reader === null) return;
    let from = 0;
    while (from < resource.files.length) {
      const parts = resource.cuts.get(from);
      if (parts !== undefined) {
        for (const part of parts) splits.push({ index: splits.length, resource: r, from, to: from + 1, ...part });
        from += 1;
        continue;
      }
      const size = fileSize(resource, files, from);
      const to = runEnd(resource, files, from, target);
      splits.push({ index: splits.length, resource: r, from, to, start: 0, end: to === from + 1 ? size : 0 });
      from = to;
    }
  });
  return splits;
}

function fileSize(resource: PlanResource, files: readonly PlanFile[], position: number): number {
  return files[resource.files[position] as number]?.size ?? 0;
}

/** The end of a run of whole files that together stay within the target. */
function runEnd(resource: PlanResource, files: readonly PlanFile[], from: number, target: number): number {
  let total = fileSize(resource, files, from);
  let to = from + 1;
  while (to < resource.files.length && to - from < SPLIT_FILES) {
    const size = fileSize(resource, files, to);
    if (total + size > target) break;
    total += size;
    to += 1;
  }
  return to;
}
