import type { Manifest } from '@jatdae/schema';
import type { OpenItems, ReadItem } from '@jatdae/validator';
import type { JsonObject } from './pointer.js';

/** An item of the copy: it stands in a line of one of its files. */
export interface CopyItem extends Omit<ReadItem, 'json' | 'path'> {
  readonly record: JsonObject;
  /** index in the copy's files */
  readonly file: number;
  /** index of its line */
  readonly line: number;
}

/** The deliverable again, as JSON Lines: an even sample of its items where there are many. */
export interface Copy {
  readonly manifest: Manifest;
  /** paths, in the order of the manifest's resources */
  readonly paths: readonly string[];
  readonly items: readonly CopyItem[];
  /** of the deliverable */
  readonly total: number;
  /** profile and schemas that the manifest names */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Copies at the most `limit` items: those whose places in the deliverable hash lowest, so that a copy is the same each time. */
export async function copyDeliverable(open: OpenItems, limit: number): Promise<Copy> {
  const { drawn, total } = await drawItems(open, limit);
  const { manifest } = open;
  const places = new Map<string, number>();
  const lines: number[] = [];
  const resources: Manifest['resources'][number][] = [];
  const items = drawn.map(({ json, path: _, ...item }): CopyItem => {
    const key = placeOf(manifest, item);
    const file = places.get(key) ?? resources.length;
    if (file === resources.length) {
      places.set(key, file);
      resources.push(resourceOf(manifest, item, file));
    }
    const line = lines[file] ?? 0;
    lines[file] = line + 1;
    return { ...item, record: JSON.parse(json) as JsonObject, file, line };
  });
  const [first, ...others] = resources;
  return {
    manifest: {
      ...manifest,
      resources: first === undefined ? manifest.resources : [first, ...others],
      experiments: [],
      waivers: [],
    },
    paths: resources.map(({ path }) => path),
    items,
    total,
    files: await namedFiles(open),
  };
}

interface Drawn {
  readonly drawn: readonly ReadItem[];
  readonly total: number;
}

async function drawItems(open: OpenItems, limit: number): Promise<Drawn> {
  let held: { readonly rank: number; readonly index: number; readonly item: ReadItem }[] = [];
  let total = 0;
  const cut = (): void => {
    held.sort((a, b) => a.rank - b.rank || a.index - b.index);
    held = held.slice(0, limit);
  };
  for await (const item of open.items()) {
    held.push({ rank: rankOf(total), index: total, item });
    total += 1;
    if (held.length >= 2 * limit) cut();
  }
  cut();
  held.sort((a, b) => a.index - b.index);
  return { drawn: held.map(({ item }) => item), total };
}

/** MurmurHash3's finaliser: a permutation of 32-bit numbers. */
function rankOf(index: number): number {
  let hash = (index ^ 0x5bd1e995) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

type Place = Pick<ReadItem, 'resource' | 'subMetric' | 'side'>;

/** What a file's path said of its items has to be said of a file again. */
function placeOf({ resources }: Manifest, { resource, subMetric, side }: Place): string {
  const { subMetric: spelling, split } = resources[resource] ?? {};
  return JSON.stringify([resource, isField(spelling) ? null : subMetric, isField(split) ? null : side]);
}

const isField = (spelling: unknown): boolean => typeof spelling === 'object' && spelling !== null && 'field' in spelling;

function resourceOf({ resources }: Manifest, { resource, subMetric, side }: Place, file: number): Manifest['resources'][number] {
  const { fields, itemType, schema, ...spelling } = resources[resource] ?? {};
  const known = side === 'unknown' ? {} : { split: { value: side } };
  return {
    path: `data/${String(file + 1).padStart(3, '0')}.jsonl`,
    format: 'jsonl',
    ...(fields === undefined ? {} : { fields }),
    ...(itemType === undefined ? {} : { itemType }),
    ...(schema === undefined ? {} : { schema }),
    ...(isField(spelling.subMetric)
      ? { subMetric: spelling.subMetric }
      : subMetric === null
        ? {}
        : { subMetric: { value: subMetric } }),
    ...(isField(spelling.split) ? { split: spelling.split } : known),
  } as Manifest['resources'][number];
}

async function namedFiles({ manifest, read }: OpenItems): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = new Set([manifest.profile, ...manifest.resources.flatMap(({ schema }) => schema ?? [])]);
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const bytes = await read(name);
    if (bytes !== null) files.set(name, bytes);
  }
  return files;
}
