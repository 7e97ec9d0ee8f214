import { compareReports, readReport, worseOf } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { DiffFlags } from './diff-flags.js';
import { reportDiffPage } from './diff-reports-page.js';
import { EXIT } from './exit.js';
import { renderPage } from './page.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

const STATUS = { worse: EXIT.rejected, unknown: EXIT.incomplete, 'not-worse': EXIT.accepted } as const;

/** `jatdae diff`: what changed from one report to the next. */
export async function runDiff(old: string, now: string, { format, maxFindings }: DiffFlags, context: Context): Promise<number> {
  const [before, after] = await Promise.all([readReport(old), readReport(now)]);
  if (before === null) throw noReport(old);
  if (after === null) throw noReport(now);
  const diff = compareReports(before, after);
  const text =
    format === 'json' ? toJson(diff) : renderPage(reportDiffPage(diff, maxFindings, context), format, context.terminal);
  await context.terminal.out(text);
  return STATUS[worseOf(diff)];
}

const noReport = (path: string): Error =>
  wrongUsage(
    `보고서로 읽을 수 없습니다: ${path}. jatdae validate --format json의 결과를 지정하십시오.`,
    `This is no report that can be read: ${path}. Name what jatdae validate --format json wrote.`,
  );
