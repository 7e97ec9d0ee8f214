import type { OpenItems } from '@jatdae/validator';
import { type Column, createSurveyor, type Surveyor } from '../write/survey.js';
import { TABLES } from './formats.js';

/** A record that a table will hold beside its own: it decides about columns and their types. */
export interface AddedRecord {
  /** of the files it is added to: those of a resource, or the one of a path */
  readonly to: { readonly resource: number } | { readonly path: string };
  /** JSON text */
  readonly record: Uint8Array;
}

/** The columns of every table of a deliverable, by path: those of its records, then those that are added. */
export async function surveyTables(
  open: OpenItems,
  added: AsyncIterable<AddedRecord>,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  if (open.plan.files.every(({ path }) => TABLELESS.test(path))) return new Map();
  const surveyors = new Map<string, { readonly resource: number; readonly surveyor: Surveyor }>();
  for await (const run of open.runs({ fields: [], whole: true, onLost: () => undefined })) {
    if (!TABLES.has(run.format)) continue;
    const known = surveyors.get(run.path) ?? { resource: run.resource, surveyor: createSurveyor() };
    surveyors.set(run.path, known);
    for (let i = 0; i < run.size; i++) known.surveyor.add(run.text(i));
  }
  for await (const { to, record } of added) {
    for (const [path, { resource, surveyor }] of surveyors) {
      if ('path' in to ? to.path === path : to.resource === resource) surveyor.add(record);
    }
  }
  return new Map([...surveyors].map(([path, { surveyor }]) => [path, surveyor.survey().columns]));
}

/** Names of files that are no tables whatever they hold, so that they need not be read once more. */
const TABLELESS = /\.(?:jsonl|ndjson|json)(?:\.gz)?$/iu;
