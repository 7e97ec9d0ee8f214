import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsOf } from '../output/file-facts.js';
import type { ItemRecord } from './columns.js';
import type { ExportItem } from './item.js';
import { differing } from './same.js';
import type { Judge, Target, Written } from './target.js';
import type { PartTable } from './write-parts.js';

/** What stands in an export is not what stands in the deliverable. */
export class ExportDifference extends Error {
  constructor(
    /** of the export, with the record where there is one: `data/a.csv#12` */
    readonly place: string,
    /** field or template; empty where the place says it */
    readonly what: string,
  ) {
    super(what === '' ? place : `${place}: ${what}`);
    this.name = 'ExportDifference';
  }
}

/**
 * Reads an export back beside the deliverable: each file's hash, each row, each answer as the other tool takes it.
 * @param items of the deliverable, read once more
 * @throws ExportDifference at the first that is not the same
 */
export async function proveExport(
  target: Target,
  table: PartTable,
  written: Written,
  items: AsyncIterable<ExportItem>,
  folder: string,
): Promise<number> {
  for (const { path, bytes, sha256 } of [...written.parts, ...written.media]) {
    const found = await factsOf(join(folder, path));
    if (found.bytes !== bytes || found.sha256 !== sha256) throw new ExportDifference(path, 'SHA-256');
  }
  const judge = await judgeOf(target, written, folder);
  const files = new Map(
    written.parts.map((part) => [part.path, { part, rows: target.files.read(join(folder, part.path)), read: 0 }]),
  );
  try {
    for await (const item of items) {
      const { path } = table.partOf(item);
      const file = files.get(path);
      if (file === undefined) throw new ExportDifference(path, item.name);
      file.read += 1;
      const place = `${path}#${file.read}`;
      const record = await nextOf(file.rows, place);
      const what = record === null ? 'id' : (differing(record, target.record(item)) ?? judge(record, item, file.part));
      if (what !== null) throw new ExportDifference(place, what);
    }
    for (const [path, file] of files) {
      const surplus = await nextOf(file.rows, path);
      if (surplus !== null || file.read !== file.part.records)
        throw new ExportDifference(path, `${file.part.records} / ${file.read}`);
    }
  } finally {
    await Promise.all([...files.values()].map(({ rows }) => rows.return()));
  }
  return [...files.values()].reduce((sum, { read }) => sum + read, 0);
}

async function judgeOf(target: Target, written: Written, folder: string): Promise<Judge> {
  try {
    return await target.judge((path) => readFile(join(folder, path), 'utf8'), written);
  } catch (error) {
    throw new ExportDifference(error instanceof Error ? error.message : String(error), '');
  }
}

async function nextOf(rows: AsyncGenerator<ItemRecord, void, void>, place: string): Promise<ItemRecord | null> {
  try {
    const { done, value } = await rows.next();
    return done === true ? null : (value ?? null);
  } catch (error) {
    // The message of a syntax error quotes what stands there, which may be an answer.
    throw new ExportDifference(
      place,
      error instanceof SyntaxError ? 'JSON' : error instanceof Error ? error.message : String(error),
    );
  }
}
