import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Counts } from './counts.js';
import { breakShare, plantFaults, shuffleKeys } from './data/faults.js';
import { type BenchItem, CSV_HEADER, csvRow } from './data/item.js';
import { ITEM_SCHEMA, ROW_SCHEMA } from './data/schemas.js';
import type { Format } from './peers.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

export type Variant = 'clean' | 'planted' | 'broken' | 'shuffled';

const BROKEN_SHARE = 0.05;

export interface DatasetPlan {
  readonly format: Format;
  /** of the items as JSON Lines, as `256MiB`; every format holds the same items */
  readonly size: string;
  readonly variant: Variant;
  /** models with predictions */
  readonly models: number;
}

export interface Dataset {
  /** what ours validates */
  readonly folder: string;
  /** what the peers read */
  readonly data: string;
  readonly schema: string;
  readonly bytes: number;
  /** of the same items as JSON Lines, before anything was planted */
  readonly itemBytes: number;
  /** undefined where nothing was planted and a run has to tell */
  readonly expected: Counts | undefined;
}

type Facts = Pick<Dataset, 'itemBytes' | 'expected'>;

/** Makes a deliverable below `root`, or takes the one that an earlier run has kept there. */
export async function makeDataset(plan: DatasetPlan, root: string): Promise<Dataset> {
  const { format, size, variant, models } = plan;
  const folder = join(root, `${format}-${size}-${variant}-${models}`);
  const factsPath = `${folder}.json`;
  if (!existsSync(folder)) {
    const draft = `${folder}.draft`;
    await rm(draft, { recursive: true, force: true });
    makeClean(draft, size, models);
    const itemBytes = (await stat(join(draft, 'data/items.jsonl'))).size;
    const expected = await convert(draft, plan);
    await writeFile(factsPath, JSON.stringify({ itemBytes, expected } satisfies Facts));
    await rename(draft, folder);
  }
  const { itemBytes, expected } = JSON.parse(await readFile(factsPath, 'utf8')) as Facts;
  const data = join(folder, `data/items.${format}`);
  return {
    folder,
    data,
    schema: join(folder, 'schemas/item.schema.json'),
    bytes: (await stat(data)).size,
    itemBytes,
    expected,
  };
}

function makeClean(folder: string, size: string, models: number): void {
  const script = join(repository, 'scripts/make-data.ts');
  runNode(['--import', 'tsx', script, folder, '--bytes', size, '--models', String(models)]);
}

function runNode(args: readonly string[]): void {
  const made = spawnSync(process.execPath, args, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
  if (made.status !== 0) throw new Error(`the data could not be made (${made.status ?? made.signal})`);
}

async function convert(folder: string, { format, variant }: DatasetPlan): Promise<Counts | undefined> {
  const items = join(folder, 'data/items.jsonl');
  const planting = variant === 'planted' ? plantFaults() : undefined;
  const lineOf = format === 'csv' ? csvRow : jsonLineOf(variant);
  if (format === 'csv' || variant !== 'clean') {
    const draft = join(folder, 'data/draft');
    await rewrite(items, draft, format === 'csv' ? CSV_HEADER : '', (item) => lineOf(planting?.spoil(item) ?? item));
    await rm(items);
    await rename(draft, join(folder, format === 'csv' ? 'data/items.csv' : 'data/items.jsonl'));
  }
  if (format === 'parquet') {
    runNode([fileURLToPath(new URL('../dist/write-parquet.js', import.meta.url)), items, join(folder, 'data/items.parquet')]);
    await rm(items);
  }
  await writeFile(join(folder, 'schemas/item.schema.json'), JSON.stringify(format === 'csv' ? ROW_SCHEMA : ITEM_SCHEMA, null, 2));
  if (format !== 'jsonl') await changeManifest(join(folder, 'benchmark.yaml'), format);
  return planting?.expected();
}

function jsonLineOf(variant: Variant): (item: BenchItem) => string {
  const text = variant === 'broken' ? breakShare(BROKEN_SHARE) : variant === 'shuffled' ? shuffleKeys() : JSON.stringify;
  return (item) => `${text(item)}\n`;
}

async function rewrite(from: string, to: string, head: string, lineOf: (item: BenchItem) => string): Promise<void> {
  const out = createWriteStream(to, { highWaterMark: 1 << 20 });
  let pending = head;
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY })) {
    pending += lineOf(JSON.parse(line) as BenchItem);
    if (pending.length < 1 << 18) continue;
    if (!out.write(pending)) await once(out, 'drain');
    pending = '';
  }
  out.end(pending);
  await once(out, 'close');
}

async function changeManifest(path: string, format: Format): Promise<void> {
  const changes: [from: string, to: string][] = [
    ['data/*.jsonl', `data/*.${format}`],
    ['format: jsonl', `format: ${format}`],
  ];
  if (format === 'csv') changes.push(['choices: choices', 'choices: [A, B, C, D, E]']);
  if (format === 'parquet') changes.push(['    encoding: utf-8\n', '']);
  let text = await readFile(path, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the generated manifest has no ${from.trim()}`);
    text = text.replace(from, to);
  }
  await writeFile(path, text);
}

export const jatdaeProgram = join(repository, 'packages/cli/bin/jatdae.js');
