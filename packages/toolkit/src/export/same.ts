import { isDeepStrictEqual } from 'node:util';
import type { ItemRecord } from './columns.js';

/** The first field in which a record that was read back is not the one that was meant; null where it is the same. */
export function differing(read: ItemRecord, meant: ItemRecord): string | null {
  for (const [name, value] of Object.entries(meant)) if (!isDeepStrictEqual(read[name], value)) return name;
  return Object.keys(read).find((name) => !Object.hasOwn(meant, name)) ?? null;
}
