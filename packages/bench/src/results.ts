import { existsSync, readFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { type Measurement, median } from './measure.js';
import { type Format, PEERS, versionOf } from './peers.js';

export type Scenario = 'clean' | 'cold' | 'broken' | 'shuffled';

/** Medians of the runs of one program. */
export interface Figures {
  readonly wall: number;
  readonly user: number;
  readonly system: number;
  readonly peakBytes: number | null;
}

export interface Row {
  /** a peer's name, or one of ours (`OURS`), with `-clean` where the items were the same without faults and with one key order */
  readonly name: string;
  readonly runs: number;
  readonly figures: Figures;
  /** ours with every rule, in the same run: what a ratio is of */
  readonly ours: Figures;
  /** ours with the core rules, in the same run; absent where these were not measured */
  readonly core?: Figures;
  /** as 2026-11-24 */
  readonly date: string;
}

export interface Case {
  readonly format: Format;
  readonly size: string;
  readonly scenario: Scenario;
  /** of the file that is read */
  readonly bytes: number;
  /** of the same items as JSON Lines */
  readonly itemBytes: number;
  readonly records: number;
  readonly jobs: number;
  readonly rows: readonly Row[];
  /** peers that did not get to the end, and how they ended */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly name: string;
  readonly why: string;
}

export interface Results {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly os: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

export function figuresOf(runs: readonly Measurement[]): Figures {
  const of = (value: (run: Measurement) => number): number => Number(median(runs.map(value)).toFixed(4));
  const peaks = runs.map((run) => run.peakBytes).filter((peak) => peak !== null);
  return {
    wall: of((run) => run.seconds),
    user: of((run) => run.userSeconds),
    system: of((run) => run.systemSeconds),
    peakBytes: peaks.length < runs.length ? null : median(peaks),
  };
}

/** This machine, without its name, and what is installed on it. */
export function emptyResults(): Results {
  const modules = PEERS.flatMap(({ module }) => (module === undefined ? [] : [module]));
  const versions = modules.map((module) => [module, versionOf(module)] as const).filter((entry) => entry[1] !== undefined);
  return {
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      os: type(),
    },
    versions: { node: process.versions.node, ...(Object.fromEntries(versions) as Record<string, string>) },
    cases: [],
  };
}

/** Results as an earlier run left them. Those of another machine, Node or peer are not comparable: throws, unless told otherwise. */
export function readResults(path: string, from: 'this machine' | 'any machine' = 'this machine'): Results {
  const now = emptyResults();
  if (!existsSync(path)) return now;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as Results;
  if (from === 'any machine') return kept;
  for (const part of ['machine', 'versions'] as const) {
    if (JSON.stringify(kept[part]) === JSON.stringify(now[part])) continue;
    throw new Error(
      `${path} was measured with other ${part}; --fresh starts it anew\n${JSON.stringify(kept[part])}\n${JSON.stringify(now[part])}`,
    );
  }
  return kept;
}

/** The results with a case measured anew: its rows replace those of the same name, the others stay. */
export function withCase(results: Results, measured: Case): Results {
  const isSame = (other: Case): boolean =>
    other.format === measured.format && other.size === measured.size && other.scenario === measured.scenario;
  const before = results.cases.find((other) => isSame(other) && other.bytes === measured.bytes && other.jobs === measured.jobs);
  const isAnew = ({ name }: { name: string }): boolean =>
    [...measured.rows, ...measured.failures].some((entry) => entry.name === name);
  const merged = {
    ...measured,
    rows: [...measured.rows, ...(before?.rows ?? []).filter((row) => !isAnew(row))],
    failures: [...measured.failures, ...(before?.failures ?? []).filter((failure) => !isAnew(failure))],
  };
  return { ...results, cases: [...results.cases.filter((other) => !isSame(other)), merged] };
}
