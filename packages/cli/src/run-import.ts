import { type ImportOutcome, importExperiment, type TaskOutcome } from '@jatdae/experiments';
import { clean, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { ImportFlags } from './import-flags.js';
import { NOTHING_WRITTEN, watchInterrupt } from './interrupt.js';
import { tellProblems } from './problems.js';
import { toJson } from './text-format.js';

/** `jatdae experiment import`: status 0 where every answer was taken over, 3 where some could not be read or joined. */
export async function runImport(source: string, flags: ImportFlags, context: Context): Promise<number> {
  const { from, task, format, force, ...given } = flags;
  const interrupt = watchInterrupt(() => undefined);
  try {
    const result = await importExperiment(source, {
      ...given,
      ...(from === undefined ? {} : { format: from }),
      tasks: task,
      force: force === true,
      signal: interrupt.signal,
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { outcome } = result;
    await context.terminal.out(format === 'json' ? toJson(outcome) : outcomeText(outcome, context));
    const left = outcome.tasks.some((row) => row.left.unknown + row.left.conflict + row.left.choices + row.left.repeated > 0);
    return left || outcome.faults.count > 0 ? EXIT.incomplete : EXIT.accepted;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    context.note(NOTHING_WRITTEN);
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}

const WAYS: Readonly<Record<keyof TaskOutcome['joined'], Localized>> = {
  id: { ko: 'id로', en: 'by id' },
  question: { ko: '질문의 글로', en: 'by the text of the question' },
  index: { ko: '순서로', en: 'by their order' },
};

const LEFT: Readonly<Record<keyof TaskOutcome['left'], Localized>> = {
  unknown: { ko: '납품물에 없는 문항', en: 'no item of the deliverable' },
  conflict: { ko: 'id와 질문이 서로 다른 문항을 가리킴', en: 'id and question lead to different items' },
  repeated: { ko: '같은 문항의 두 번째 답', en: 'a second answer to the same item' },
  choices: { ko: '선택지가 문항의 것과 다름', en: 'its choices are not those of the item' },
};

function outcomeText(outcome: ImportOutcome, { language, text }: Context): string {
  const harness = [outcome.harness.name, outcome.harness.version ?? ''].join(' ').trim();
  const lines = [
    text(
      `${clean(harness)}에서 ${clean(outcome.model)}의 답 ${formatCount(outcome.written)}개를 옮겼습니다: ${clean(outcome.predictions)}`,
      `Took ${formatCount(outcome.written)} answers of ${clean(outcome.model)} from ${clean(harness)}: ${clean(outcome.predictions)}`,
    ),
    text(`실행 기록: ${clean(outcome.record)}`, `Record of the run: ${clean(outcome.record)}`),
    '',
    ...outcome.tasks.flatMap((task) => taskLines(task, language, text)),
  ];
  for (const { id, items, answered, score } of outcome.subMetrics) {
    const given = score === null ? text('점수 없음', 'no score') : String(score);
    const missing = items - answered;
    const gap =
      missing === 0
        ? ''
        : text(` - 답이 없는 문항 ${formatCount(missing)}개`, ` - ${formatCount(missing)} items without an answer`);
    lines.push(`${clean(id)}: ${given} (${formatCount(answered)}/${formatCount(items)})${gap}`);
  }
  if (outcome.faults.count > 0) {
    lines.push(
      '',
      text(
        `읽지 못한 기록 ${formatCount(outcome.faults.count)}건:`,
        `${formatCount(outcome.faults.count)} records were not read:`,
      ),
      ...outcome.faults.first.map(({ place, why }) => `  ${clean(place)}: ${why[language]}`),
    );
  }
  lines.push(
    '',
    text('매니페스트의 experiments: 아래에 넣을 내용:', 'To put below experiments: in the manifest:'),
    '',
    outcome.entry,
  );
  return lines.join('\n');
}

function taskLines(
  { task, answers, joined, field, left, firstLeft }: TaskOutcome,
  language: Context['language'],
  text: Context['text'],
): string[] {
  const ways = Object.entries(joined).flatMap(([way, count]) =>
    count === 0
      ? []
      : [
          `${WAYS[way as keyof typeof WAYS][language]}${way === 'id' && field !== null ? ` (${clean(field)})` : ''} ${formatCount(count)}`,
        ],
  );
  const lost = Object.entries(left).flatMap(([why, count]) =>
    count === 0 ? [] : [`${LEFT[why as keyof typeof LEFT][language]} ${formatCount(count)}`],
  );
  const head = `${clean(task)}: ${text(`답 ${formatCount(answers)}개`, `${formatCount(answers)} answers`)}`;
  const first = `${head} · ${ways.length === 0 ? text('이은 문항 없음', 'none joined') : ways.join(' · ')}`;
  if (lost.length === 0) return [first];
  const places = firstLeft.map((place) => clean(place)).join(', ');
  const more = Object.values(left).reduce((sum, count) => sum + count, 0) > firstLeft.length ? ', …' : '';
  return [first, `  ${text('옮기지 못함', 'not taken')}: ${lost.join(' · ')} (${places}${more})`];
}
