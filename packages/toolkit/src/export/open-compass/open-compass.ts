import type { ItemType, Language } from '@jatdae/schema';
import { choiceLabel } from '@jatdae/validator';
import { titleOf } from '../about.js';
import { askedText } from '../asked-text.js';
import { meantBy, pickedChoices, rightReplies } from '../choices.js';
import type { ItemRecord } from '../columns.js';
import { JSON_LINES } from '../files/json-lines.js';
import type { ExportItem } from '../item.js';
import type { LeftOutReason } from '../left-out.js';
import type { WrittenPart } from '../part.js';
import { constantIn, pythonName, pythonText } from '../python.js';
import type { Judge, Source, Target } from '../target.js';

const FILE = 'benchmark.py';

/**
 * Data and a configuration of OpenCompass 0.5.3: a data set for each sub-metric, split and number of choices, that a model answers in words.
 * Letters are read out of the reply; short answers are compared as they are.
 */
export function openCompassTarget(source: Source): Target {
  const { language } = source;
  const { canary } = source.manifest.dataset;
  return {
    files: JSON_LINES,
    apart: (item) => ({ type: item.type, ...(isPicked(item) ? { choices: pickedChoices(item, language).choices.length } : {}) }),
    withMedia: false,
    refuse: (item) => refuse(item, language),
    record: (item) => recordOf(item, language, canary),
    pathOf: ({ stem, side }) => `data/${stem}.${side}.jsonl`,
    documents: ({ parts }) => new Map([[FILE, code(source, parts)]]),
    notes: () => [],
    judge: (read, { parts }) => judge(source, read, parts),
  };
}

const isPicked = ({ type, labels }: Pick<ExportItem, 'type' | 'labels'>): boolean =>
  type === 'multiple-choice' || type === 'pairwise' || (type === 'classification' && labels.length > 0);

function refuse(item: ExportItem, language: Language): LeftOutReason | null {
  if (isPicked(item)) {
    const { choices, keys } = pickedChoices(item, language);
    if (keys.length !== 1) return keys.length === 0 ? 'no-answer' : 'several-answers';
    return choices.length > 26 ? 'many-choices' : null;
  }
  if (item.type !== 'short-answer' && item.type !== 'classification') return 'type';
  const replies = rightReplies(item).length;
  if (replies === 1) return null;
  return replies === 0 ? 'no-answer' : 'several-answers';
}

/**
 * The prompt stands last: OpenCompass fills one field after the other into the text so far, so that a question with `{answer}` in it would
 * be asked with its answer else.
 */
function recordOf(item: ExportItem, language: Language, canary: string | undefined): ItemRecord {
  const picked = isPicked(item) ? pickedChoices(item, language) : null;
  const answer = picked === null ? (rightReplies(item)[0] ?? '') : choiceLabel(picked.keys[0] ?? 0, picked.choices.length);
  return { id: item.name, ...(canary === undefined ? {} : { canary }), answer, prompt: promptOf(item, language) };
}

/** Labels and the tie of a comparison are asked as choices with a letter. */
const promptOf = (item: ExportItem, language: Language): string =>
  askedText(
    isPicked(item) ? { ...item, type: 'multiple-choice', choices: pickedChoices(item, language).choices } : item,
    language,
  );

const groupOf = ({ manifest }: Source, side: WrittenPart['side']): string =>
  `${pythonName(manifest.dataset.name)}${side === 'public' ? '' : '_leaderboard'}`;

const abbrOf = (source: Source, part: WrittenPart): string => `${groupOf(source, part.side)}_${part.stem}`;

function code(source: Source, parts: readonly WrittenPart[]): string {
  const { manifest, language } = source;
  const sides = [...new Set(parts.map(({ side }) => side))];
  return `${[
    `# ${titleOf(manifest, language).replace(/\s+/gu, ' ')} ${manifest.dataset.version}`,
    '# Paths start at this folder, so run it from here.',
    'from opencompass.datasets import CustomDataset',
    'from opencompass.openicl.icl_evaluator import AccEvaluator',
    'from opencompass.openicl.icl_inferencer import GenInferencer',
    'from opencompass.openicl.icl_prompt_template import PromptTemplate',
    'from opencompass.openicl.icl_retriever import ZeroRetriever',
    'from opencompass.utils.text_postprocessors import first_option_postprocess',
    '',
    `PROMPT = ${pythonText('{prompt}')}`,
    '',
    'datasets = [',
    ...parts.flatMap((part) => dataset(source, part)),
    ']',
    '',
    'summarizer = dict(summary_groups=[',
    ...sides.map((side) => summary(source, side, parts)),
    '])',
  ].join('\n')}\n`;
}

function dataset(source: Source, part: WrittenPart): string[] {
  const letters =
    part.choices === null ? null : Array.from({ length: part.choices }, (_, k) => choiceLabel(k, part.choices ?? 0)).join('');
  const reading =
    letters === null ? '' : `, pred_postprocessor=dict(type=first_option_postprocess, options=${pythonText(letters)})`;
  return [
    '    dict(',
    `        abbr=${pythonText(abbrOf(source, part))},`,
    '        type=CustomDataset,',
    `        path=${pythonText(part.path)},`,
    "        reader_cfg=dict(input_columns=['prompt'], output_column='answer'),",
    '        infer_cfg=dict(',
    "            prompt_template=dict(type=PromptTemplate, template=dict(round=[dict(role='HUMAN', prompt=PROMPT)])),",
    '            retriever=dict(type=ZeroRetriever),',
    '            inferencer=dict(type=GenInferencer)),',
    `        eval_cfg=dict(evaluator=dict(type=AccEvaluator), pred_role='BOT'${reading})),`,
  ];
}

/** The mean over the data sets of a split, by their items. */
function summary(source: Source, side: WrittenPart['side'], parts: readonly WrittenPart[]): string {
  const own = parts.filter((part) => part.side === side);
  const subsets = own.map((part) => pythonText(abbrOf(source, part)));
  const weights = own.map((part) => `${pythonText(abbrOf(source, part))}: ${part.records}`);
  return `    dict(name=${pythonText(groupOf(source, side))}, subsets=[${subsets.join(', ')}], weights={${weights.join(', ')}}),`;
}

async function judge(source: Source, read: (path: string) => Promise<string>, parts: readonly WrittenPart[]): Promise<Judge> {
  const { language, manifest } = source;
  const text = await read(FILE);
  const template = constantIn(text, 'PROMPT');
  for (const { path } of parts) if (text.split(`path=${pythonText(path)},`).length !== 2) throw new Error(`${FILE}: ${path}`);
  return (record, item, part) => {
    // As safe_format of OpenCompass, one field after the other; the reference is blanked before.
    const fields = Object.entries({ ...record, answer: '' });
    const prompt = fields.reduce((so, [name, value]) => so.replaceAll(`{${name}}`, () => String(value)), template);
    if (prompt !== promptOf(item, language)) return 'prompt';
    const labels = (manifest.subMetrics.find(({ id }) => id === item.subMetric)?.labels ?? []).map(String);
    if (!isPicked({ type: part.type as ItemType, labels })) return record.answer === rightReplies(item)[0] ? null : 'answer';
    const { choices } = pickedChoices(item, language);
    const led = choices[String(record.answer).charCodeAt(0) - 0x41] ?? '';
    const isShown = prompt.includes(`\n${String(record.answer)}. ${led}\n`);
    return isShown && led.normalize('NFC').trim() === meantBy(item, language)[0] ? null : 'answer';
  };
}
