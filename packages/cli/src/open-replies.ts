import { createMask } from '@jatdae/rules';
import type { Profile, Report } from '@jatdae/schema';

/** Gives a report with the answers beside its findings. */
export type JoinReplies = (judged: { readonly report: Report; readonly profile: Profile }) => Report;

/** Reads a file of answers before the long work starts. @throws UsageError where it cannot be used */
export async function openReplies(path: string): Promise<JoinReplies> {
  const { joinReplies, readReplies } = await import('@jatdae/toolkit');
  const replies = await readReplies(path, new AbortController().signal);
  return ({ report, profile }) => joinReplies(report, replies, createMask(profile));
}
