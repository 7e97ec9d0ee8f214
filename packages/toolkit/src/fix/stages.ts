import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  type ByteSource,
  type Compression,
  detectForm,
  openFile,
  type Reader,
  type ReadOptions,
  type TreeEntry,
} from '@jatdae/readers';
import type { OpenFiles } from '@jatdae/validator';
import { type ByteSink, buffered } from '@jatdae/workbook';
import { fileSink } from '../output/file-sink.js';
import { editCsv, type RowEnds } from './edit-csv.js';
import { editJson, NotInPlace } from './edit-json.js';
import type { FieldFix } from './fields.js';
import type { ChangedPlace, ChangeTally, FixName } from './fixes.js';
import { plainOptions, readOptions } from './read-options.js';
import { rewriteText, surveyText, type TextFacts, type TextPlan } from './text-stage.js';

/** A file whose text and values may be mended, and what is known of it. */
export interface TextFile {
  readonly entry: TreeEntry;
  /** indexes in the manifest, -1 where it is of none */
  readonly resource: number;
  readonly experiment: number;
  /** null: its values are nobody's records */
  readonly reader: Reader | null;
  readonly compression: Compression;
  readonly options: ReadOptions;
  readonly facts: TextFacts;
  readonly tally: ChangeTally;
}

const BINARY: ReadonlySet<string> = new Set(['parquet', 'arrow', 'xlsx']);
const TABLES: ReadonlySet<string> = new Set(['csv', 'tsv']);

type Looking = Pick<TextFile, 'entry' | 'resource' | 'experiment' | 'tally'> & { readonly open: OpenFiles };

/** Looks at a file for what its text is; null where it is to be copied as it is, and the tally says why. */
export async function lookAt({ open, entry, resource, experiment, tally }: Looking): Promise<TextFile | null> {
  const source = await open.open(entry).catch(() => null);
  if (source === null) {
    tally.leave('damaged');
    return null;
  }
  try {
    const isData = resource >= 0 || experiment >= 0;
    const known = open.manifest.resources[resource];
    const { format, compression: given } = known ?? {};
    const declared = { ...(format === undefined ? {} : { format }), ...(given === undefined ? {} : { compression: given }) };
    const { reader, compression } = await detectForm(source, entry.path, declared);
    if (isData && (reader === null || BINARY.has(reader.id))) tally.leave('binary');
    else if (compression === 'zstd') tally.leave('zstd');
    else {
      const options = readOptions(known ?? null, compression);
      const facts = await surveyText(source, options);
      if (facts.hindrance === null)
        return { entry, resource, experiment, reader: isData ? reader : null, compression, options, facts, tally };
      tally.leave(facts.hindrance);
    }
    return null;
  } finally {
    await source.close();
  }
}

export interface Mending {
  readonly open: OpenFiles;
  readonly fixes: ReadonlySet<FixName>;
  readonly fields: readonly FieldFix[];
  /** absolute; nothing of that name is there */
  readonly out: string;
  readonly signal: AbortSignal;
}

/** Writes a file with all that is to be mended; false, and nothing is written, where there is nothing. */
export async function mendFile(file: TextFile, mending: Mending): Promise<boolean> {
  const { facts, options, compression, tally, entry } = file;
  const { fixes, out, open } = mending;
  if (facts.encoding !== 'utf-8' && !fixes.has('encoding')) return false;
  const plan = planOf(file, fixes);
  const isText = tellText(file, plan, tally);
  const plain = `${out}.text`;
  const part = `${out}.part`;
  await mkdir(dirname(out), { recursive: true });
  try {
    // Values are looked at in a file of plain UTF-8, which most are.
    const isPlain = !isText && compression === 'none';
    if (!isPlain) {
      const source = await open.open(entry);
      await writeTo(plain, (sink) => rewriteText(source, options, plan, sink)).finally(() => source.close());
    }
    const source = isPlain ? await open.open(entry) : await openFile(dirname(plain), basename(plain));
    const isMended = await mendValues(file, source, mending, part).finally(() => source.close());
    if (!isText && !isMended) return false;
    const made = isMended ? part : plain;
    if (compression === 'gzip') await pipeline(createReadStream(made), createGzip(), createWriteStream(out, { flags: 'wx' }));
    else await rename(made, out);
    return true;
  } finally {
    await rm(plain, { force: true });
    await rm(part, { force: true });
  }
}

function planOf({ facts, reader }: TextFile, fixes: ReadonlySet<FixName>): TextPlan {
  const { lf, crlf, cr } = facts;
  // In a table a line end may stand in a cell; a CR inside a line of JSON Lines is white space.
  const kinds = (reader?.id === 'jsonl' ? [lf, crlf] : [lf, crlf, cr]).filter((count) => count > 0).length;
  const unifies = fixes.has('line-ends') && reader !== null && !TABLES.has(reader.id) && kinds > 1;
  return {
    dropBom: fixes.has('bom') || facts.encoding !== 'utf-8',
    compose: fixes.has('nfc'),
    lineEnds: unifies ? (reader?.id === 'jsonl' ? 'crlf' : 'all') : 'keep',
  };
}

/** Tells what a plan changes of a text, and whether that is anything. */
function tellText({ facts }: TextFile, plan: TextPlan, tally: ChangeTally): boolean {
  const { encoding, bom, decomposed } = facts;
  if (encoding !== 'utf-8') tally.add('encoding', { from: encoding, to: 'utf-8' });
  else if (bom && plan.dropBom) tally.add('bom');
  if (plan.lineEnds !== 'keep') tally.add('line-ends', endsOf(facts));
  if (plan.compose) {
    for (let k = 0; k < decomposed.count; k++) {
      const line = decomposed.lines[k];
      tally.add('nfc', line === undefined ? undefined : { line });
    }
  }
  return encoding !== 'utf-8' || (bom && plan.dropBom) || plan.lineEnds !== 'keep' || (plan.compose && decomposed.count > 0);
}

const endsOf = ({ lf, crlf, cr }: RowEnds): ChangedPlace => ({
  from: [`LF ${lf}`, `CRLF ${crlf}`, ...(cr > 0 ? [`CR ${cr}`] : [])].join(', '),
  to: 'LF',
});

/** Writes a file of plain UTF-8 with its values mended; false, and nothing is written, where none is to be. */
async function mendValues(file: TextFile, source: ByteSource, mending: Mending, part: string): Promise<boolean> {
  const { reader, tally } = file;
  if (reader === null || reader.id === 'yaml') return false;
  const options = plainOptions(file.options);
  return TABLES.has(reader.id)
    ? mendTable(reader, source, options, tally, mending, part)
    : mendJson(reader, source, options, tally, mending, part);
}

async function mendTable(
  reader: Reader,
  source: ByteSource,
  options: ReadOptions,
  tally: ChangeTally,
  { fixes, fields, signal }: Mending,
  part: string,
): Promise<boolean> {
  const survey = (await reader.plan?.(source, options, Number.POSITIVE_INFINITY))?.[0]?.csv?.survey;
  if (survey === undefined) return false;
  if (survey.irregular?.reading === 'quoted') {
    tally.leave('quotes');
    return false;
  }
  let count = 0;
  const editing = { source, survey, csv: options.csv, fields, unify: false, signal, onChange: () => undefined };
  const ends = await editCsv(
    {
      ...editing,
      onChange: (fix, place) => {
        count += 1;
        tally.add(fix, place);
      },
    },
    null,
  );
  const unify = fixes.has('line-ends') && [ends.lf, ends.crlf, ends.cr].filter((rows) => rows > 0).length > 1;
  if (unify) tally.add('line-ends', endsOf(ends));
  if (count === 0 && !unify) return false;
  await writeTo(part, (sink) => editCsv({ ...editing, unify }, sink));
  return true;
}

async function mendJson(
  reader: Reader,
  source: ByteSource,
  options: ReadOptions,
  tally: ChangeTally,
  { fixes, fields, signal }: Mending,
  part: string,
): Promise<boolean> {
  let count = 0;
  const editing = { source, reader, options, fields, escapes: fixes.has('nfc'), signal, onChange: () => undefined };
  try {
    const onChange = (fix: FixName, place: ChangedPlace): void => {
      count += 1;
      tally.add(fix, place);
    };
    await editJson({ ...editing, onChange }, null);
  } catch (error) {
    if (!(error instanceof NotInPlace)) throw error;
    tally.leave('keyed');
    return false;
  }
  if (count === 0) return false;
  await writeTo(part, (sink) => editJson(editing, sink));
  return true;
}

async function writeTo(path: string, write: (sink: ByteSink) => Promise<unknown>): Promise<void> {
  const sink = await fileSink(path);
  const out = buffered(sink);
  try {
    await write(out);
    await out.flush();
  } finally {
    await sink.close();
  }
}
