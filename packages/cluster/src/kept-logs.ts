import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Engine, nameOfRun } from '@jatdae/validator';
import type { Connection } from './connection.js';

type KeptLogs = NonNullable<Engine['shuffle']>['kept'];

/** Folders of what is kept, in the folder that all hosts see. */
export const KEPT_FOLDER = 'jatdae-kept-';

/**
 * Keeps logs of a run beside its folder, which goes with the run: whoever goes on gives them to a run of its own. A file has several names
 * where the storage can do that, so that nothing is copied.
 */
export function keptBeside(folder: string, ask: Connection['ask']): KeptLogs {
  const folderOf = (key: string): string => join(dirname(folder), `${KEPT_FOLDER}${key}`);
  return {
    async keep(key, { first, count }) {
      const name = nameOfRun(first, count);
      await ask(() => mkdir(folderOf(key), { recursive: true }));
      await ask(() => alsoName(join(folder, name), join(folderOf(key), name)));
    },
    async recall(key, { first, count }) {
      const name = nameOfRun(first, count);
      try {
        await ask(() => alsoName(join(folderOf(key), name), join(folder, name)));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
    },
    forget: (key) => rm(folderOf(key), { recursive: true, force: true }),
  };
}

async function alsoName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw error;
    // What has the name already is the same. Some file systems know no second name.
    if (code === 'EEXIST') return;
    await copyFile(from, `${to}.tmp`);
    await rename(`${to}.tmp`, to);
  }
}
