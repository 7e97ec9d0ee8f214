import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { AskedItem, AskedMedium, OpenItems } from '@jatdae/validator';
import type { WrittenMedium } from './target.js';

export interface MediaStore {
  /** Paths in the export, one for each medium of the item, copied the first time; null where one cannot be had. */
  place(item: Pick<AskedItem, 'media'>): Promise<readonly string[] | null>;
  /** by path */
  written(): readonly WrittenMedium[];
}

/** Copies media into an export, each content once, named by its SHA-256: names in the deliverable may not suit every tool. */
export function createMediaStore({ medium }: Pick<OpenItems, 'medium'>, folder: string): MediaStore {
  /** null for a file that cannot be had */
  const places = new Map<number, string | null>();
  const stored = new Map<string, WrittenMedium>();

  async function copy(file: number, { reference, type }: AskedMedium): Promise<string | null> {
    const bytes = await medium(file);
    if (bytes === null) return null;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = `media/${sha256}${endingOf(reference, type)}`;
    if (!stored.has(path)) {
      await mkdir(join(folder, 'media'), { recursive: true });
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
      stored.set(path, { path, bytes: bytes.length, sha256 });
    }
    return path;
  }

  return {
    async place({ media }) {
      const paths: string[] = [];
      for (const one of media) {
        if (one.file === null) return null;
        const known = places.get(one.file);
        const path = known === undefined ? await copy(one.file, one) : known;
        places.set(one.file, path);
        if (path === null) return null;
        paths.push(path);
      }
      return paths;
    },
    written: () => [...stored.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function endingOf(reference: string, type: string | null): string {
  const ending = extname(reference).toLowerCase();
  if (/^\.[a-z0-9]{1,5}$/u.test(ending)) return ending;
  return type === null ? '' : `.${type}`;
}
