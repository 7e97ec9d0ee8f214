import { UsageError } from '@jatdae/validator';
import type { ItemIndex } from './items.js';
import type { Candidate, JoinedTask } from './join.js';
import type { Json } from './json.js';
import type { ImportOutcome, TaskOutcome } from './outcome.js';
import { predictionOf } from './prediction.js';
import { SHOWN } from './shown.js';

/** What becomes of the answers of all tasks; items by their index. */
export interface Taken {
  readonly tasks: readonly TaskOutcome[];
  readonly lines: ReadonlyMap<number, Record<string, Json>>;
  readonly answers: ReadonlyMap<number, Candidate['answer']>;
}

/** @throws UsageError where no answer has an item */
export function takeAnswers(joined: readonly JoinedTask[], index: ItemIndex, faults: ImportOutcome['faults']): Taken {
  const lines = new Map<number, Record<string, Json>>();
  const answers = new Map<number, Candidate['answer']>();
  const tasks = joined.map((task) => takeTask(task, index, lines, answers));
  if (lines.size === 0) throw new UsageError(nothingJoined(tasks, faults));
  return { tasks, lines, answers };
}

function takeTask(
  { task, field, answers }: JoinedTask,
  { items }: ItemIndex,
  lines: Map<number, Record<string, Json>>,
  scored: Map<number, Candidate['answer']>,
): TaskOutcome {
  const joined = { id: 0, question: 0, index: 0 };
  const left = { unknown: 0, conflict: 0, repeated: 0, choices: 0 };
  const firstLeft: string[] = [];
  for (const { candidate, item, by, why } of answers) {
    const known = items[item];
    const reason = known === undefined ? (why ?? 'unknown') : lines.has(item) ? 'repeated' : null;
    const line = known === undefined || reason !== null ? null : predictionOf(candidate, known);
    if (line === null || by === null) {
      left[reason ?? 'choices'] += 1;
      if (firstLeft.length < SHOWN) firstLeft.push(candidate.answer.place);
      continue;
    }
    joined[by] += 1;
    lines.set(item, line);
    scored.set(item, candidate.answer);
  }
  return { task, answers: answers.length, joined, field, left, firstLeft };
}

function nothingJoined(tasks: readonly TaskOutcome[], { count, first }: ImportOutcome['faults']) {
  const answers = tasks.reduce((sum, task) => sum + task.answers, 0);
  const [fault] = first;
  const unread =
    fault === undefined
      ? { ko: '', en: '' }
      : {
          ko: ` 읽지 못한 기록이 ${count}건 있습니다(${fault.place}: ${fault.why.ko}).`,
          en: ` ${count} records were not read (${fault.place}: ${fault.why.en}).`,
        };
  return {
    ko: `답 ${answers}개를 읽었지만 이 납품물의 문항에 이은 것이 없어 아무것도 쓰지 않았습니다.${unread.ko} 과제와 하위 측정 항목의 이름이 다르면 --task 과제=하위항목으로 적고, 같은 데이터의 결과인지 확인하십시오.`,
    en: `Of ${answers} answers none belongs to an item of this deliverable, so nothing was written.${unread.en} Name sub-metrics with --task TASK=SUBMETRIC where they differ from the tasks, and make sure that these are results of this data.`,
  };
}
