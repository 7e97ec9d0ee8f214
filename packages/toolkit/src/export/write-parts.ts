import { join } from 'node:path';
import type { Manifest } from '@jatdae/schema';
import { factsOf } from '../output/file-facts.js';
import type { DataFile } from './files/data-file.js';
import type { ExportItem } from './item.js';
import { createNames, type Part, type WrittenPart } from './part.js';
import type { Target } from './target.js';

/** Tells items to data files, one for each sub-metric and split, and each kind where the target asks for it. */
export interface PartTable {
  partOf(item: ExportItem): Part;
}

export function createPartTable({ subMetrics }: Manifest, { apart, pathOf }: Target): PartTable {
  const names = createNames(subMetrics);
  const parts = new Map<string, Part>();
  return {
    partOf(item) {
      const { subMetric, side } = item;
      const { type = null, choices = null } = apart(item);
      const place = JSON.stringify([subMetric, side, type, choices]);
      const known = parts.get(place);
      if (known !== undefined) return known;
      const plain = { subMetric, side, type, choices, ...names(subMetric, type, choices) };
      const part = { ...plain, path: pathOf(plain) };
      parts.set(place, part);
      return part;
    },
  };
}

export interface PartWriter {
  add(item: ExportItem): Promise<void>;
  /** In the manifest's order of sub-metrics, public first. */
  end(): Promise<readonly WrittenPart[]>;
}

export function createPartWriter(manifest: Manifest, target: Target, table: PartTable, folder: string): PartWriter {
  const files = new Map<Part, { readonly file: DataFile; records: number }>();
  const order = new Map(manifest.subMetrics.map(({ id }, k) => [id, k]));
  return {
    async add(item) {
      const part = table.partOf(item);
      const open = files.get(part) ?? { file: await target.files.write(join(folder, part.path)), records: 0 };
      files.set(part, open);
      open.records += 1;
      await open.file.add(target.record(item));
    },
    async end() {
      const written: WrittenPart[] = [];
      for (const [part, { file, records }] of files) {
        await file.end();
        written.push({ ...part, records, ...(await factsOf(join(folder, part.path))) });
      }
      const rank = ({ subMetric, side, path }: Part): string =>
        `${String(order.get(subMetric) ?? order.size).padStart(9, '0')} ${side === 'public' ? 0 : 1} ${path}`;
      return written.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    },
  };
}
