import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  type ByteSource,
  type Compression,
  type CsvOptions,
  detectForm,
  openFile,
  type Reader,
  type ReadOptions,
} from '@jatdae/readers';
import { DEFAULT_LIMITS, UsageError } from '@jatdae/validator';

/** What is known of a file beside its bytes, as a manifest says it of a resource; what is not known the file tells. */
export interface SourceOptions {
  readonly format?: string;
  readonly compression?: Compression;
  readonly encoding?: string;
  readonly at?: string;
  readonly csv?: CsvOptions;
}

export interface SourceRecord {
  /** UTF-8 JSON text, good until the next one is asked for */
  readonly json: Uint8Array;
  /** from 1 */
  readonly number: number;
}

/** A file that is read from its start as often as it is asked to. */
export interface RecordSource {
  readonly format: string;
  records(): AsyncGenerator<SourceRecord, void, void>;
}

/** Where a file's bytes come from, as often as they are asked for. */
export interface Place {
  /** what its format is told by, where nothing says it */
  readonly name: string;
  /** what messages call it */
  readonly shown: string;
  open(): Promise<ByteSource>;
}

/** A file on the disk. @throws UsageError where it is not there */
export async function filePlace(path: string): Promise<Place> {
  const place = await realpath(path).catch(() => null);
  if (place === null) throw new UsageError({ ko: `${path}: 그런 파일이 없습니다`, en: `${path}: no such file` });
  const [root, name] = [dirname(place), basename(place)];
  return { name, shown: path, open: () => openFile(root, name) };
}

/**
 * Opens a file of records in any format that jatdae reads.
 * @throws UsageError where it cannot be opened or no reader takes it; while it is read, where a record cannot be read or it ends early
 */
export async function openRecords(place: Place, told: SourceOptions, signal: AbortSignal): Promise<RecordSource> {
  const { reader, options } = await formOf(place, told);

  async function* records(): AsyncGenerator<SourceRecord, void, void> {
    const source = await place.open();
    try {
      const batches = reader.read({ source, start: 0, end: source.size }, options, signal);
      let step = await batches.next();
      for (; step.done !== true; step = await batches.next()) {
        const { bytes, size, start, end, record } = step.value;
        for (let i = 0; i < size; i++) {
          const number = (record[i] as number) + 1;
          const json = bytes.subarray(start[i], end[i]);
          if (json.length === 0) throw unreadable(place.shown, number);
          yield { json, number };
        }
      }
      if (step.value.damage !== null) throw endsEarly(place.shown, step.value.damage.byte);
    } finally {
      await source.close();
    }
  }

  return { format: reader.id, records };
}

async function formOf(
  { name, shown: path, open }: Place,
  told: SourceOptions,
): Promise<{ readonly reader: Reader; readonly options: ReadOptions }> {
  const source = await open().catch(() => {
    throw new UsageError({ ko: `${path}: 파일이 아니거나 읽을 수 없습니다`, en: `${path}: it is no file, or cannot be read` });
  });
  try {
    const { format, compression } = told;
    const declared = { ...(format === undefined ? {} : { format }), ...(compression === undefined ? {} : { compression }) };
    const form = await detectForm(source, name, declared);
    if (form.reader === null)
      throw new UsageError({
        ko: `${path}: 어떤 형식인지 알 수 없습니다. --from으로 형식을 지정하십시오.`,
        en: `${path}: its format cannot be told; name it with --from.`,
      });
    const { encoding } = told;
    const options: ReadOptions = {
      limits: DEFAULT_LIMITS,
      at: told.at ?? null,
      csv: told.csv ?? {},
      compression: form.compression,
      ...(encoding === undefined ? {} : { encoding }),
      canary: null,
    };
    return { reader: form.reader, options };
  } finally {
    await source.close();
  }
}

export const unreadable = (path: string, record: number): UsageError =>
  new UsageError({
    ko: `${path}: 레코드 ${record}번을 읽을 수 없어 변환하지 않았습니다. jatdae validate가 무엇이 잘못되었는지 알려 줍니다.`,
    en: `${path}: record ${record} cannot be read, so nothing was converted. jatdae validate says what is wrong with it.`,
  });

const endsEarly = (path: string, byte: number): UsageError =>
  new UsageError({
    ko: `${path}: ${byte}바이트 자리에서 더 읽을 수 없어 변환하지 않았습니다. jatdae validate가 무엇이 잘못되었는지 알려 줍니다.`,
    en: `${path}: it cannot be read past byte ${byte}, so nothing was converted. jatdae validate says what is wrong with it.`,
  });
