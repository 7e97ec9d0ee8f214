import type { Format, FormatName, Rendered, RenderOptions, RuleText, Titles } from '@jatdae/report';
import { loadPage } from '@jatdae/rules';
import type { Language, Report } from '@jatdae/schema';
import type { ValidateResult } from '@jatdae/validator';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import type { Context } from './context.js';
import { EXIT, exitCode, type FailOn } from './exit.js';
import { formatNamed } from './formats.js';
import { notWritten, type Output, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { PLAIN_COLUMNS } from './terminal.js';

export interface Delivery {
  readonly format: FormatName;
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly maxFindings?: number | undefined;
  /** of `RenderOptions` */
  readonly base?: string | undefined;
  readonly interrupted: boolean;
}

/** Prints and writes the report of a run and says its exit status. */
export async function deliver(result: ValidateResult, delivery: Delivery, context: Context): Promise<number> {
  const { terminal, language } = context;
  const unusable = result.status === 'unusable';
  if (unusable) tellProblems(result.problems, context);
  const options: Omit<RenderOptions, 'width' | 'color'> = {
    language,
    titles: await loadTitles(result),
    ...(result.status === 'judged' ? { records: result.excerpts } : {}),
    ...(delivery.maxFindings === undefined ? {} : { maxFindings: delivery.maxFindings }),
    ...(delivery.base === undefined ? {} : { base: delivery.base }),
  };
  const render = async (name: FormatName, width: number, color: boolean): Promise<Rendered> => {
    const format: Format = formatNamed(name);
    const draw = await format.load();
    const rules = format.pages === true ? { rules: await loadRuleTexts(result.report, language) } : {};
    return draw(result.report, { ...options, ...rules, width, color });
  };
  // First what cannot get lost with a file that cannot be written.
  if (!unusable || delivery.format !== 'pretty') {
    const rendered = await render(delivery.format, terminal.columns, terminal.color);
    for await (const piece of typeof rendered === 'string' ? [rendered] : rendered) {
      await terminal.out(piece).catch((error: unknown) => {
        throw notWritten('stdout', error);
      });
    }
  }
  for (const { path, format } of delivery.outputs) await writeOutput(path, await render(format, PLAIN_COLUMNS, false));
  if (unusable) return result.problems.every(({ limit }) => limit === true) ? EXIT.incomplete : EXIT.unusable;
  return exitCode(result, delivery.failOn, delivery.interrupted);
}

/** The report has the ids alone. */
async function loadTitles(result: ValidateResult): Promise<Titles> {
  const profile = result.status === 'judged' ? result.profile : await builtInProfile(DEFAULT_PROFILE);
  return Object.fromEntries((profile?.requirements ?? []).map(({ id, title }) => [id, title]));
}

/** The pages of a report's rules, by code. */
async function loadRuleTexts({ rules }: Report, language: Language): Promise<Record<string, RuleText>> {
  const pages = await Promise.all(rules.map(async ({ code }) => [code, (await loadPage(code))?.[language]] as const));
  return Object.fromEntries(pages.flatMap(([code, page]) => (page === undefined ? [] : [[code, page] as const])));
}
