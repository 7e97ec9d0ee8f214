import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRemote } from '@jatdae/readers';

/** Names looked at: no folder is so large that looking takes longer than starting a thread. */
const MOST_NAMES = 256;
const DATA = /\.(jsonl|ndjson|json|csv|tsv|parquet|arrow|feather)$/i;

/**
 * Whether plain files of data on this machine hold at least so many bytes: a guess that is made before the manifest is read, so that
 * threads start meanwhile. Whoever guesses wrong loses some of another core's time, and nothing else.
 */
export function looksLarge(target: string, bytes: number): boolean {
  if (isRemote(target)) return false;
  let [found, names] = [0, 0];
  try {
    const folders = [lstatSync(target).isDirectory() ? target : dirname(target)];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        names += 1;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isFile() && DATA.test(entry.name)) found += lstatSync(path).size;
        if (found >= bytes) return true;
        if (names >= MOST_NAMES) return false;
      }
    }
  } catch {
    // What cannot be listed is told of by those who have to read it.
  }
  return false;
}
