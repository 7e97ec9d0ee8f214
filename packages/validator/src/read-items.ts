import { tmpdir } from 'node:os';
import { bytesOf, type ItemBatch, type Side } from '@jatdae/kernel';
import { ARCHIVE_LIMITS, type ArchiveSettings, DamagedSource, type FileTree, openEntry, RemoteFailure } from '@jatdae/readers';
import { type NearOptions, nearOptions } from '@jatdae/rules';
import type { Manifest } from '@jatdae/schema';
import { type AskedItem, askedItem, SIDES } from './asked-item.js';
import { itemBatches, type ReadBatch } from './item-batches.js';
import { openDeliverable } from './open/open.js';
import type { LoadedProfile, Opened } from './open/opened.js';
import { readSmall } from './open/read-inside.js';
import { remoteMessage } from './open/remote.js';
import { createSpool, type Spool } from './open/spool.js';
import { listFiles } from './open/tree.js';
import { DEFAULT_LIMITS, type Problem, UsageError } from './options.js';
import { makePlan } from './plan/make-plan.js';
import type { Plan } from './plan/plan.js';
import { isItem, type RecordRun, type RunRequest, recordRuns } from './record-runs.js';
import { createItemReaders } from './scan/items.js';
import { createComparer } from './scan/witness.js';
import type { ItemText } from './similar/item-texts.js';
import { type NearPairs, nearPairs } from './similar/near-pairs.js';

/** Fields of an item that a pointer leads to. */
export const POINTED = [
  'id',
  'question',
  'context',
  'answer',
  'explanation',
  'category',
  'difficulty',
  'subMetric',
  'split',
] as const;
export type Pointed = (typeof POINTED)[number];

/** A record that is an object, with what the manifest makes of it. */
export interface ReadItem {
  /** index in the manifest's resources */
  readonly resource: number;
  /** of the deliverable, as in findings */
  readonly path: string;
  /** UTF-8 JSON text of the record, whatever its format was */
  readonly json: string;
  /** id of the sub-metric, null where it is unknown */
  readonly subMetric: string | null;
  readonly side: 'public' | 'leaderboard' | 'unknown';
  /** JSON Pointers into the record, of fields that are there or where the manifest looks for them */
  readonly pointers: Readonly<Record<Pointed, string>>;
  /** pointer of each choice */
  readonly choices: readonly string[];
  /** the choice that is the only key, null where there is none, or more than one */
  readonly key: number | null;
  readonly media: readonly ReadMedium[];
}

/** A reference to a medium. */
export interface ReadMedium {
  /** into the record; empty where a layout implies it */
  readonly pointer: string;
  /** of the file below the deliverable's root, null where there is none */
  readonly path: string | null;
  readonly bytes: number;
}

/** An item as it is compared with items of other deliverables. */
export interface ComparedItem {
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
  readonly side: ReadItem['side'];
  readonly text: ItemText;
  /** SHA-256 of what makes two items the same */
  readonly digest: string;
}

/** A deliverable whose items are read one after the other, in the order of the plan. */
export interface OpenItems {
  readonly manifest: Manifest;
  /** how items are compared for likeness, by the profile */
  readonly near: NearOptions;
  readonly profile: LoadedProfile;
  readonly plan: Plan;
  /** all items, as the kernel has them; a batch is good until the next one is asked for. `judged`: its `valid` says what rules say of an item by itself */
  batches(judged?: boolean): AsyncGenerator<ReadBatch, void, void>;
  /** the manifest's name in the deliverable */
  readonly manifestPath: string;
  /** files of the deliverable itself, in code point order; not the members of archives that lie in it */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** paths that are there and are not read: links that lead out, pipes, what cannot be opened */
  readonly refused: readonly string[];
  /** a file of the deliverable; null where it is not there, or larger than 64 MiB */
  read(path: string): Promise<Uint8Array | null>;
  /** the bytes of one of `files`, in pieces that the next one overwrites. @throws where it cannot be read to its end */
  content(path: string): AsyncGenerator<Uint8Array, void, void>;
  /** every record, also those that are no items */
  runs(request: RunRequest): AsyncGenerator<RecordRun, void, void>;
  /** items that are near each other, by the profile's settings for H004 */
  nearPairs(): Promise<NearPairs>;
  items(): AsyncGenerator<ReadItem, void, void>;
  /** what the items are compared by */
  texts(): AsyncGenerator<ComparedItem, void, void>;
  /** what a model is asked */
  asked(): AsyncGenerator<AskedItem, void, void>;
  /** the bytes of a medium that an item refers to, null where they cannot be read or are more than 64 MiB */
  medium(file: number): Promise<Uint8Array | null>;
}

export type OpenItemsResult =
  | ({ readonly ok: true; close(): Promise<void> } & OpenItems)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Opens a deliverable for its items. What cannot be read is passed over: `validate` tells of it.
 * @param profile in the place of the manifest's own
 * @throws UsageError where the target is nothing that jatdae reads
 */
export async function openItems(
  target: string,
  signal: AbortSignal,
  temp = tmpdir(),
  profile?: LoadedProfile,
): Promise<OpenItemsResult> {
  const spool = createSpool(temp);
  try {
    const opening = await openDeliverable(target, undefined, archivesIn(spool));
    const opened = opening.ok && profile !== undefined ? { ...opening.opened, profile } : null;
    if (opening.ok) return await itemsOf(opened ?? opening.opened, signal, spool);
    await spool.remove();
    return opening;
  } catch (error) {
    await spool.remove();
    throw error instanceof RemoteFailure ? new UsageError(remoteMessage(error)) : error;
  }
}

/** Where archives that have no directory are put aside. */
export const archivesIn = (spool: Spool): ArchiveSettings => ({ ...spool, limits: ARCHIVE_LIMITS, onSpooled: () => undefined });

/** The items of what was opened; closing them removes what was put aside. */
export async function itemsOf(
  opened: Opened,
  signal: AbortSignal,
  spool: Spool,
): Promise<Extract<OpenItemsResult, { ok: true }>> {
  const tree = await listFiles(opened, archivesIn(spool));
  const limits = { ...DEFAULT_LIMITS, ratio: ARCHIVE_LIMITS.ratio };
  const { plan, mediaEntries } = await makePlan(opened, tree, {
    limits,
    keep: 0,
    fast: true,
    hashing: null,
    selected: new Set(),
    signal,
  });
  const readers = createItemReaders(plan);

  const batches = (judged = false): AsyncGenerator<ReadBatch, void, void> => itemBatches(plan, readers, signal, judged);

  async function* items(): AsyncGenerator<ReadItem, void, void> {
    for await (const { batch, file } of batches()) {
      for (let i = 0; i < batch.size; i++) if (isItem(batch, i)) yield itemOf(plan, batch, i, file);
    }
  }

  async function* rows(): AsyncGenerator<Row, void, void> {
    for await (const { batch, file, first } of batches()) {
      const path = plan.files[file]?.path ?? '';
      for (let i = 0; i < batch.size; i++) if (isItem(batch, i)) yield { batch, i, path, record: first + i };
    }
  }

  async function* texts(): AsyncGenerator<ComparedItem, void, void> {
    const compare = createComparer(plan);
    for await (const { batch, i, path, record } of rows()) {
      const compared = compare(batch, i);
      if (compared !== null) yield { ...compared, path, record, side: SIDES[batch.side[i] as Side] };
    }
  }

  async function* asked(): AsyncGenerator<AskedItem, void, void> {
    for await (const { batch, i, path, record } of rows()) yield askedItem(plan, batch, i, path, record);
  }

  async function medium(file: number): Promise<Uint8Array | null> {
    const entry = mediaEntries[file];
    return entry === undefined ? null : readSmall(await openEntry(tree.root, entry).catch(() => null));
  }

  const { manifest, manifestPath, profile, read } = opened;
  const near = nearOptions(opened.profile.profile, 'H004');
  const delivered = tree.entries.filter(({ member }) => (member?.depth ?? 0) === 0);
  return {
    ok: true,
    manifest,
    manifestPath,
    files: delivered.filter(({ kind }) => kind === 'file').map(({ path, size }) => ({ path, bytes: size })),
    profile,
    refused: delivered.filter(({ kind }) => kind === 'refused').map(({ path }) => path),
    near,
    nearPairs: () => nearPairs(plan, near, batches),
    plan,
    batches,
    read,
    content: (path) => contentOf(tree, path),
    runs: (request) => recordRuns(plan, readers, signal, request),
    items,
    texts,
    asked,
    medium,
    close: () => spool.remove(),
  };
}

const PIECE = 1 << 20;

async function* contentOf({ root, entries }: FileTree, path: string): AsyncGenerator<Uint8Array, void, void> {
  const entry = entries.find((candidate) => candidate.path === path && candidate.kind === 'file');
  if (entry === undefined) return;
  const source = await openEntry(root, entry);
  try {
    const piece = new Uint8Array(PIECE);
    for (let at = 0; at < source.size; ) {
      const count = await source.read(piece, at);
      if (count === 0) break;
      yield piece.subarray(0, count);
      at += count;
    }
    const damage = (await source.verify?.()) ?? source.damage?.() ?? null;
    if (damage !== null) throw new DamagedSource(path, damage.reason);
  } finally {
    await source.close();
  }
}

interface Row {
  readonly batch: ItemBatch;
  readonly i: number;
  readonly path: string;
  readonly record: number;
}

const onlyKey = (bits: number): number | null => (bits !== 0 && (bits & (bits - 1)) === 0 ? 31 - Math.clz32(bits) : null);

function mediumOf(batch: ItemBatch, { media }: Plan, k: number): ReadMedium {
  const { path, bytes } = media.files[batch.mediaFile[k] as number] ?? { path: null, bytes: 0 };
  return { pointer: batch.mediaPointer(k), path, bytes };
}

function itemOf(plan: Plan, batch: ItemBatch, i: number, file: number): ReadItem {
  const { tape, choiceStart } = batch;
  const [mediaFirst, mediaEnd] = [batch.mediaStart[i] as number, batch.mediaStart[i + 1] as number];
  const choices = (choiceStart[i + 1] as number) - (choiceStart[i] as number);
  return {
    resource: batch.resource,
    path: plan.files[file]?.path ?? '',
    json: new TextDecoder().decode(bytesOf(tape, batch.root[i] as number)),
    subMetric: plan.subMetrics[batch.subMetric[i] as number] ?? null,
    side: SIDES[batch.side[i] as Side],
    pointers: Object.fromEntries(POINTED.map((name) => [name, batch.pointer(name)])) as Record<Pointed, string>,
    choices: Array.from({ length: choices }, (_, k) => batch.pointer('choices', k)),
    key: onlyKey(batch.key[i] as number),
    media: Array.from({ length: mediaEnd - mediaFirst }, (_, k) => mediumOf(batch, plan, mediaFirst + k)),
  };
}
