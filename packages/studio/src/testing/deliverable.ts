import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * A deliverable of two sub-metrics, `etiquette` and `law`, of `count` items each, in a folder of its own in a new temporary one. Item 0 of `etiquette` shows a
 * picture, the same picture as SVG, and a file outside the deliverable; every tenth item is of the leaderboard.
 */
export async function writeDeliverable(count: number, dataset: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const root = join(await mkdtemp(join(tmpdir(), 'jatdae-검토 ')), '납품물');
  await mkdir(join(root, 'data'), { recursive: true });
  await mkdir(join(root, 'media'));
  const item = (sub: string, k: number) => ({
    id: `${sub}-${k}`,
    sub,
    split: k % 10 === 9 ? 'leaderboard' : 'public',
    question: `${sub} ${k}: <script>alert(${k})</script> 알맞은 것은?`,
    choices: ['가', '나', '다', '라'].map((letter) => `${letter} ${k}`),
    answer: k % 4,
    explanation: `풀이 ${k}`,
    ...(sub === 'etiquette' && k === 0 ? { media: ['picture.png', 'picture.svg', '../../outside.png'] } : {}),
  });
  const lines = ['etiquette', 'law'].flatMap((sub) =>
    Array.from({ length: count }, (_, k) => `${JSON.stringify(item(sub, k))}\n`),
  );
  await writeFile(join(root, 'data', 'items.jsonl'), lines.join(''));
  await writeFile(join(root, 'media', 'picture.png'), PIXEL);
  await writeFile(join(root, 'media', 'picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await writeFile(join(root, '..', 'outside.png'), PIXEL);
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'reviewed',
      title: '검토할 데이터',
      version: '1.0.0',
      task: 8,
      modalities: ['text', 'image'],
      languages: ['ko'],
      ...dataset,
    },
    subMetrics: [
      { id: 'etiquette', title: { ko: '예절', en: 'Etiquette' }, itemType: 'multiple-choice' },
      { id: 'law', title: '법', itemType: 'multiple-choice' },
    ],
    resources: [
      {
        path: 'data/*.jsonl',
        subMetric: { field: 'sub' },
        split: { field: 'split' },
        fields: {
          id: 'id',
          question: 'question',
          choices: 'choices',
          answer: { field: 'answer', as: 'index0' },
          explanation: 'explanation',
          media: 'media',
        },
      },
    ],
    media: { root: 'media' },
  };
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifest));
  return root;
}
