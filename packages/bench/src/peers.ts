import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Format = 'jsonl' | 'csv' | 'parquet';

export interface Peer {
  readonly name: string;
  /** npm package that it is or needs */
  readonly module?: string;
  readonly formats: readonly Format[];
  /** as a row of the tables */
  readonly title: string;
  /** what it does of what a full check does */
  readonly does: string;
}

const ONE_RECORD = 'parses, and checks each record by itself (null, enum, pattern, lengths, count of choices); one thread';

/** What stands beside ours. `cat` is a pipe of the shell; every other one is `peers/<name>.ts`. */
export const PEERS: readonly Peer[] = [
  {
    name: 'duckdb',
    module: '@duckdb/node-api',
    formats: ['jsonl', 'csv', 'parquet'],
    title: 'DuckDB, checks in SQL',
    does: 'all five counts, in one statement that reads the file once; as many threads as ours',
  },
  {
    name: 'polars',
    module: 'nodejs-polars',
    formats: ['jsonl', 'csv', 'parquet'],
    title: 'nodejs-polars',
    does: 'all five counts, by lazy expressions; as many threads as ours',
  },
  {
    name: 'loop-ajv',
    module: 'ajv',
    formats: ['jsonl'],
    title: '`readline` + `JSON.parse` + ajv',
    does: 'parses, and checks each record by the JSON Schema that ours checks it by; one thread',
  },
  {
    name: 'loop',
    formats: ['jsonl'],
    title: '`readline` + `JSON.parse`',
    does: 'parses and counts the lines, nothing else; one thread',
  },
  { name: 'papaparse', module: 'papaparse', formats: ['csv'], title: 'papaparse', does: ONE_RECORD },
  { name: 'csv-parse', module: 'csv-parse', formats: ['csv'], title: 'csv-parse', does: ONE_RECORD },
  { name: 'udsv', module: 'udsv', formats: ['csv'], title: 'udsv', does: ONE_RECORD },
  { name: 'hyparquet', module: 'hyparquet', formats: ['parquet'], title: 'hyparquet', does: ONE_RECORD },
  {
    name: 'cat',
    formats: ['jsonl', 'csv', 'parquet'],
    title: '`cat` into `cat`',
    does: 'moves the bytes through a pipe and looks at none',
  },
];

const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/** The built program of a peer. */
export function programOf(name: string): string {
  return join(packageRoot, 'dist/peers', `${name}.js`);
}

/** Version of a peer's package as installed; undefined where it is not. */
export function versionOf(module: string): string | undefined {
  const path = join(packageRoot, 'node_modules', module, 'package.json');
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** Why a peer cannot run on this machine; undefined where it can. */
export async function unavailable(peer: Peer): Promise<string | undefined> {
  if (peer.name === 'cat') return process.platform === 'win32' ? 'there is no cat' : undefined;
  if (peer.module === undefined) return undefined;
  try {
    await import(peer.module);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  }
}
