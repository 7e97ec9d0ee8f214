import { execFileSync, spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ExportOutcome, exportDeliverable } from '../export.js';
import { jinjaTemplate } from '../jinja.js';
import { everyType, writeDeliverable } from '../testing/deliverable.js';

const folder = join(tmpdir(), `jatdae-lm-eval-${process.pid}`);
let source: string;
let outcome: ExportOutcome;
beforeAll(async () => {
  source = await writeDeliverable(everyType());
  const result = await exportDeliverable(source, { to: 'lm-eval', output: folder, includeLeaderboard: true });
  if (result.status !== 'done') throw new Error('unusable');
  outcome = result.outcome;
});
afterAll(async () => {
  for (const path of [folder, source]) await rm(path, { recursive: true, force: true });
});

const yamlOf = async (path: string): Promise<Record<string, unknown>> => parse(await readFile(join(folder, path), 'utf8'));
const documents = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(folder, path), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

it('groups the tasks of the public split, and those of the leaderboard for themselves', async () => {
  expect(outcome.documents.filter((path) => !path.startsWith('tasks/'))).toEqual([
    'README.md',
    'small_eval.yaml',
    'small_eval_leaderboard.yaml',
  ]);
  const group = await yamlOf('small_eval.yaml');
  expect(group.task).toHaveLength(8);
  expect(group.aggregate_metric_list).toEqual(
    ['acc', 'chrf', 'exact_match'].map((metric) => ({ metric, aggregation: 'mean', weight_by_size: true })),
  );
  const names = (await readdir(join(folder, 'tasks'))).map((name) => name.replace('.yaml', ''));
  const leaderboard = await yamlOf('small_eval_leaderboard.yaml');
  expect([...(group.task as string[]), ...(leaderboard.task as string[])].sort()).toEqual(names.sort());
});

it('compares likelihoods where there are choices, and what is written elsewhere', async () => {
  const task = async (stem: string): Promise<Record<string, unknown>> => yamlOf(`tasks/small_eval_${stem}.yaml`);
  expect(await task('상식_역사_근대')).toMatchObject({
    output_type: 'multiple_choice',
    doc_to_choice: 'letters',
    doc_to_target: 'gold',
    test_split: 'public',
  });
  expect(await task('감정')).toMatchObject({ output_type: 'multiple_choice', doc_to_choice: 'labels' });
  expect(await task('짧은_답')).toMatchObject({ output_type: 'generate_until', doc_to_target: 'targets' });
  expect(await task('번역')).toMatchObject({ metric_list: [{ metric: 'chrf', aggregation: 'chrf' }] });
  expect(await task('쓰기')).toMatchObject({ metric_list: [{ metric: 'bypass' }] });
});

it('draws examples for leaderboard items from the public split only', async () => {
  expect(await yamlOf('tasks/small_eval_leaderboard_감정.yaml')).toMatchObject({
    test_split: 'leaderboard',
    fewshot_split: 'public',
  });
});

it('gives every reply that counts as right, and the third answer of a comparison', async () => {
  const short = await documents('data/짧은_답.public.jsonl');
  expect(short[1]?.targets).toEqual(['서울', '서울특별시']);
  const pairs = await documents('data/비교.public.jsonl');
  expect(pairs.map(({ letters, gold }) => (letters as string[])[gold as number])).toEqual(
    Array.from({ length: 10 }, (_, k) => ['A', 'B', 'tie'][k % 3]),
  );
});

it('asks in English where that is wanted', async () => {
  const output = `${folder}-en`;
  await exportDeliverable(source, { to: 'lm-eval', output, includeLeaderboard: false, promptLanguage: 'en' });
  const task = parse(await readFile(join(output, 'tasks', 'small_eval_감정.yaml'), 'utf8'));
  const text = jinjaTemplate(task.doc_to_text)({
    context: null,
    turns: [],
    question: 'Q',
    choices: [],
    letters: [],
    labels: ['a', 'b'],
  });
  expect(text).toBe('Choose the one label that fits the text. Reply with the label only.\nLabels: a, b\n\nQ\n\nAnswer:');
  await rm(output, { recursive: true });
});

/** As lm_eval/utils.py and lm_eval/api/task.py of 0.4.13 read a template and what it refers to. */
const HARNESS = `
import ast, glob, json, os, sys
import yaml
from jinja2 import BaseLoader, Environment, StrictUndefined
root = sys.argv[1]
rows = []
for path in sorted(glob.glob(os.path.join(root, "tasks", "*.yaml"))):
    task = yaml.safe_load(open(path, encoding="utf-8"))
    for trim in (False, True):
        env = Environment(loader=BaseLoader, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=trim, lstrip_blocks=trim)
        template = env.from_string(task["doc_to_text"])
        file = task["dataset_kwargs"]["data_files"][task["test_split"]]
        for line in open(os.path.join(root, file), encoding="utf-8", newline="\\n"):
            doc = json.loads(line)
            assert task["doc_to_target"] in doc and task.get("doc_to_choice", "id") in doc
            rows.append([task["task"], doc["id"], template.render(**doc)])
print(json.dumps(rows))
`;
const hasJinja2 = spawnSync('python3', ['-c', 'import jinja2, yaml']).status === 0;

if (!hasJinja2) console.warn('prompts are not held against Jinja2, because Python with jinja2 and yaml is not installed');
it.skipIf(!hasJinja2)('gives the same prompts in Jinja2 as in ours, for every item', async () => {
  const rows: [string, string, string][] = JSON.parse(
    execFileSync('python3', ['-c', HARNESS, folder], { encoding: 'utf8', maxBuffer: 64 << 20 }),
  );
  expect(rows.length).toBe(2 * outcome.exported);
  for (const [name, id, prompt] of rows) {
    const task = await yamlOf(`tasks/${name}.yaml`);
    const files = (task.dataset_kwargs as { data_files: Record<string, string> }).data_files;
    const doc = (await documents(files[task.test_split as string] ?? '')).find((one) => one.id === id) ?? {};
    expect(prompt).toBe(jinjaTemplate(String(task.doc_to_text))(doc));
  }
});
