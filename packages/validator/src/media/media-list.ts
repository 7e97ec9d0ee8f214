import { type FileTree, openEntry, type TreeEntry } from '@jatdae/readers';
import { type MediaFacts, type MediaFile, mediaPrefix } from '@jatdae/rules';
import type { Manifest } from '@jatdae/schema';
import pLimit from 'p-limit';
import { isLost } from '../scan/lost.js';
import { reading } from './formats/format.js';
import { inspectMedium, isMediaName } from './inspect.js';

/** Media open at a time; each may hold a few megabytes. */
const OPEN_MEDIA = 16;

/** What items can refer to, as plain data. */
export interface PlanMedia {
  /** the media root as paths begin, empty for the deliverable's own */
  readonly root: string;
  /** in path order */
  readonly files: readonly MediaFile[];
  /** paths of what is there and not read */
  readonly refused: readonly string[];
}

export interface ListedMedia {
  readonly media: PlanMedia;
  /** the entry of each file */
  readonly entries: readonly TreeEntry[];
}

export interface MediaSearch {
  /** files that the manifest names for what they hold */
  readonly claimed: ReadonlySet<TreeEntry>;
  /** what the labels of a layout are about */
  readonly sources: ReadonlySet<TreeEntry>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: MediaProgress) => void;
}

export interface MediaProgress {
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
}

/**
 * Every file that the manifest claims for nothing else may be a medium. Those below the media root, and elsewhere those with a name
 * of media, are looked into before the scan, so that the scan knows the content that a reference stands for. After an abort the rest
 * stays unread, and the run is incomplete anyway.
 */
export async function listMedia(
  manifest: Manifest,
  tree: FileTree,
  { claimed, sources, signal, onProgress }: MediaSearch,
): Promise<ListedMedia> {
  const root = mediaPrefix(manifest.media?.root);
  const isBelow = (path: string): boolean => manifest.media !== undefined && (root === '' || path.startsWith(`${root}/`));
  const entries = tree.entries.filter((entry) => entry.kind === 'file' && !claimed.has(entry));
  const isWanted = (entry: TreeEntry): boolean => sources.has(entry) || isBelow(entry.path) || isMediaName(entry.path);
  const facts = await inspectAll(tree.root, entries.filter(isWanted), signal, onProgress);
  const files = entries.map((entry): MediaFile => {
    const source = sources.has(entry);
    const { path, size: bytes } = entry;
    return { path, bytes, below: source || isBelow(path), source, ...(facts.get(entry) ?? UNREAD) };
  });
  const refused = tree.entries.filter(({ kind }) => kind === 'refused').map(({ path }) => path);
  return { media: { root, files, refused }, entries };
}

async function inspectAll(
  root: string,
  entries: readonly TreeEntry[],
  signal: AbortSignal,
  onProgress: (done: MediaProgress) => void,
): Promise<ReadonlyMap<TreeEntry, MediaFacts>> {
  const limit = pLimit(OPEN_MEDIA);
  const facts = new Map<TreeEntry, MediaFacts>();
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  let bytesDone = 0;
  const work = entries.map((entry) =>
    limit(async () => {
      if (signal.aborted) return;
      facts.set(entry, await inspect(root, entry));
      bytesDone += entry.size;
      onProgress({ files: entries.length, filesDone: facts.size, bytes, bytesDone });
    }),
  );
  await Promise.all(work);
  return facts;
}

const UNREAD: MediaFacts = { type: null, ...reading({}), fault: null, sha256: null };

async function inspect(root: string, entry: TreeEntry): Promise<MediaFacts> {
  try {
    const source = await openEntry(root, entry);
    try {
      const facts = await inspectMedium(entry.path, source);
      return source.damage?.() == null ? facts : { ...facts, fault: 'unreadable' };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!isLost(error)) throw error;
    return { ...UNREAD, fault: 'unreadable' };
  }
}
