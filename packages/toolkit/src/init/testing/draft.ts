import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Profile, type Report, resolveProfile } from '@jatdae/schema';
import { validate } from '@jatdae/validator';
import { parse } from 'yaml';
import { lookAt } from '../init.js';
import type { Picks, Proposal } from '../proposal.js';
import { propose } from '../propose.js';
import { writeProposal } from '../write/write.js';

export async function builtIn(): Promise<Profile> {
  const profile = await resolveProfile('nia-2024-2', async () => null);
  if (!profile.ok) throw new Error('the built-in profile is not there');
  return profile.profile;
}

export interface Drafted {
  readonly proposal: Proposal;
  // biome-ignore lint/suspicious/noExplicitAny: a manifest as it was written, looked into freely
  readonly manifest: any;
  readonly text: string;
  readonly report: Report;
  /** findings by code, of rules about items and files */
  readonly counts: Readonly<Record<string, number>>;
}

/** Drafts a manifest into the folder as `init --yes` does, and what `validate` then says of it. */
export async function draftFor(target: string, picks: Picks = new Map()): Promise<Drafted> {
  const survey = await lookAt(target, { signal: new AbortController().signal, mayReplace: () => false });
  const proposal = propose(survey, { language: 'ko', profile: await builtIn(), picks });
  const [path = ''] = await writeProposal(survey, proposal, { language: 'ko', force: false });
  const text = await readFile(join(survey.folder, path), 'utf8');
  const result = await validate(join(survey.folder, path), { language: 'ko', engine: 'inline' });
  if (result.status !== 'judged') throw new Error(JSON.stringify(result.problems));
  const { report } = result;
  const found = report.rules.filter(({ code, count }) => count > 0 && /^[MFIA]|^H00[37]|^D001/.test(code));
  return {
    proposal,
    manifest: parse(text),
    text,
    report,
    counts: Object.fromEntries(found.map(({ code, count }) => [code, count])),
  };
}

/** Valid items of each sub-metric, in all, in the public and in the leaderboard split. */
export const sidesOf = ({ subMetrics }: Report): Record<string, readonly number[]> =>
  Object.fromEntries(subMetrics.map(({ id, valid, public: open, leaderboard }) => [id, [valid, open, leaderboard]]));
