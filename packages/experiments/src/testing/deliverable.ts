import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestItem {
  readonly id: string | number;
  readonly question: string;
  readonly choices: readonly string[];
  readonly answer: number | null;
  readonly split: 'public' | 'leaderboard';
}

const CHOICES = ['인사를 한다', '자리를 양보한다', '말없이 지나간다', '먼저 악수를 청한다'];

/** Item k has the key k mod 4; every tenth one is of the leaderboard and has none. */
export const testItems = (count: number): TestItem[] =>
  Array.from({ length: count }, (_, k) => ({
    id: `q-${1000 + k}`,
    question: `${k}번째 상황에서 알맞은 행동은?`,
    choices: CHOICES.map((choice) => `${choice} ${k}`),
    answer: k % 10 === 9 ? null : k % 4,
    split: k % 10 === 9 ? 'leaderboard' : 'public',
  }));

/** A deliverable of one sub-metric of multiple choice in a new folder. */
export async function writeDeliverable(items: readonly TestItem[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-실험-'));
  await mkdir(join(root, 'data'));
  const lines = items.map((item) => `${JSON.stringify({ ...item, sub: '예절' })}\n`);
  await writeFile(join(root, 'data', 'items.jsonl'), lines.join(''));
  await writeManifest(root, '[]');
  return root;
}

/** `experiments`: YAML of the manifest's list. */
export async function writeManifest(root: string, experiments: string): Promise<void> {
  await writeFile(
    join(root, 'benchmark.yaml'),
    `jatdae: 1
profile: nia-2024-2
dataset:
  name: small
  title: 작은 납품물
  version: 1.0.0
  task: 8
  modalities: [text]
  languages: [ko]
  leaderboardAnswers: withheld
subMetrics:
  - {id: 예절, metric: accuracy, itemType: multiple-choice}
resources:
  - path: data/*.jsonl
    subMetric: {field: sub}
    split: {field: split}
    fields: {id: id, question: question, choices: choices, answer: {field: answer, as: index0}}
experiments: ${experiments.trim() === '[]' ? '[]' : `\n${experiments.replace(/^/gmu, '  ').trimEnd()}`}
`,
  );
}
