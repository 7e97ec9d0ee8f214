import { clean, formatBytes, formatCount } from '@jatdae/report';
import { ExportDifference, type ExportOutcome, exportDeliverable, LEFT_OUT_REASONS, type LeftOutReason } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { ExportFlags } from './export-flags.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { tellProblems } from './problems.js';
import { toJson } from './text-format.js';

/** `jatdae export`: status 0 where all items that were asked for are in the export, 3 where some could not be. */
export async function runExport(target: string, flags: ExportFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  return whileWatched(context, NOTHING_WRITTEN, (signal) => exportAll(target, flags, context, signal));
}

async function exportAll(target: string, flags: ExportFlags, context: Context, signal: AbortSignal): Promise<number> {
  const { format, includeLeaderboard, promptLang, ...given } = flags;
  try {
    const result = await exportDeliverable(target, {
      ...given,
      includeLeaderboard: includeLeaderboard === true,
      ...(promptLang === undefined ? {} : { promptLanguage: promptLang }),
      signal,
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { outcome } = result;
    await context.terminal.out(format === 'json' ? toJson(outcome) : `${outcomeText(outcome, context)}\n`);
    return Object.keys(outcome.leftOut).every((reason) => reason === 'leaderboard') ? EXIT.accepted : EXIT.incomplete;
  } catch (error) {
    if (signal.aborted || !(error instanceof ExportDifference)) throw error;
    context.note({
      ko: `다시 읽어 보니 내보낸 것이 납품물과 다릅니다(${clean(error.message)}). 내보낸 것은 지웠습니다. 그동안 납품물이 바뀌지 않았다면 잣대의 결함입니다.`,
      en: `What was read back is not what the deliverable has (${clean(error.message)}). The export has been removed. Unless the deliverable changed meanwhile this is a defect of jatdae.`,
    });
    return EXIT.incomplete;
  }
}

function outcomeText(outcome: ExportOutcome, { language, text }: Context): string {
  const { to, folder, items, exported, files, documents, media, leftOut, notes } = outcome;
  const lines = [
    text(
      `문항 ${formatCount(items)}개 가운데 ${formatCount(exported)}개를 ${to} 형식으로 내보냈습니다: ${clean(folder)}`,
      `Exported ${formatCount(exported)} of ${formatCount(items)} items as ${to}: ${clean(folder)}`,
    ),
    text(
      `모두 다시 읽어 확인했습니다: 행 ${formatCount(exported)}개, 답 ${formatCount(exported)}개, SHA-256 ${formatCount(files.length + media)}개`,
      `All was read back and is the same: ${formatCount(exported)} rows, ${formatCount(exported)} answers, ${formatCount(files.length + media)} SHA-256`,
    ),
    '',
    ...files.map(({ path, records, bytes }) => `${clean(path)}  ${formatCount(records)}  ${formatBytes(bytes)}`),
    ...documents.map((path) => clean(path)),
  ];
  const said = [...lines, ...(notes.length === 0 ? [] : ['']), ...notes.map((note) => note[language])];
  const left = Object.entries(leftOut);
  if (left.length === 0) return said.join('\n');
  return [
    ...said,
    '',
    text('내보내지 않은 것:', 'Left out:'),
    ...left.map(([reason, count]) => `  ${LEFT_OUT_REASONS[reason as LeftOutReason][language]}: ${formatCount(count)}`),
  ].join('\n');
}
