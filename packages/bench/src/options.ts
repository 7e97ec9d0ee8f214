import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Format, PEERS } from './peers.js';
import type { Scenario } from './results.js';
import { sizeInBytes } from './size.js';

const FORMATS: readonly Format[] = ['jsonl', 'csv', 'parquet'];
const SIZES = ['16MiB', '256MiB', '1GiB', '4GiB'];
const SCENARIOS: readonly Scenario[] = ['clean', 'cold', 'broken', 'shuffled'];

export const USAGE = `Usage: pnpm bench [compare] [options]   ours beside others in one run, in turn; medians
       pnpm bench files [options]       one item a file, in a folder and in archives
       pnpm bench page                  writes docs/performance.md from docs/performance.json again

compare: data are made, measured and removed, one size at a time. First all must count the same on items with
planted faults. What is measured replaces its rows in docs/performance.json, from which the page is written.
  --format LIST     (jsonl) of ${FORMATS.join(' ')}, or all
  --size LIST       (256MiB) of the items as JSON Lines: any size, or all: ${SIZES.join(' ')}
  --scenario LIST   (clean) of ${SCENARIOS.join(' ')}, or all
                    cold      24 MiB in 12 sub-metrics, with the predictions of 3 models, whatever --size says
                    broken    5 % of the records broken in random ways; JSON Lines only
                    shuffled  another order of keys in each record; JSON Lines only
  --peers LIST      (all) of ${PEERS.map(({ name }) => name).join(' ')}, or none
  --runs N          (3)
  --jobs N          (2, or the number of cores where that is less) threads of ours, DuckDB and polars
  --temp DIR        where the data go
  --keep            does not remove the data, and takes what an earlier run has kept
  --dry             prints the page and writes nothing
  --fresh           forgets the results of other machines or versions

files:
  --count N (100000)   --runs N (3)   --jobs N (2)   --forms LIST (folder,stored.zip,deflate.zip,tar.gz)`;

export interface CompareOptions {
  readonly formats: readonly Format[];
  readonly sizes: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly peers: readonly string[];
  readonly runs: number;
  readonly jobs: number;
  readonly temp: string;
  readonly keep: boolean;
  readonly dry: boolean;
  readonly fresh: boolean;
}

/** Throws a TypeError or RangeError that says what cannot be used. */
export function compareOptions(args: readonly string[]): CompareOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      format: { type: 'string', default: 'jsonl' },
      size: { type: 'string', default: '256MiB' },
      scenario: { type: 'string', default: 'clean' },
      peers: { type: 'string', default: 'all' },
      runs: { type: 'string', default: '3' },
      jobs: { type: 'string', default: String(Math.min(2, cpus().length)) },
      temp: { type: 'string', default: join(tmpdir(), 'jatdae-bench') },
      keep: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
    },
  });
  const peerNames = PEERS.map(({ name }) => name);
  return {
    formats: listed('--format', values.format, FORMATS),
    sizes: values.size === 'all' ? SIZES : values.size.split(',').filter((size) => sizeInBytes(size) > 0),
    scenarios: listed('--scenario', values.scenario, SCENARIOS),
    peers: values.peers === 'none' ? [] : listed('--peers', values.peers, peerNames),
    runs: positive('--runs', values.runs),
    jobs: positive('--jobs', values.jobs),
    temp: values.temp,
    keep: values.keep,
    dry: values.dry,
    fresh: values.fresh,
  };
}

function listed<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  if (text === 'all') return [...known];
  return text.split(',').map((name) => {
    const found = known.find((entry) => entry === name);
    if (found === undefined) throw new RangeError(`${option} does not know ${name}: ${known.join(', ')}, or all`);
    return found;
  });
}

/** A whole number from 1 up. */
export function positive(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new RangeError(`${option} takes a whole number from 1 up, not ${text}`);
  return Number(text);
}
