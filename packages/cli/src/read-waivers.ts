import { createHash } from 'node:crypto';
import { clean } from '@jatdae/report';
import { parseWaivers, type ReceiptInput, type ReviewerWaiver } from '@jatdae/schema';
import type { Context } from './context.js';
import { readInput } from './read-input.js';
import { wrongUsage } from './usage.js';

const PROBLEMS_SHOWN = 20;

export interface GivenWaivers {
  /** of all files, in their order */
  readonly waivers: readonly ReviewerWaiver[];
  /** the files, as a receipt names them */
  readonly inputs: readonly ReceiptInput[];
}

/** @throws UsageFailure where a file cannot be used, after its problems were told */
export async function readWaivers(paths: readonly string[], { terminal, language }: Context): Promise<GivenWaivers> {
  const waivers: ReviewerWaiver[] = [];
  const inputs: ReceiptInput[] = [];
  for (const path of paths) {
    const bytes = await readInput(path);
    const result = await parseWaivers(bytes, path);
    if (!result.ok) {
      for (const { line, column, message } of result.problems.slice(0, PROBLEMS_SHOWN)) {
        const place = line === null ? path : `${path}:${line}${column === null ? '' : `:${column}`}`;
        terminal.err(`${clean(place)} ${clean(message[language])}\n`);
      }
      throw wrongUsage(
        `면제 파일로 쓸 수 없어 납품물을 검사하지 않았습니다: ${path}`,
        `This file of waivers cannot be used, so the deliverable was not checked: ${path}`,
      );
    }
    waivers.push(...result.file.waivers);
    inputs.push({ kind: 'waivers', sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return { waivers, inputs };
}
