import type { Localized, Report } from '@jatdae/schema';
import { compareDeliveries, compareReports, isSameDelivery, readReport, worseOf } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { deliveryDiffPage } from './diff-deliveries-page.js';
import type { DiffFlags } from './diff-flags.js';
import { reportDiffPage } from './diff-reports-page.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { renderPage } from './page.js';
import { tellProblems } from './problems.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

/** Of each list, for people and in JSON. */
const SHOWN = 20;
const SHOWN_IN_JSON = 1000;

const INTERRUPTED: Localized = { ko: '중단되었습니다. 견주지 못했습니다.', en: 'Interrupted. Nothing was compared.' };

/** `jatdae diff`: what changed from one report to the next, or from one deliverable to the next. */
export async function runDiff(old: string, now: string, flags: DiffFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  const [before, after] = await Promise.all([readReport(old), readReport(now)]);
  if (before !== null && after !== null) return diffReports(before, after, flags, context);
  if (before === null && after === null) return diffDeliveries(old, now, flags, context);
  throw wrongUsage(
    `보고서와 납품물은 견줄 수 없습니다. 보고서가 아닌 것: ${before === null ? old : now}`,
    `A report cannot be compared with a deliverable. This is no report: ${before === null ? old : now}`,
  );
}

const STATUS = { worse: EXIT.rejected, unknown: EXIT.incomplete, 'not-worse': EXIT.accepted } as const;

async function diffReports(before: Report, after: Report, { format, maxFindings }: DiffFlags, context: Context): Promise<number> {
  const diff = compareReports(before, after);
  const { terminal } = context;
  await terminal.out(
    format === 'json' ? toJson(diff) : renderPage(reportDiffPage(diff, maxFindings ?? SHOWN, context), format, terminal),
  );
  return STATUS[worseOf(diff)];
}

async function diffDeliveries(old: string, now: string, flags: DiffFlags, context: Context): Promise<number> {
  const { format, maxFindings, memory, temp } = flags;
  const { terminal } = context;
  return whileWatched(context, INTERRUPTED, async (signal) => {
    const result = await compareDeliveries(old, now, {
      signal,
      keep: maxFindings ?? (format === 'json' ? SHOWN_IN_JSON : SHOWN),
      ...(memory === undefined ? {} : { memory }),
      ...(temp === undefined ? {} : { temp }),
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { diff } = result;
    await terminal.out(format === 'json' ? toJson(diff) : renderPage(deliveryDiffPage(diff, context), format, terminal));
    return isSameDelivery(diff) ? EXIT.accepted : EXIT.rejected;
  });
}
