import { estimateRun, type RunOptions, type RunResult, runExperiment } from '@jatdae/experiments';
import { type OpenItems, openItems } from '@jatdae/validator';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { RunFlags } from './experiment-flags.js';
import { prepareOut, runOptions } from './experiment-options.js';
import { startRunLine } from './experiment-progress.js';
import { dryRunText, runSummary, snippetText } from './experiment-text.js';
import { watchInterrupt } from './interrupt.js';
import { notWritten } from './outputs.js';
import { tellProblems } from './problems.js';

/** Prompts that `--dry-run` shows. */
const EXAMPLES = 3;

/** `jatdae experiment run`: status 0 where every item is answered, 3 where some are not. */
export async function runExperimentCommand(target: string, flags: RunFlags, context: Context): Promise<number> {
  const interrupt = watchInterrupt(() => undefined);
  try {
    const opening = await openItems(target, interrupt.signal);
    if (!opening.ok) {
      tellProblems(opening.problems, context);
      return EXIT.unusable;
    }
    try {
      const options = {
        ...(await runOptions(target, flags, opening.manifest.dataset, context.terminal)),
        signal: interrupt.signal,
      };
      return await (flags.dryRun === true ? dryRun(opening, options, context) : ask(opening, options, flags, context));
    } finally {
      await opening.close();
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    context.note({ ko: '묻기 전에 중단되었습니다.', en: 'Interrupted before anything was asked.' });
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}

async function dryRun(items: OpenItems, options: RunOptions, context: Context): Promise<number> {
  const estimate = await estimateRun(items, options, EXAMPLES);
  await context.terminal.out(dryRunText(estimate, options, context));
  return EXIT.accepted;
}

async function ask(items: OpenItems, options: RunOptions, flags: RunFlags, context: Context): Promise<number> {
  await prepareOut(options.out);
  const line = startRunLine(context.terminal, context.language);
  const result = await runExperiment(items, { ...options, onProgress: line.update })
    .catch((error: unknown) => {
      throw isFileError(error) ? notWritten(options.out, error) : error;
    })
    .finally(line.stop);
  context.note(runSummary(result, options, flags));
  const status = statusOf(result);
  if (status !== EXIT.unusable) await context.terminal.out(snippetText(result, options, context));
  return status;
}

function statusOf({ items, done, stop }: RunResult): number {
  if (stop?.call === true) return EXIT.unusable;
  return done === items ? EXIT.accepted : EXIT.incomplete;
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
