import type { Manifest } from '@jatdae/schema';
import type { OpenItems, ReadItem } from '@jatdae/validator';
import type { CopyFile, CopyItem, WrittenAs } from './copy-item.js';
import { drawItems } from './draw.js';
import { formatOf, writtenAs } from './formats.js';
import type { JsonObject } from './pointer.js';
import { bytesOfMedia, storeMedia } from './store-media.js';

type Resource = Manifest['resources'][number];

/** Files of the deliverable whose items the copy holds in another format. */
export interface Rewritten {
  /** as the manifest names them */
  readonly path: string;
  /** the first of them that the copy has an item of */
  readonly file: string;
  readonly format: string;
  readonly writtenAs: WrittenAs;
}

/** The deliverable again: an even sample of its items where there are many, in the format that they came in where we write it. */
export interface Copy {
  readonly manifest: Manifest;
  readonly files: readonly CopyFile[];
  readonly items: readonly CopyItem[];
  /** of the deliverable */
  readonly total: number;
  readonly rewritten: readonly Rewritten[];
  /** profile and schemas that the manifest names */
  readonly named: ReadonlyMap<string, Uint8Array>;
  /** where the media of the items are put by, by their path in the deliverable */
  readonly media: ReadonlyMap<string, string>;
  /** items that were left out because their media are too large, together or each */
  readonly leftOut: number;
}

export interface CopyOptions {
  /** items at the most */
  readonly limit: number;
  /** empty folder for media */
  readonly store: string;
  readonly signal: AbortSignal;
  readonly onNeed: (bytes: number) => void;
}

/** Copies at the most `limit` items: those whose places in the deliverable hash lowest, so that a copy is the same each time. */
export async function copyDeliverable(open: OpenItems, { limit, store, signal, onNeed }: CopyOptions): Promise<Copy> {
  const { manifest } = open;
  const { drawn, total, several } = await drawItems(open, limit, signal);
  onNeed(bytesFor(drawn));
  const { kept, media } = await storeMedia(drawn, open.read, store, signal);
  const places = new Map<string, number>();
  const files: CopyFile[] = [];
  const rewritten = new Map<string, Rewritten>();
  const items = kept.map(({ json, path, ...item }): CopyItem => {
    const key = placeOf(manifest, item);
    const file = places.get(key) ?? files.length;
    if (file === files.length) {
      const resource = manifest.resources[item.resource] ?? { path: '', subMetric: {} };
      const format = formatOf(resource, path);
      const as = writtenAs(format, !several.has(item.resource) && resource.at === undefined);
      places.set(key, file);
      files.push({ resource: resourceOf(resource, item, file, as), writtenAs: as });
      if (!as.startsWith(format)) rewritten.set(resource.path, { path: resource.path, file: path, format, writtenAs: as });
    }
    return { ...item, record: JSON.parse(json) as JsonObject, file };
  });
  return {
    manifest: { ...manifest, experiments: [], waivers: [] },
    files,
    items,
    total,
    rewritten: [...rewritten.values()],
    named: await namedFiles(open),
    media,
    leftOut: drawn.length - kept.length,
  };
}

/** Only one copy is there at a time. */
const bytesFor = (items: readonly ReadItem[]): number =>
  items.reduce((sum, { json }) => sum + Buffer.byteLength(json) + 1, 0) + bytesOfMedia(items);

type Place = Pick<ReadItem, 'resource' | 'subMetric' | 'side'>;

/** What a file's path said of its items has to be said of a file again. */
function placeOf({ resources }: Manifest, { resource, subMetric, side }: Place): string {
  const { subMetric: spelling, split } = resources[resource] ?? {};
  return JSON.stringify([resource, isField(spelling) ? null : subMetric, isField(split) ? null : side]);
}

const isField = (spelling: unknown): boolean => typeof spelling === 'object' && spelling !== null && 'field' in spelling;

const ENDING: Readonly<Record<WrittenAs, string>> = { jsonl: '.jsonl', csv: '.csv', json: '.json', 'json-items': '/*.json' };

function resourceOf(resource: Resource, { subMetric, side }: Place, file: number, as: WrittenAs): Resource {
  const { fields, itemType, schema, ...spelling } = resource;
  const known = side === 'unknown' ? {} : { split: { value: side } };
  return {
    path: `data/${String(file + 1).padStart(3, '0')}${ENDING[as]}`,
    format: as === 'json-items' ? 'json' : as,
    ...(fields === undefined ? {} : { fields }),
    ...(itemType === undefined ? {} : { itemType }),
    ...(schema === undefined ? {} : { schema }),
    subMetric: isField(spelling.subMetric) || subMetric === null ? spelling.subMetric : { value: subMetric },
    ...(isField(spelling.split) && spelling.split !== undefined ? { split: spelling.split } : known),
  };
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
