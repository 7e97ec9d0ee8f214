import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Language, parseManifest } from '@jatdae/schema';
import { notWritten } from '../../output/write-failure.js';
import type { Survey } from '../files/survey.js';
import type { Proposal } from '../proposal.js';
import { inTheWay } from './in-the-way.js';
import { manifestText } from './yaml.js';

export const MANIFEST = 'benchmark.yaml';

export interface WriteOptions {
  readonly language: Language;
  /** write over a manifest and schemas that are there */
  readonly force: boolean;
  /** what the manifest is called, where not `benchmark.yaml`: another manifest is then not in its way */
  readonly name?: string;
}

/**
 * Writes the manifest and its schemas into the folder of the data, and nothing else there. Gives the names of what was written, the manifest first.
 * @throws UsageError where something of that name is there, or the folder cannot be written into
 */
export async function writeProposal(survey: Survey, proposal: Proposal, options: WriteOptions): Promise<string[]> {
  const { language, force, name = MANIFEST } = options;
  const { folder } = survey;
  const existing = options.name === undefined ? survey.existing : null;
  const text = manifestText(proposal, language);
  const checked = await parseManifest(new TextEncoder().encode(text), name);
  if (!checked.ok)
    throw new Error(`the proposed manifest is not valid: ${checked.problems.map(({ message }) => message.en).join(' ')}`);
  const files = new Map([
    [name, text],
    ...[...proposal.schemas].map(([path, schema]): [string, string] => [path, `${JSON.stringify(schema, null, 2)}\n`]),
  ]);
  if (!force) await refuseExisting(folder, existing === null ? [...files.keys()] : [existing, ...files.keys()]);
  const drafts = new Map([...files.keys()].map((path) => [path, join(folder, `${path}.${process.pid}.tmp`)]));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(drafts.get(path) as string, content, { flag: 'wx' });
    }
    // The manifest last: it names the schemas.
    for (const [path, draft] of [...drafts].reverse()) await rename(draft, join(folder, path));
  } catch (error) {
    for (const draft of drafts.values()) await rm(draft, { force: true }).catch(() => undefined);
    throw notWritten(join(folder, name), error) ?? error;
  }
  return [...files.keys()];
}

async function refuseExisting(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if ((await stat(join(folder, path)).catch(() => null)) === null) continue;
    throw inTheWay(join(folder, path));
  }
}
