import { resolve } from 'node:path';
import { createMask } from '@jatdae/rules';
import type { Profile, Report } from '@jatdae/schema';
import type { Output } from './outputs.js';
import { wrongUsage } from './usage.js';

/** Gives a report with the answers beside its findings. */
export type JoinReplies = (judged: { readonly report: Report; readonly profile: Profile }) => Report;

/**
 * Reads a file of answers before the long work starts.
 * @throws UsageFailure where a report would be written over it, for answers to findings that are gone stand nowhere else
 * @throws UsageError where it cannot be used
 */
export async function openReplies(path: string, outputs: readonly Output[]): Promise<JoinReplies> {
  if (outputs.some((output) => resolve(output.path) === resolve(path))) {
    throw wrongUsage(
      `--replies와 -o에 같은 파일을 적었습니다. 답변을 덮어쓰지 않도록 -o의 이름을 바꾸십시오: ${path}`,
      `--replies and -o name the same file; choose another -o, so that the answers are not written over: ${path}`,
    );
  }
  const { joinReplies, readReplies } = await import('@jatdae/toolkit');
  const replies = await readReplies(path, new AbortController().signal);
  return ({ report, profile }) => joinReplies(report, replies, createMask(profile));
}
