import { renderJson, renderPretty, type Titles } from '@jatdae/report';
import type { ValidateResult } from '@jatdae/validator';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import type { Context } from './context.js';
import { EXIT, exitCode, type FailOn } from './exit.js';
import type { Format } from './formats.js';
import { notWritten, type Output, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { PLAIN_COLUMNS } from './terminal.js';

export interface Delivery {
  readonly format: Format;
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly maxFindings?: number | undefined;
  readonly interrupted: boolean;
}

/** Prints and writes the report of a run and says its exit status. */
export async function deliver(result: ValidateResult, delivery: Delivery, context: Context): Promise<number> {
  const { terminal, language } = context;
  const unusable = result.status === 'unusable';
  if (unusable) tellProblems(result.problems, context);
  const titles = await loadTitles(result);
  const render = (format: Format, width: number, color: boolean): string =>
    format === 'json'
      ? renderJson(result.report)
      : renderPretty(result.report, {
          language,
          color,
          width,
          titles,
          ...(delivery.maxFindings === undefined ? {} : { maxFindings: delivery.maxFindings }),
        });
  // First what cannot get lost with a file that cannot be written.
  if (!unusable || delivery.format === 'json') {
    await terminal.out(render(delivery.format, terminal.columns, terminal.color)).catch((error: unknown) => {
      throw notWritten('stdout', error);
    });
  }
  for (const { path, format } of delivery.outputs) await writeOutput(path, render(format, PLAIN_COLUMNS, false));
  if (unusable) return result.problems.every(({ limit }) => limit === true) ? EXIT.incomplete : EXIT.unusable;
  return exitCode(result, delivery.failOn, delivery.interrupted);
}

/** The report has the ids alone. */
async function loadTitles(result: ValidateResult): Promise<Titles> {
  const profile = result.status === 'judged' ? result.profile : await builtInProfile(DEFAULT_PROFILE);
  return Object.fromEntries((profile?.requirements ?? []).map(({ id, title }) => [id, title]));
}
