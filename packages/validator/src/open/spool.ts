import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Temporary files of one run. */
export interface Spool {
  newSpool(): Promise<string>;
  remove(): Promise<void>;
}

/** Makes its folder below `temp` when the first file is asked for. */
export function createSpool(temp: string): Spool {
  let folder: Promise<string> | null = null;
  let files = 0;
  return {
    async newSpool() {
      folder ??= mkdtemp(join(temp, 'jatdae-')).then((made) => realpath(made));
      return join(await folder, `${files++}`);
    },
    async remove() {
      const made = await folder?.catch(() => null);
      folder = null;
      if (typeof made === 'string') await rm(made, { recursive: true, force: true });
    },
  };
}
