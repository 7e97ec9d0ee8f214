import { clean, formatCount } from '@jatdae/report';
import {
  type ListedItem,
  type SplitDifference,
  type SplitResult,
  type SplitSummary,
  type SplitTask,
  splitDeliverable,
} from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkOutputs, checkTemp, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import type { SplitFlags } from './split-flags.js';
import { tableLines } from './table.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

/** `jatdae split`: status 1 where `--check` finds another split, or groups kept a sub-metric from its share. */
export async function runSplit(target: string, flags: SplitFlags, context: Context): Promise<number> {
  const task = taskOf(flags);
  await checkTemp(flags.temp);
  if (flags.list !== undefined) await checkOutputs([{ path: flags.list, format: 'json' }]);
  return whileWatched(context, NOTHING_WRITTEN, async (signal) => {
    const { seed, share, by = [], groupBy = null, near, temp } = flags;
    const options = { seed, share, by, groupBy, near, signal, ...(temp === undefined ? {} : { temp }) };
    return await tell(await splitDeliverable(target, options, task), flags, context);
  });
}

function taskOf({ seed, output, list, check, field }: SplitFlags): SplitTask {
  if (seed === '') throw wrongUsage('--seed에 쓸 글이 비어 있습니다.', '--seed is empty.');
  if ([output, list, check].filter((one) => one !== undefined).length !== 1)
    throw wrongUsage('-o 폴더, --list 파일, --check 가운데 하나를 지정하십시오.', 'Give one of -o DIR, --list FILE and --check.');
  if (output !== undefined) return { kind: 'folder', folder: output, field };
  return { kind: list === undefined ? 'check' : 'list' };
}

async function tell(result: SplitResult, flags: SplitFlags, context: Context): Promise<number> {
  if (result.status === 'unusable') {
    tellProblems(result.problems, context);
    return EXIT.unusable;
  }
  if (result.status === 'incomplete') {
    const { path, record } = result.first;
    const [count, place] = [formatCount(result.lost), `${clean(path)}${record === null ? '' : `:${record}`}`];
    context.note({
      ko: `읽을 수 없는 기록이 ${count}건 있어 나누지 않았습니다. 첫 자리: ${place}. 'jatdae validate'로 고칠 곳을 찾으십시오.`,
      en: `${count} records or files cannot be read, so nothing was split. The first: ${place}. 'jatdae validate' tells what to mend.`,
    });
    return EXIT.incomplete;
  }
  const { summary, listed, difference } = result;
  if (flags.list !== undefined) await writeOutput(flags.list, listText(listed, flags.list));
  await context.terminal.out(flags.format === 'json' ? toJson({ ...summary, difference }) : summaryText(result, flags, context));
  return difference === null && summary.subMetrics.every(({ wanted, drawn }) => wanted === drawn) ? EXIT.accepted : EXIT.rejected;
}

/** One id a line, or one JSON object a line. */
function listText(listed: readonly ListedItem[], path: string): string {
  if (/\.jsonl$/iu.test(path)) return listed.map((item) => `${JSON.stringify(item)}\n`).join('');
  const broken = listed.find(({ id }) => /[\n\r]/u.test(id));
  if (broken !== undefined)
    throw wrongUsage(
      `줄바꿈이 든 id가 있어 한 줄에 하나씩 쓸 수 없습니다. 파일 이름을 .jsonl로 끝내십시오: ${path}`,
      `An id holds a line break, so ids cannot stand one a line. Let the name of the file end in .jsonl: ${path}`,
    );
  return listed.map(({ id }) => `${id}\n`).join('');
}

type Done = Extract<SplitResult, { status: 'done' }>;

function summaryText({ summary, difference }: Done, flags: SplitFlags, context: Context): string {
  const { text } = context;
  const { output, list } = flags;
  const where = output ?? list;
  const lines = [...shareTable(summary, context), '', ...summaryLines(summary, flags, context)];
  if (where !== undefined) lines.push(text(`쓴 곳: ${where}`, `Written: ${where}`));
  if (flags.check === true) lines.push(difference === null ? same(context) : differenceLine(difference, context));
  else if (output !== undefined)
    lines.push(text('다시 뽑아 확인하기:', 'To derive it again:'), `  ${checkCommand(output, flags)}`);
  return `${lines.join('\n')}\n`;
}

function shareTable({ subMetrics }: SplitSummary, { text }: Context): string[] {
  const head = [
    text('하위 측정 항목', 'sub-metric'),
    text('문항', 'items'),
    text('목표', 'wanted'),
    text('뽑음', 'drawn'),
    text('비율', 'share'),
  ];
  const rows = subMetrics.map(({ id, items, wanted, drawn }) => [
    clean(id),
    formatCount(items),
    formatCount(wanted),
    formatCount(drawn),
    items === 0 ? '-' : `${((100 * drawn) / items).toFixed(2)}%`,
  ]);
  return tableLines([head, ...rows]);
}

function summaryLines(
  { items, drawn, cells, groups, unknown, notFullyCompared, subMetrics }: SplitSummary,
  { by }: SplitFlags,
  { text }: Context,
): string[] {
  const [all, some] = [formatCount(items), formatCount(drawn)];
  const lines = [
    text(
      `문항 ${all}개 가운데 ${some}개를 리더보드로 뽑았습니다. 하위 측정 항목의 수는 최대 나머지법으로 정수로 맞춥니다.`,
      `Drew ${some} of ${all} items for the leaderboard. The numbers of the sub-metrics are made whole by largest remainder.`,
    ),
  ];
  if (by !== undefined) lines.push(text(`층: ${formatCount(cells)}개`, `Strata: ${formatCount(cells)}`));
  if (groups.count > 0) {
    const [count, held, largest] = [groups.count, groups.items, groups.largest].map(formatCount);
    lines.push(
      text(
        `함께 둔 묶음 ${count}개(문항 ${held}개, 가장 큰 것 ${largest}개): 같은 묶음, 같거나 비슷한 내용, 같은 id`,
        `Kept together: ${count} groups of ${held} items, the largest of ${largest} (of one group, the same or near content, or the same id)`,
      ),
    );
  }
  if (subMetrics.some(({ wanted, drawn: own }) => wanted !== own))
    lines.push(
      text(
        '묶음을 자르지 않으면 목표에 맞출 수 없는 하위 측정 항목이 있어, 가장 가까운 수로 뽑았습니다.',
        'Without cutting a group some sub-metrics cannot have what they want; they got the nearest number.',
      ),
    );
  if (notFullyCompared > 0)
    lines.push(
      text(
        `문항 ${formatCount(notFullyCompared)}개는 비슷할 수 있는 문항이 너무 많아 모두와 견주지는 못했습니다. 'jatdae validate'의 H004를 확인하십시오.`,
        `${formatCount(notFullyCompared)} items were not compared with all that they might be near, for these were too many. See H004 of 'jatdae validate'.`,
      ),
    );
  if (unknown > 0)
    lines.push(
      text(
        `하위 측정 항목을 모르는 문항 ${formatCount(unknown)}개는 공개로 두었습니다.`,
        `${formatCount(unknown)} items of no known sub-metric stay public.`,
      ),
    );
  return lines;
}

const same = ({ text }: Context): string =>
  text('지금 분할이 이 시드에서 뽑은 것과 같습니다.', 'The split that is there is the one that follows from this seed.');

function differenceLine({ path, record, id, is, wanted, count }: SplitDifference, { text }: Context): string {
  const place = `${clean(path)}:${record}${id === null ? '' : ` (${clean(id)})`}`;
  return text(
    `이 시드에서 뽑은 것과 다른 문항이 ${formatCount(count)}개 있습니다. 첫 문항: ${place} — 지금 ${is}, 뽑으면 ${wanted}`,
    `${formatCount(count)} items differ from what follows from this seed. The first: ${place} is ${is}, and would be ${wanted}`,
  );
}

function checkCommand(target: string, { seed, share, by = [], groupBy, near }: SplitFlags): string {
  const words = [
    '--seed',
    seed,
    '--share',
    share,
    ...(groupBy === undefined ? [] : ['--group-by', groupBy]),
    ...(near ? [] : ['--no-near']),
    ...(by.length === 0 ? [] : ['--by', ...by]),
  ];
  return ['jatdae', 'split', target, ...words, '--check'].map(quoted).join(' ');
}

const quoted = (word: string): string => (/^[\p{L}\p{N}_./:%@+=-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
