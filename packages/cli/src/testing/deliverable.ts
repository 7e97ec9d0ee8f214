import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MANIFEST = `jatdae: 1
profile: nia-2024-2
dataset:
  name: small
  title: {ko: 작은 납품물, en: A small deliverable}
  version: 1.0.0
  task: 8
  modalities: [text]
  languages: [ko]
subMetrics:
  - {id: 예절, title: 예절, metric: accuracy, itemType: multiple-choice}
resources:
  - path: 자료/*.jsonl
    subMetric: {value: 예절}
    split: {field: split, values: {public: public, leaderboard: leaderboard}}
    fields: {id: id, question: question, choices: choices, answer: {field: answer, as: index0}}
`;

export interface DeliverableOptions {
  /** null for a folder without one */
  readonly manifest?: string | null;
  readonly items?: number;
}

/** A small deliverable with Korean names in a new temporary folder. One sub-metric: the notice rejects it. */
export async function makeDeliverable({ manifest = MANIFEST, items = 20 }: DeliverableOptions = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-납품물 1-'));
  await mkdir(join(root, '자료'));
  const lines = Array.from({ length: items }, (_, at) =>
    JSON.stringify({
      id: `q-${at}`,
      split: at % 10 === 0 ? 'leaderboard' : 'public',
      question: `${at}번 질문입니다. 알맞은 것은 무엇입니까?`,
      choices: ['가', '나', '다', '라'],
      answer: at % 4,
      sub_metric: '예절',
    }),
  );
  await writeFile(join(root, '자료', '예절.jsonl'), `${lines.join('\n')}\n`);
  if (manifest !== null) await writeFile(join(root, 'benchmark.yaml'), manifest);
  return root;
}

export const sampleManifest = MANIFEST;
