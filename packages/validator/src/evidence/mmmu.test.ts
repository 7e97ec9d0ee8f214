/** The published answers of GPT-4o to MMMU-Pro, and the key of MMMU's validation split: github.com/MMMU-Benchmark/MMMU, commit bb0b95a. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';
import type { DescribedEvidence, ScoredExperiment } from './describe.js';

const data = fileURLToPath(new URL('../../../../../shared/data/MMMU/', import.meta.url));
const isThere = existsSync(data);
if (!isThere) console.warn(`${data} is not there: the tests of MMMU's predictions are skipped.`);

const KEYLESS = 'validation_Accounting_29';

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly answer: string;
  readonly pred_indexs: string;
  readonly response: string;
  /** as its publishers judged it */
  readonly if_right: boolean;
}

const head = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'mmmu', title: 'MMMU', version: '1.0.0', task: 8, modalities: ['text'], languages: ['en'] },
};

async function scored(manifest: object, path: string, more: Record<string, string> = {}): Promise<readonly ScoredExperiment[]> {
  const files = {
    [path.split('/').at(-1) ?? '']: readFileSync(data + path),
    'benchmark.json': JSON.stringify(manifest),
    ...more,
  };
  return withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'en', select: ['E'], engine: 'inline' });
    expect(report.findings.filter(({ code }) => code === 'E004' || code === 'E005')).toEqual([]);
    return (report.statistics as DescribedEvidence).experiments ?? [];
  });
}

const rightOf = ({ scores }: ScoredExperiment): number =>
  scores.reduce((sum, { items, recomputed = 0 }) => sum + Math.round(items * recomputed), 0);

describe.skipIf(!isThere)('MMMU-Pro', async () => {
  const path = 'mmmu-pro/output/gpt-4o_vision_direct.jsonl';
  const rows = isThere
    ? readFileSync(data + path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const file = 'gpt-4o_vision_direct.jsonl';
  const manifest = (predictions: object, scores: object): object => ({
    ...head,
    subMetrics: subjects.map((id) => ({ id, metric: 'accuracy', itemType: 'multiple-choice' })),
    resources: [
      {
        path: file,
        subMetric: { field: 'subject' },
        split: { value: 'public' },
        fields: { id: 'id', question: 'question', choices: 'options', answer: { field: 'answer', as: 'letter' } },
      },
    ],
    experiments: [{ id: 'gpt-4o', model: { name: 'gpt-4o', kind: 'lmm' }, predictions: { path: file, ...predictions }, scores }],
  });

  it('gives the score of every subject that its publishers counted, and the same overall', async () => {
    const counted = subjects.map((id) => {
      // The key of one item of Accounting is none of its choices (I004): it is scored by nobody.
      const own = rows.filter((row) => row.subject === id && row.id !== KEYLESS);
      return [id, Number((own.filter(({ if_right }) => if_right).length / own.length).toFixed(4))] as const;
    });
    const fields = { id: 'id', prediction: 'pred_indexs' };
    const [experiment] = await scored(manifest({ fields, as: 'letter' }, Object.fromEntries(counted)), path);
    expect(experiment?.scores.every(({ state }) => state === 'reproduced')).toBe(true);
    expect([experiment?.predictions, rightOf(experiment as ScoredExperiment)]).toEqual([1730, 734]);
    expect(rows.filter(({ if_right }) => if_right)).toHaveLength(734);
  });

  it('reads the choices out of the replies themselves, and takes no letter out of a refusal', async () => {
    const [experiment] = await scored(manifest({ fields: { id: 'id', prediction: 'response' }, as: 'letter' }, {}), path);
    const { direct = 0, extracted = {}, failed } = experiment?.extraction ?? {};
    const read = Object.values(extracted).reduce((sum, count) => sum + count, direct);
    // The publishers' program takes the I out of «I'm sorry» for a choice; by luck some of those are the key.
    const refused = rows.filter(
      ({ response }) => /sorry|unable|can't|cannot|not able/iu.test(response) && !response.includes('Answer'),
    );
    expect([refused.length, refused.filter(({ if_right }) => if_right).length]).toEqual([200, 19]);
    expect([read, failed, rightOf(experiment as ScoredExperiment)]).toEqual([1520, 209, 716]);
  });
});

describe.skipIf(!isThere)("the key of MMMU's validation split", async () => {
  const path = 'mmmu/answer_dict_val.json';
  const key = isThere
    ? (JSON.parse(readFileSync(data + path, 'utf8')) as Record<string, { ground_truth: string | string[] }>)
    : {};
  const manifest = (score: number): object => ({
    ...head,
    subMetrics: [{ id: 'key', metric: 'exact-match', itemType: 'short-answer' }],
    resources: [
      {
        path: 'answer_dict_val.json',
        at: '',
        subMetric: { value: 'key' },
        split: { value: 'public' },
        fields: { id: '$key', question: '$key', answer: 'ground_truth' },
      },
    ],
    experiments: [{ id: 'm', model: { name: 'm', kind: 'lmm' }, predictions: 'answers.jsonl', scores: { key: score } }],
  });
  const answers = (of: (truth: string | string[]) => string): Record<string, string> => ({
    'answers.jsonl': Object.entries(key)
      .map(([id, { ground_truth }]) => `${JSON.stringify({ id, prediction: of(ground_truth) })}\n`)
      .join(''),
  });

  it('gives all of it to the key, and to one letter as many as a count finds', async () => {
    const [first] = await scored(
      manifest(1),
      path,
      answers((truth) => [truth].flat()[0] ?? ''),
    );
    expect(first?.scores).toMatchObject([{ items: 900, recomputed: 1, state: 'reproduced' }]);
    const letters = Object.values(key).filter(({ ground_truth }) => ground_truth === 'B').length;
    const [second] = await scored(
      manifest(Number((letters / 900).toFixed(4))),
      path,
      answers(() => 'B'),
    );
    expect(second?.scores).toMatchObject([{ items: 900, recomputed: Number((letters / 900).toFixed(6)), state: 'reproduced' }]);
  });
});
