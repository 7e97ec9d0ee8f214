import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Manifest } from '@jatdae/schema';
import { type OpenItems, type RecordRun, UsageError } from '@jatdae/validator';
import type { EndingSink } from '@jatdae/workbook';
import { packedSink } from '@jatdae/workbook';
import { editManifest, type ManifestEdit } from '../output/edit-manifest.js';
import { type FileSink, nestedFileSink } from '../output/file-sink.js';
import type { RecordWriter } from '../write/record-writer.js';
import { refuseUnwritable, STALE, writerFor } from './formats.js';
import { type AddedRecord, surveyTables } from './survey-tables.js';

export interface CopyRequest {
  /** the text of record i in the copy; called once for each record, in the order of `runs` */
  readonly edit: (run: RecordRun, i: number) => Uint8Array | Promise<Uint8Array>;
  /** what edits put into records that they did not hold: tables have all their columns from the start */
  readonly added: () => AsyncIterable<AddedRecord>;
  readonly manifest: readonly ManifestEdit[];
  /** files that the copy is not to have */
  readonly omit: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Writes a deliverable into an empty folder: files of items record by record, in their format and under their name, as UTF-8; every other
 * file byte for byte; the manifest with what is told to change, and without what was only true of the bytes before.
 * @throws UsageError where a file of items cannot be written again, or a record could not be read
 */
export async function copyDeliverable(open: OpenItems, folder: string, request: CopyRequest): Promise<void> {
  const rewritten = await rewriteItems(open, folder, request);
  for (const { path } of open.files) {
    if (rewritten.has(path) || request.omit.includes(path) || path === open.manifestPath.normalize('NFC')) continue;
    const file = await nestedFileSink(join(folder, path));
    try {
      for await (const piece of open.content(path)) {
        request.signal.throwIfAborted();
        await file.write(piece);
      }
    } finally {
      await file.close();
    }
  }
  const text = Buffer.from((await open.read(open.manifestPath)) ?? []).toString();
  const stale = [...new Set(rewritten.values())].flatMap((resource) => staleFacts(open.manifest.resources, resource));
  const edits = [...request.manifest, ...stale];
  await writeFile(join(folder, open.manifestPath), editManifest(text, /\.json$/iu.test(open.manifestPath), edits));
}

const NO_RESOURCE = { path: '', subMetric: {} };

interface OpenFile {
  readonly path: string;
  readonly resource: number;
  readonly file: FileSink;
  readonly packed: EndingSink | null;
  readonly writer: RecordWriter;
}

/** @returns the files that hold items, with the resource that reads each */
async function rewriteItems(open: OpenItems, folder: string, { edit, added, signal }: CopyRequest): Promise<Map<string, number>> {
  const tables = await surveyTables(open, added());
  const written = new Map<string, number>();
  const files: OpenFile[] = [];
  const finish = async (): Promise<void> => {
    const [last] = files;
    await last?.writer.end();
    await last?.packed?.end();
    await last?.file.close();
    files.length = 0;
  };
  try {
    for await (const run of open.runs({ fields: [], whole: true, onLost: ({ path }) => refuseLost(path) })) {
      signal.throwIfAborted();
      if (files[0]?.path !== run.path || files[0].resource !== run.resource) {
        await finish();
        refuseTwice(run.path, run.resource, written);
        refuseUnwritable(run, open.manifest.resources[run.resource] ?? NO_RESOURCE);
        written.set(run.path, run.resource);
        const file = await nestedFileSink(join(folder, run.path));
        const packed = run.compression === 'gzip' ? packedSink(createGzip(), file) : null;
        const writer = await writerFor(open, run, packed ?? file, tables.get(run.path) ?? []);
        files.push({ path: run.path, resource: run.resource, file, packed, writer });
      }
      for (let i = 0; i < run.size; i++) await files[0]?.writer.add(await edit(run, i));
    }
    await finish();
    return written;
  } finally {
    await files[0]?.file.close();
  }
}

const staleFacts = (resources: Manifest['resources'], resource: number): ManifestEdit[] =>
  STALE.filter((name) => resources[resource]?.[name] !== undefined).map((name) => ({
    path: ['resources', resource, name],
    value: undefined,
  }));

function refuseLost(path: string): never {
  throw new UsageError({
    ko: `읽을 수 없는 기록이 있어 사본을 만들지 않았습니다: ${path}. 'jatdae validate'로 자리를 찾아 고친 뒤에 다시 실행하십시오.`,
    en: `No copy was made, because a record cannot be read: ${path}. Find its place with 'jatdae validate', mend it, and run again.`,
  });
}

/** @throws UsageError */
function refuseTwice(path: string, resource: number, written: ReadonlyMap<string, number>): void {
  const before = written.get(path);
  if (before === undefined) return;
  throw new UsageError({
    ko: `두 리소스(${before + 1}번째와 ${resource + 1}번째)가 한 파일을 읽으므로 다시 쓸 수 없습니다: ${path}`,
    en: `This file cannot be written again, because two resources (numbers ${before + 1} and ${resource + 1}) read it: ${path}`,
  });
}
