import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenItems, ReadItem } from '@jatdae/validator';

/** Bytes of media that a copy holds; items whose media do not fit any more are left out of it. */
const MOST_MEDIA = 512 << 20;

interface Stored<Item> {
  /** in the deliverable's order */
  readonly kept: readonly Item[];
  readonly media: ReadonlyMap<string, string>;
}

/** What the media of items take, as far as a copy takes them in. */
export function bytesOfMedia(items: readonly ReadItem[]): number {
  const sizes = new Map(items.flatMap(({ media }) => media.map(({ path, bytes }) => [path, bytes] as const)));
  return Math.min(
    MOST_MEDIA,
    [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
  );
}

/** Puts the media of items by, as long as there is room. What a layout implies is not told by the record, so it is left behind. */
export async function storeMedia<Item extends ReadItem & { readonly index: number }>(
  items: readonly Item[],
  read: OpenItems['read'],
  store: string,
  signal: AbortSignal,
): Promise<Stored<Item>> {
  const media = new Map<string, string>();
  const kept: Item[] = [];
  let room = MOST_MEDIA;
  for (const item of items) {
    signal.throwIfAborted();
    const missing = item.media.flatMap(({ pointer, path }) => (pointer === '' || path === null || media.has(path) ? [] : [path]));
    const found = await readAll([...new Set(missing)], read, room);
    if (found === null) continue;
    kept.push(item);
    for (const [path, bytes] of found) {
      const file = join(store, String(media.size));
      await writeFile(file, bytes);
      media.set(path, file);
      room -= bytes.length;
    }
  }
  return { kept: kept.sort((a, b) => a.index - b.index), media };
}

/** Null where one cannot be read at once, or there is no room for all. */
async function readAll(
  paths: readonly string[],
  read: OpenItems['read'],
  room: number,
): Promise<readonly (readonly [path: string, bytes: Uint8Array])[] | null> {
  const found: (readonly [string, Uint8Array])[] = [];
  let left = room;
  for (const path of paths) {
    const bytes = await read(path);
    if (bytes === null || bytes.length > left) return null;
    found.push([path, bytes]);
    left -= bytes.length;
  }
  return found;
}
