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
  readonly inspect: MediaInspector;
  readonly onProgress: (done: MediaProgress) => void;
}

/** Looks into files, wherever that is done; gives the facts of each in their order, null of what an abort left out. */
export type MediaInspector = (
  root: string,
  entries: readonly TreeEntry[],
  signal: AbortSignal,
  onDone: (files: number, bytes: number) => void,
) => Promise<readonly (MediaFacts | null)[]>;

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
  { claimed, sources, signal, inspect, onProgress }: MediaSearch,
): Promise<ListedMedia> {
  const root = mediaPrefix(manifest.media?.root);
  const isBelow = (path: string): boolean => manifest.media !== undefined && (root === '' || path.startsWith(`${root}/`));
  const entries = tree.entries.filter((entry) => entry.kind === 'file' && !claimed.has(entry));
  const isWanted = (entry: TreeEntry): boolean => sources.has(entry) || isBelow(entry.path) || isMediaName(entry.path);
  const wanted = entries.filter(isWanted);
  const facts = new Map<TreeEntry, MediaFacts | null>();
  const done = { files: wanted.length, filesDone: 0, bytes: wanted.reduce((sum, { size }) => sum + size, 0), bytesDone: 0 };
  const inspected = await inspect(tree.root, wanted, signal, (moreFiles, moreBytes) => {
    done.filesDone += moreFiles;
    done.bytesDone += moreBytes;
    onProgress({ ...done });
  });
  wanted.forEach((entry, k) => {
    facts.set(entry, inspected[k] ?? null);
  });
  const files = entries.map((entry): MediaFile => {
    const source = sources.has(entry);
    const { path, size: bytes } = entry;
    return { path, bytes, below: source || isBelow(path), source, ...(facts.get(entry) ?? UNREAD) };
  });
  const refused = tree.entries.filter(({ kind }) => kind === 'refused').map(({ path }) => path);
  return { media: { root, files, refused }, entries };
}

/** Looks into files here, several at a time. */
export const inspectMedia: MediaInspector = async (root, entries, signal, onDone) => {
  const limit = pLimit(OPEN_MEDIA);
  const inspectOne = async (entry: TreeEntry): Promise<MediaFacts | null> => {
    if (signal.aborted) return null;
    const facts = await inspectFile(root, entry);
    onDone(1, entry.size);
    return facts;
  };
  return Promise.all(entries.map((entry) => limit(inspectOne, entry)));
};

const UNREAD: MediaFacts = { type: null, ...reading({}), fault: null, sha256: null };

async function inspectFile(root: string, entry: TreeEntry): Promise<MediaFacts> {
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
