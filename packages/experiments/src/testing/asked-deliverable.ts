import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SubMetricItems {
  readonly id: string;
  readonly itemType: string;
  readonly labels?: readonly string[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** A deliverable of these items in a new temporary folder, a file a sub-metric; items are public where they do not say. */
export async function writeDeliverable(
  subMetrics: readonly SubMetricItems[],
  dataset: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-실험 '));
  await mkdir(join(root, 'data'));
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'asked',
      title: '물을 문항',
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      ...dataset,
    },
    subMetrics: subMetrics.map(({ id, itemType, labels }) => ({ id, itemType, ...(labels === undefined ? {} : { labels }) })),
    resources: subMetrics.map(({ id }) => ({ path: `data/${id}.jsonl`, subMetric: { value: id }, split: { field: 'split' } })),
    media: { root: 'media' },
  };
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifest));
  for (const { id, items } of subMetrics) {
    const lines = items.map((item) => `${JSON.stringify({ split: 'public', ...item })}\n`);
    await writeFile(join(root, 'data', `${id}.jsonl`), lines.join(''));
  }
  return root;
}

/** Items of four choices, `q-0` to `q-<count - 1>`, whose key is their number by four. */
export const choiceItems = (count: number, prefix = 'q'): Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_, k) => ({
    id: `${prefix}-${k}`,
    question: `${prefix}-${k}번 문항입니다. 알맞은 것을 고르시오.`,
    choices: ['가', '나', '다', '라'],
    answer: k % 4,
  }));
