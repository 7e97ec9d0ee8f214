import { readFileSync } from 'node:fs';

/** What names the bundle's entries, which stands beside this in the bundle; null where only the compiler ran. */
export function readEntries(): string | null {
  try {
    return readFileSync(new URL('./bundle/entries.json', import.meta.url), 'utf8');
  } catch {
    return null;
  }
}
