import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { clean } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import { FIXES, type FixLog, type FixName, fixDeliverable } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { validationText } from './copy-validation.js';
import { EXIT } from './exit.js';
import type { FixFlags } from './fix-flags.js';
import { fixText, summaryOf } from './fix-text.js';
import { whileWatched } from './interrupt.js';
import { checkTemp, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

const INTERRUPTED: Localized = {
  ko: '중단되었습니다. 쓰던 것은 지웠고 납품물은 그대로입니다.',
  en: 'Interrupted. What was written has been removed, and the deliverable is as it was.',
};

/** `jatdae fix`: status 0 where the copy stands, whatever remains to be mended by hand. */
export async function runFix(target: string, flags: FixFlags, context: Context): Promise<number> {
  const { temp, format, dryRun = false } = flags;
  await checkTemp(temp);
  const out = dryRun ? null : outputOf(flags);
  const log = out === null ? null : await logPath(flags, out);
  return whileWatched(context, INTERRUPTED, async (signal) => {
    const options = { fixes: chosen(flags), language: context.language, signal };
    const result = await fixDeliverable(target, out, { ...options, ...(temp === undefined ? {} : { temp }) });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const told: FixLog & Partial<Record<'before' | 'after', object>> =
      result.status === 'tried'
        ? result.log
        : { ...result.log, before: summaryOf(result.before), after: summaryOf(result.after) };
    if (log !== null) await writeOutput(log, toJson(told));
    await context.terminal.out(
      format === 'json'
        ? toJson(told)
        : `${fixText(result.log, context)}${result.status === 'fixed' ? validationText(result.before, result.after, context) : ''}`,
    );
    if (out !== null && log !== null)
      context.note({
        ko: `사본: ${clean(out)} · 고친 내역: ${clean(log)}`,
        en: `Copy: ${clean(out)} · change log: ${clean(log)}`,
      });
    return EXIT.accepted;
  });
}

function outputOf({ output }: FixFlags): string {
  if (output !== undefined) return output;
  throw wrongUsage(
    '사본을 만들 폴더를 -o로 지정하십시오. 무엇을 고칠지만 보려면 --dry-run을 주십시오.',
    'Name the folder for the copy with -o. To see only what would be mended, say --dry-run.',
  );
}

/** Beside the copy, for in it nobody declares the log. */
async function logPath({ log }: FixFlags, out: string): Promise<string> {
  const path = log ?? `${out.replace(/[\\/]+$/u, '')}.fixes.json`;
  const folder = await stat(dirname(resolve(path))).catch(() => null);
  const there = await stat(path).catch(() => null);
  if (folder?.isDirectory() === true && there === null) return path;
  throw there === null
    ? wrongUsage(`고친 내역을 둘 폴더가 없습니다: ${path}`, `The folder of the change log does not exist: ${path}`)
    : wrongUsage(
        `고친 내역의 파일이 이미 있습니다: ${path}. 다른 이름을 --log로 지정하십시오.`,
        `The file of the change log is there already: ${path}. Name another with --log.`,
      );
}

/** The manifest follows whatever is mended. */
function chosen({ only, skip = [] }: FixFlags): ReadonlySet<FixName> {
  const skipped = new Set<FixName>(skip);
  return new Set((only ?? FIXES).filter((fix) => !skipped.has(fix)));
}
