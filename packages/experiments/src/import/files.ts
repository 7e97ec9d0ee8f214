import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION } from '@jatdae/validator';
import type { ImportOptions } from './outcome.js';
import type { Place } from './place.js';
import { type SourceFiles, sha256Of } from './records.js';
import { redact } from './redact.js';
import type { Source } from './source.js';
import type { Taken } from './take.js';
import { type Draft, openDraft } from './write.js';

const PREDICTIONS = 'predictions.jsonl';
/** Beside the predictions, where `validate` accounts for it. */
const RECORD = 'predictions.run.json';

interface Import {
  readonly source: Source;
  readonly files: SourceFiles;
  readonly taken: Taken;
  readonly place: Place;
}

/** Writes the predictions, in the order of the items, and the record of where they came from: both, or neither. */
export async function writeFiles(
  { source, files, taken, place }: Import,
  { force, signal }: Pick<ImportOptions, 'force' | 'signal'>,
): Promise<{ readonly predictions: string; readonly record: string; readonly written: number }> {
  const told = {
    'jatdae-import': 1,
    jatdae: VERSION,
    experiment: place.id,
    harness: source.harness,
    model: { name: place.model, revision: source.revision },
    files: await hashesOf(source, files, signal),
    tasks: taken.tasks,
    source: redact(source.facts),
  };
  await mkdir(place.folder, { recursive: true });
  const drafts: Draft[] = [];
  try {
    const predictions = await openDraft(join(place.folder, PREDICTIONS), force);
    drafts.push(predictions);
    const record = await openDraft(join(place.folder, RECORD), force);
    drafts.push(record);
    for (const [, line] of [...taken.lines].sort(([a], [b]) => a - b)) await predictions.line(JSON.stringify(line));
    await record.line(JSON.stringify(told, null, 2));
    for (const draft of drafts) await draft.keep();
  } catch (error) {
    for (const draft of drafts) await draft.drop();
    throw error;
  }
  return {
    predictions: `${place.path}/${PREDICTIONS}`,
    record: `${place.path}/${RECORD}`,
    written: taken.lines.size,
  };
}

async function hashesOf(source: Source, { root, entries }: SourceFiles, signal: AbortSignal) {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const hashes: { readonly path: string; readonly bytes: number; readonly sha256: string }[] = [];
  for (const path of source.files) {
    const entry = byPath.get(path);
    if (entry !== undefined) hashes.push({ path, bytes: entry.size, sha256: await sha256Of(root, entry, signal) });
  }
  return hashes;
}
