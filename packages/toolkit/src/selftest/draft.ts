import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest, Report } from '@jatdae/schema';
import { validate } from '@jatdae/validator';
import type { Copy } from './copy.js';
import type { CopyItem } from './copy-item.js';
import { type Spoilt, writeItems } from './formats.js';

/** A copy, or a small part of one, before it is written: what a defect changes. */
export interface Draft {
  /** its resources are those of the copy that items stand in, and whatever a defect adds */
  manifest: Manifest;
  /** instead of the manifest */
  manifestText?: string;
  items: readonly CopyItem[];
  readonly spoilt: Map<CopyItem, Spoilt>;
  /** beside the items, by path */
  readonly files: Map<string, Uint8Array>;
  /** by path: where the bytes are put by, or the bytes */
  readonly media: Map<string, string | Uint8Array>;
  /** changes of the files of items, once they are bytes */
  readonly changes: ((files: Map<string, Uint8Array>) => void)[];
  /** done in the copy's folder while it is validated */
  during?: (folder: string) => void;
}

/** The copy with some of its items. */
export function draftOf(copy: Copy, items: readonly CopyItem[], withMedia: boolean): Draft {
  const held = new Set(items.map(({ file }) => file));
  const [first, ...others] = copy.files.filter((_, f) => held.has(f)).map(({ resource }) => resource);
  const paths = withMedia ? items.flatMap(({ media }) => media.flatMap(({ path }) => path ?? [])) : [];
  return {
    manifest: first === undefined ? copy.manifest : { ...copy.manifest, resources: [first, ...others] },
    items,
    spoilt: new Map(),
    files: new Map(copy.named),
    media: new Map(paths.flatMap((path) => (copy.media.has(path) ? [[path, copy.media.get(path) ?? '']] : []))),
    changes: [],
  };
}

export interface Judged {
  readonly report: Report;
  /** items by `placeKey` */
  readonly at: ReadonlyMap<string, CopyItem>;
}

export type Judge = (draft: Draft, select?: readonly string[]) => Promise<Judged>;

const ALL_FINDINGS = 1_000_000;

/** Writes drafts into folders of their own below `root`, validates them, and removes them again. */
export function createJudge(copy: Copy, root: string, signal: AbortSignal): Judge {
  let count = 0;
  return async (draft, select) => {
    signal.throwIfAborted();
    const folder = join(root, String(count++));
    const { files, at } = writeItems(copy.files, draft.items, draft.spoilt);
    for (const change of draft.changes) change(files);
    for (const [path, bytes] of [...files, ...draft.files]) await write(join(folder, path), bytes, signal);
    for (const [path, source] of draft.media) await write(join(folder, path), source, signal);
    await write(join(folder, 'benchmark.json'), Buffer.from(draft.manifestText ?? JSON.stringify(draft.manifest)), signal);
    let due = draft.during;
    const { report } = await validate(folder, {
      language: 'en',
      maxFindings: ALL_FINDINGS,
      signal,
      temp: root,
      // A copy that changes while it is read has to be read here.
      ...(due === undefined ? {} : { engine: 'inline' as const }),
      onProgress({ phase }) {
        if (phase !== 'scan') return;
        due?.(folder);
        due = undefined;
      },
      ...(select === undefined ? {} : { select }),
    });
    await rm(folder, { recursive: true, force: true });
    signal.throwIfAborted();
    return { report, at };
  };
}

async function write(path: string, source: string | Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await mkdir(dirname(path), { recursive: true });
  if (typeof source !== 'string') return writeFile(path, source);
  // Nothing changes a medium in place, so that a link to what was put by will do.
  await link(source, path).catch(() => copyFile(source, path));
}
