import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Content by path; null for an empty folder. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** Writes files into a new temporary folder, hands it over, and removes it. */
export async function withFolder<T>(files: Files, work: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-납품물-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(content === null ? join(root, path) : dirname(join(root, path)), { recursive: true });
      if (content !== null) await writeFile(join(root, path), content);
    }
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A manifest of two sub-metrics over data/*.jsonl, with changes of the resource and of the top level. */
export function manifestText(resource: object = {}, more: object = {}): string {
  return JSON.stringify(
    {
      jatdae: 1,
      profile: 'nia-2024-2',
      dataset: { name: 'small', title: '작은 데이터', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
      subMetrics: [
        { id: 'a', itemType: 'multiple-choice' },
        { id: 'b', itemType: 'multiple-choice' },
      ],
      resources: [
        {
          path: 'data/*.jsonl',
          subMetric: { field: 'sub_metric' },
          split: { field: 'split' },
          fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
          ...resource,
        },
      ],
      ...more,
    },
    null,
    2,
  );
}

export function itemOf(k: number, more: object = {}): Record<string, unknown> {
  return {
    id: `q${k}`,
    sub_metric: k % 2 === 0 ? 'a' : 'b',
    split: 'public',
    question: `${k}번 문항`,
    choices: ['예', '아니오'],
    answer: 0,
    ...more,
  };
}

/** Good items, one a line, from the given number on. */
export function goodLines(count: number, from = 0): string {
  return Array.from({ length: count }, (_, k) => `${JSON.stringify(itemOf(from + k))}\n`).join('');
}
