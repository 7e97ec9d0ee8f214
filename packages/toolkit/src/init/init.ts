import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHIVE_LIMITS, type FileTree } from '@jatdae/readers';
import type { ReadAs } from './files/sample.js';
import { type Survey, survey } from './files/survey.js';
import { listTarget } from './files/tree.js';
import { inTheWay } from './write/in-the-way.js';

export interface LookOptions {
  readonly signal: AbortSignal;
  /** folder for archives that have to be unpacked to be listed */
  readonly temp?: string;
  readonly onFile?: (done: number, of: number) => void;
  /** whether a manifest that is there may be written over; asked before anything is read */
  readonly mayReplace: (name: string) => boolean;
  /** which files are looked into, and as what; else those whose names say that they may hold items */
  readonly dataOf?: (tree: FileTree) => ReadonlyMap<string, ReadAs>;
}

/**
 * Looks at what is in a folder or an archive: files, forms, records. Nothing is changed.
 * @throws UsageError where the target is neither, or has a manifest that may not be replaced
 */
export async function lookAt(target: string, options: LookOptions): Promise<Survey> {
  const { signal, temp = tmpdir(), onFile, mayReplace, dataOf } = options;
  let folder: string | null = null;
  let files = 0;
  try {
    const listed = await listTarget(target, {
      limits: ARCHIVE_LIMITS,
      newSpool: async () => {
        folder ??= await realpath(await mkdtemp(join(temp, 'jatdae-')));
        return join(folder, `${files++}`);
      },
    });
    const { folder: place, existing } = listed;
    if (existing !== null && !mayReplace(existing)) throw inTheWay(join(place, existing));
    const data = dataOf?.(listed.tree);
    return await survey(listed, {
      signal,
      ...(data === undefined ? {} : { data }),
      ...(onFile === undefined ? {} : { onFile }),
    });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}
