import { readFile } from 'node:fs/promises';
import type { Language } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';

/** What decides what a model is sent: a run goes on only with the same. */
export interface RunFacts {
  readonly model: string;
  readonly kind: 'llm' | 'lmm';
  readonly parameters: Readonly<Record<string, unknown>>;
  /** `reading`: version of how a reply becomes a prediction */
  readonly prompt: { readonly language: Language; readonly sha256: string; readonly reading: number };
  readonly fewShot: {
    readonly count: number;
    readonly seed: number;
    readonly ids: Readonly<Record<string, readonly (string | number | null)[]>>;
  };
  readonly dataset: { readonly name: string; readonly version: string; readonly sha256: string };
}

/** What came of it until now. */
export interface RunTotals {
  readonly answered: number;
  readonly refused: number;
  /** models as the server called them, and its fingerprints */
  readonly models: readonly string[];
  readonly fingerprints: readonly string[];
  readonly usage: { readonly input: number; readonly output: number };
}

export interface RunRecord {
  readonly 'jatdae-run': 1;
  readonly experiment: string;
  readonly harness: { readonly name: string; readonly version: string };
  /** the last one: a server that is started again may have another address */
  readonly endpoint: string;
  readonly settings: RunFacts;
  /** null until a run ended by itself or was interrupted */
  readonly totals: RunTotals | null;
}

export const recordText = (record: RunRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** Beside `predictions.jsonl` it is `predictions.run.json`. */
export const recordPath = (predictions: string): string => `${predictions.replace(/\.jsonl$/u, '')}.run.json`;

/** Null where there is none. @throws UsageError where it is none of ours */
export async function readRecord(path: string): Promise<RunRecord | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const record = JSON.parse(text) as RunRecord;
    if (record['jatdae-run'] === 1 && typeof record.settings === 'object' && record.settings !== null) return record;
  } catch {
    // told below
  }
  throw new UsageError({
    ko: `실행 기록을 읽을 수 없습니다: ${path}. --out으로 새 파일을 지정하십시오.`,
    en: `The record of the run cannot be read: ${path}. Name a new file with --out.`,
  });
}

export interface Difference {
  /** dotted, as in `parameters.temperature` */
  readonly name: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** What two runs were made with and do not share, by name. */
export function differences(before: unknown, now: unknown, name = ''): Difference[] {
  if (isObject(before) && isObject(now)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
    return names.flatMap((key) => differences(before[key], now[key], name === '' ? key : `${name}.${key}`));
  }
  return JSON.stringify(before) === JSON.stringify(now) ? [] : [{ name, before, now }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
