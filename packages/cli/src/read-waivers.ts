import { clean } from '@jatdae/report';
import { parseWaivers, type ReviewerWaiver } from '@jatdae/schema';
import type { Context } from './context.js';
import { readInput } from './read-input.js';
import { wrongUsage } from './usage.js';

const PROBLEMS_SHOWN = 20;

/** The waivers of all files, in their order. @throws UsageFailure where one cannot be used, after its problems were told */
export async function readWaivers(paths: readonly string[], { terminal, language }: Context): Promise<ReviewerWaiver[]> {
  const waivers: ReviewerWaiver[] = [];
  for (const path of paths) {
    const result = await parseWaivers(await readInput(path), path);
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
  }
  return waivers;
}
