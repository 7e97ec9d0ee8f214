import type { Manifest } from '@jatdae/schema';
import { type OpenItems, type RecordRun, UsageError } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { arrowWriter } from '../write/arrow.js';
import { csvWriter } from '../write/csv.js';
import { jsonWriter } from '../write/json.js';
import { jsonlWriter } from '../write/jsonl.js';
import { parquetWriter } from '../write/parquet.js';
import type { RecordWriter } from '../write/record-writer.js';
import type { Column } from '../write/survey.js';

/** Formats whose columns have to be known before the first record is written. */
export const TABLES: ReadonlySet<string> = new Set(['csv', 'parquet', 'arrow']);

/**
 * A writer of a file's own format.
 * @param columns of a table
 */
export async function writerFor(
  open: OpenItems,
  run: RecordRun,
  sink: ByteSink,
  columns: readonly Column[],
): Promise<RecordWriter> {
  switch (run.format) {
    case 'csv':
      // What a spreadsheet would take for a formula is data here, and stays as it is.
      return csvWriter(sink, columns, { guardFormulas: false });
    case 'parquet':
      return parquetWriter(sink, columns);
    case 'arrow':
      return arrowWriter(sink, columns);
    case 'json':
      return (await beginsAsObject(open, run.path)) ? documentWriter(sink) : jsonWriter(sink);
    default:
      return jsonlWriter(sink);
  }
}

/** The one record of a file that is an item itself, as AI Hub hands labels over. */
const documentWriter = (sink: ByteSink): RecordWriter => ({
  async add(record) {
    await sink.write(record);
    await sink.write(Buffer.from('\n'));
  },
  end: async () => undefined,
});

async function beginsAsObject(open: OpenItems, path: string): Promise<boolean> {
  for await (const piece of open.content(path)) {
    const first = piece.find((byte) => !SPACE_AND_MARK.has(byte));
    if (first !== undefined) return first === 0x7b;
  }
  return false;
}

const SPACE_AND_MARK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** What a manifest says of the bytes of files, and is no longer so once they are written again. */
export const STALE = ['bytes', 'sha256', 'encoding', 'csv'] as const satisfies readonly (keyof Manifest['resources'][number])[];

/** @throws UsageError for a file that we do not write again as it was */
export function refuseUnwritable(run: RecordRun, { at }: Manifest['resources'][number]): void {
  const { path, format, compression } = run;
  if (path.includes('!/'))
    throw new UsageError({
      ko: `압축 파일 안의 문항은 다시 쓰지 않습니다: ${path}. 압축을 풀고 매니페스트의 경로를 고친 뒤에 다시 실행하십시오.`,
      en: `Items inside an archive are not written again: ${path}. Unpack it, change the path in the manifest, and run again.`,
    });
  const isTsv = /\.(?:tsv|txt)(?:\.gz)?$/iu.test(path) && format === 'csv';
  const what =
    compression === 'zstd'
      ? 'zstd'
      : isTsv
        ? 'TSV'
        : format === 'json' && at !== undefined
          ? `JSON (at: ${at})`
          : ['jsonl', 'json'].includes(format) || TABLES.has(format)
            ? null
            : format;
  if (what === null) return;
  throw new UsageError({
    ko: `${what} 형식의 문항은 그대로 다시 쓰지 못합니다: ${path}. 'jatdae convert'로 JSON Lines나 CSV로 바꾸고 매니페스트의 경로를 고친 뒤에 다시 실행하십시오. 분할은 --list로 목록만 쓸 수도 있습니다.`,
    en: `Items in ${what} are not written again as they were: ${path}. Write them as JSON Lines or CSV with 'jatdae convert', change the path in the manifest, and run again. Of a split, --list writes the ids alone.`,
  });
}
