import { isDeepStrictEqual } from 'node:util';
import type { Localized } from '@jatdae/schema';
import { answerText } from '@jatdae/validator';
import { parse } from 'yaml';
import { titleOf } from '../about.js';
import { askedText } from '../asked-text.js';
import { rightReplies } from '../choices.js';
import { JSON_LINES } from '../files/json-lines.js';
import type { ExportItem } from '../item.js';
import { jinjaTemplate, type Render } from '../jinja.js';
import type { WrittenPart } from '../part.js';
import type { Judge, Source, Target, Written } from '../target.js';
import { documentOf, refuse } from './document.js';
import { groupName, groupText, type Task, taskOf } from './task.js';

/**
 * Tasks of EleutherAI's lm-evaluation-harness (0.4.13): a group for each split, a task for each sub-metric, and JSON Lines that the tasks
 * read. Likelihoods of the choices where there are choices, else what the model writes.
 */
export function lmEvalTarget(source: Source): Target {
  const { canary } = source.manifest.dataset;
  return {
    files: JSON_LINES,
    apart: ({ type }) => ({ type }),
    withMedia: false,
    refuse,
    record: (item) => documentOf(item, source.language, canary),
    pathOf: ({ stem, side }) => `data/${stem}.${side}.jsonl`,
    documents: (written) => documents(source, written),
    notes: (written) => notes(source, written),
    judge: (read, written) => judge(source, read, written),
  };
}

function tasksOf(source: Source, { parts }: Written): Map<WrittenPart, Task> {
  return new Map(
    parts.map((part) => {
      const pair = parts.filter(({ stem }) => stem === part.stem);
      return [part, taskOf(source, part, pair)];
    }),
  );
}

function documents(source: Source, written: Written): ReadonlyMap<string, string> {
  const tasks = [...tasksOf(source, written).values()];
  const sides = [...new Set(tasks.map(({ side }) => side))];
  const groups = sides.map((side) => ({ name: groupName(source, side), tasks: tasks.filter((task) => task.side === side) }));
  return new Map([
    ...groups.map(
      ({ name, tasks: own }, k) => [`${name}.yaml`, groupText(source, sides[k] as WrittenPart['side'], own)] as const,
    ),
    ...tasks.map(({ path, text }) => [path, text] as const),
    [
      'README.md',
      readme(
        source,
        groups.map(({ name }) => name),
        tasks,
      ),
    ],
  ]);
}

function notes(source: Source, written: Written): Localized[] {
  const names = [...tasksOf(source, written).values()].flatMap(({ metric, name }) => (metric === 'bypass' ? [name] : []));
  if (names.length === 0) return [];
  return [
    {
      ko: `lm-evaluation-harness에 매니페스트의 지표가 없어 답을 모으기만 하는 과제입니다(bypass): ${names.join(', ')}`,
      en: `The harness has no metric of the manifest for these tasks, which only collect answers (bypass): ${names.join(', ')}`,
    },
  ];
}

function readme({ manifest, language }: Source, groups: readonly string[], tasks: readonly Task[]): string {
  const [group = ''] = groups;
  const unscored = tasks.some(({ metric }) => metric === 'bypass');
  const command = `lm_eval --include_path . --tasks ${group} --model hf --model_args pretrained=…`;
  const ko = [
    `lm-evaluation-harness 0.4.13의 과제입니다(묶음: ${groups.map((name) => `\`${name}\``).join(', ')}). 데이터의 경로가 이 폴더에서 시작하므로 여기에서 실행하십시오.`,
    ...(unscored ? ['`bypass`로 적은 과제는 답을 모으기만 합니다. 이 도구에 매니페스트의 지표가 없기 때문입니다.'] : []),
  ];
  const en = [
    `Tasks of lm-evaluation-harness 0.4.13 (groups: ${groups.map((name) => `\`${name}\``).join(', ')}). Paths of the data start at this folder, so run it from here.`,
    ...(unscored ? ['Tasks with `bypass` only collect answers: the harness has no metric of the manifest for them.'] : []),
  ];
  const lines = (language === 'ko' ? [...ko, ...en] : [...en, ...ko]).join('\n\n');
  return `# ${titleOf(manifest, language)} ${manifest.dataset.version}\n\n${lines}\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
}

/** A task as it is read back. */
interface ReadTask {
  readonly text: Render;
  readonly choices: string | undefined;
  readonly target: string;
}

async function judge(source: Source, read: (path: string) => Promise<string>, written: Written): Promise<Judge> {
  const tasks = new Map<string, ReadTask>();
  for (const [part, { name, path }] of tasksOf(source, written)) {
    const task = parse(await read(path)) as Readonly<Record<string, unknown>>;
    const { data_files: files } = task.dataset_kwargs as { readonly data_files: Readonly<Record<string, string>> };
    if (task.task !== name || files[String(task.test_split)] !== part.path)
      throw new Error(`${path} does not lead to ${part.path}`);
    tasks.set(part.path, {
      text: jinjaTemplate(String(task.doc_to_text)),
      choices: task.doc_to_choice as string | undefined,
      target: String(task.doc_to_target),
    });
  }
  return (record, item, part) => {
    const task = tasks.get(part.path) as ReadTask;
    if (task.text(record) !== askedText(item, source.language)) return 'doc_to_text';
    const target = record[task.target];
    if (task.choices === undefined) return isAnswer(target, item) ? null : task.target;
    const choices = record[task.choices] as readonly string[];
    return choices[Number(target)]?.normalize('NFC').trim() === keyIn(item)?.normalize('NFC').trim() ? null : task.target;
  };
}

/** What the reply to a choice has to be: the letter of the key, the label, or `tie`. */
function keyIn(item: ExportItem): string | null {
  if (item.type !== 'classification') return answerText(item);
  return item.choices[item.keys[0] ?? -1] ?? item.answerText;
}

function isAnswer(target: unknown, item: ExportItem): boolean {
  const replies = rightReplies(item);
  return Array.isArray(target) ? isDeepStrictEqual(target, replies) : target === (replies[0] ?? '');
}
