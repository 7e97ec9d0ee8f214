import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importExperiment } from '../import/import.js';
import type { ImportOptions, ImportOutcome } from '../import/outcome.js';

/** Imports into a deliverable. @throws where that cannot be used */
export async function take(root: string, source: string, more: Partial<ImportOptions> = {}): Promise<ImportOutcome> {
  const signal = new AbortController().signal;
  const result = await importExperiment(source, { to: root, kind: 'llm', tasks: new Map(), force: false, signal, ...more });
  if (result.status !== 'written') throw new Error(JSON.stringify(result.problems));
  return result.outcome;
}

/** The lines of its prediction file. */
export const linesOf = async (root: string, { predictions }: ImportOutcome): Promise<Record<string, unknown>[]> =>
  (await readFile(join(root, predictions), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

export const letter = (k: number): string => String.fromCharCode(0x41 + k);
