import { isDeepStrictEqual } from 'node:util';
import type { ItemType, Language, Localized } from '@jatdae/schema';
import { titleOf } from '../about.js';
import { meantBy, rightReplies } from '../choices.js';
import type { ItemRecord } from '../columns.js';
import { JSON_LINES } from '../files/json-lines.js';
import type { WrittenPart } from '../part.js';
import { constantIn, pythonFormat, pythonName, pythonText } from '../python.js';
import type { Judge, Source, Target, Written } from '../target.js';
import { questionText, refuse, sampleOf, type Way, wayOf } from './sample.js';

const FILE = 'benchmark.py';

/**
 * Tasks of the UK AI Security Institute's Inspect (source of August 2026): a Python file with a task for each sub-metric and split, and JSON
 * Lines in the fields that `json_dataset` reads.
 */
export function inspectTarget(source: Source): Target {
  const { language } = source;
  const { canary } = source.manifest.dataset;
  return {
    files: JSON_LINES,
    apart: ({ type }) => ({ type }),
    withMedia: true,
    refuse: (item) => refuse(item, language),
    record: (item) => sampleOf(item, language, canary),
    pathOf: ({ stem, side }) => `data/${stem}.${side}.jsonl`,
    documents: ({ parts }) => new Map([[FILE, code(source, parts)]]),
    notes: (written) => notesOf(source, written),
    judge: (read, { parts }) => judge(source, read, parts),
  };
}

/** `multiple_choice` reads the reply by the word ANSWER, in any language. */
const TEMPLATES: Readonly<Record<Language, Readonly<Record<'ONE' | 'SEVERAL', string>>>> = {
  ko: {
    ONE: "다음 문제의 정답을 하나 고르십시오. 답은 'ANSWER: 기호' 한 줄로만 쓰십시오. 기호는 {letters} 가운데 하나입니다.\n\n{question}\n\n{choices}",
    SEVERAL:
      "다음 문제의 정답을 모두 고르십시오. 답은 'ANSWER: 기호들' 한 줄로만 쓰십시오. 기호는 {letters} 가운데 하나 이상이며 쉼표로 나눕니다.\n\n{question}\n\n{choices}",
  },
  en: {
    ONE: "Choose the one correct answer. Reply with a single line 'ANSWER: LETTER', where LETTER is one of {letters}.\n\n{question}\n\n{choices}",
    SEVERAL:
      "Choose all correct answers. Reply with a single line 'ANSWER: LETTERS', where LETTERS is one or more of {letters}, separated by commas.\n\n{question}\n\n{choices}",
  },
};

const labelsOf = ({ manifest }: Source, { subMetric }: WrittenPart): string[] =>
  (manifest.subMetrics.find(({ id }) => id === subMetric)?.labels ?? []).map(String);

const wayOfPart = (source: Source, part: WrittenPart): Way => wayOf(part.type as ItemType, labelsOf(source, part)) ?? 'reply';

/** Null where nothing of Inspect scores what the manifest asks for. */
function scorerOf(source: Source, part: WrittenPart): string | null {
  if (wayOfPart(source, part) !== 'reply') return 'choice()';
  const metric = source.manifest.subMetrics.find(({ id }) => id === part.subMetric)?.metric;
  if (metric === 'f1') return 'f1()';
  if (metric === 'judge') return 'model_graded_qa()';
  return (part.type !== 'generation' && part.type !== 'dialogue') || metric === 'exact-match' ? 'exact()' : null;
}

const taskName = ({ manifest }: Source, { stem, side }: WrittenPart): string =>
  `${pythonName(manifest.dataset.name)}_${side === 'public' ? '' : 'leaderboard_'}${stem}`;

const SOLVERS: Readonly<Record<Way, string>> = {
  one: 'multiple_choice(template=ONE)',
  several: 'multiple_choice(template=SEVERAL, multiple_correct=True)',
  reply: 'generate()',
};

function code(source: Source, parts: readonly WrittenPart[]): string {
  const { manifest, language } = source;
  const scorers = [...new Set(parts.flatMap((part) => scorerOf(source, part)?.replace('()', '') ?? []))].sort();
  const head = [
    `# ${titleOf(manifest, language).replace(/\s+/gu, ' ')} ${manifest.dataset.version}`,
    '# inspect eval benchmark.py',
    'from pathlib import Path',
    '',
    'from inspect_ai import Task, task',
    'from inspect_ai.dataset import json_dataset',
    ...(scorers.length === 0 ? [] : [`from inspect_ai.scorer import ${scorers.join(', ')}`]),
    'from inspect_ai.solver import generate, multiple_choice',
    '',
    'HERE = Path(__file__).parent',
    `ONE = ${pythonText(TEMPLATES[language].ONE)}`,
    `SEVERAL = ${pythonText(TEMPLATES[language].SEVERAL)}`,
  ];
  const tasks = parts.map((part) => {
    const name = taskName(source, part);
    const scorer = scorerOf(source, part);
    return [
      '',
      '',
      `@task(name=${pythonText(name)})`,
      `def ${pythonName(`task_${part.key}_${part.side}`)}():`,
      '    return Task(',
      `        dataset=json_dataset(str(HERE / ${pythonText(part.path)})),`,
      `        solver=${SOLVERS[wayOfPart(source, part)]},`,
      ...(scorer === null ? [] : [`        scorer=${scorer},`]),
      `        version=${pythonText(manifest.dataset.version)},`,
      '    )',
    ].join('\n');
  });
  return `${head.join('\n')}${tasks.join('\n')}\n`;
}

function notesOf(source: Source, { parts }: Written): Localized[] {
  const names = parts.filter((part) => scorerOf(source, part) === null).map((part) => taskName(source, part));
  if (names.length === 0) return [];
  return [
    {
      ko: `Inspect에 매니페스트의 지표가 없어 답을 모으기만 하는 과제입니다(scorer 없음): ${names.join(', ')}`,
      en: `Inspect has no scorer for the manifest's metric of these tasks, which only collect answers: ${names.join(', ')}`,
    },
  ];
}

async function judge(source: Source, read: (path: string) => Promise<string>, parts: readonly WrittenPart[]): Promise<Judge> {
  const { language } = source;
  const text = await read(FILE);
  const templates = { one: constantIn(text, 'ONE'), several: constantIn(text, 'SEVERAL') };
  for (const { path } of parts) {
    if (text.split(`json_dataset(str(HERE / ${pythonText(path)}))`).length !== 2) throw new Error(`${FILE}: ${path}`);
  }
  return (record, item, part) => {
    const way = wayOfPart(source, part);
    if (textOf(record.input) !== questionText(item, language)) return 'input';
    const target = record.target as readonly string[];
    if (way === 'reply') return isDeepStrictEqual(target, rightReplies(item)) ? null : 'target';
    // As read_choices and answer_options of Inspect take them.
    const choices = (record.choices as readonly string[]).filter((choice) => choice.trim() !== '');
    const letters = choices.map((_, k) => String.fromCharCode(0x41 + k));
    const lines = choices.map((choice, k) => `${letters[k]}) ${choice}`).join('\n');
    const prompt = pythonFormat(templates[way], {
      question: questionText(item, language),
      choices: lines,
      letters: letters.join(),
    });
    if (!prompt.endsWith(`\n\n${questionText(item, language)}\n\n${lines}`) || !prompt.includes(letters.join()))
      return 'template';
    const led = target.map((letter) => choices[letters.indexOf(letter)]?.normalize('NFC').trim());
    return led.join('\n') === meantBy(item, language).join('\n') ? null : 'target';
  };
}

function textOf(input: ItemRecord[string] | undefined): unknown {
  if (!Array.isArray(input)) return input;
  const [message] = input as readonly { readonly content: readonly { readonly text?: string }[] }[];
  return message?.content[0]?.text;
}
