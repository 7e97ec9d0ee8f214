import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@jatdae/schema';
import { parse } from 'yaml';
import type { Proposal } from '../../init/proposal.js';
import { builtIn } from '../../init/testing/draft.js';
import { writeProposal } from '../../init/write/write.js';
import { lookAtDescription, proposeImport } from '../import.js';

export interface ImportedManifest {
  readonly proposal: Proposal;
  // biome-ignore lint/suspicious/noExplicitAny: a manifest as it was written, looked into freely
  readonly manifest: any;
  readonly text: string;
}

/** Imports the description of a folder into it, as the command does. */
export async function importInto(target: string, language: Language = 'ko'): Promise<ImportedManifest> {
  const seen = await lookAtDescription(target, { signal: new AbortController().signal, mayReplace: () => false });
  const proposal = proposeImport(seen, { language, profile: await builtIn() });
  const [path = ''] = await writeProposal(seen.survey, proposal, { language, force: false });
  const text = await readFile(join(seen.survey.folder, path), 'utf8');
  return { proposal, manifest: parse(text), text };
}
