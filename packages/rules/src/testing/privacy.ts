import { type Profile, resolveProfile } from '@jatdae/schema';
import { expect } from 'vitest';
import type { Outcome, ScanRule } from '../contract.js';
import { scan } from './run.js';

/** The built-in profile, whose allow-lists are part of what a rule finds. */
export async function noticeProfile(): Promise<Profile> {
  const result = await resolveProfile('nia-2024-2', async () => null);
  if (!result.ok) throw new Error('the built-in profile is broken');
  return result.profile;
}

/** Judges texts, each the question of an item. */
export const judgeTexts = (rule: ScanRule, texts: readonly string[], profile?: Profile, keep = 100): Outcome =>
  scan(
    rule,
    texts.map((question) => ({ record: { question } })),
    { context: { keep, ...(profile === undefined ? {} : { profile }) } },
  );

/** What the report shows of the only finding in a text. */
export function shownOf(rule: ScanRule, text: string, profile?: Profile): unknown {
  const { drafts } = judgeTexts(rule, [text], profile);
  expect(drafts.map(({ pointer }) => pointer)).toEqual(['/question']);
  return drafts[0].data;
}
