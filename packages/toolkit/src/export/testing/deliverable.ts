import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Item = Readonly<Record<string, unknown>>;

export interface SubMetricItems {
  readonly id: string;
  readonly itemType: string;
  readonly items: readonly Item[];
  readonly [setting: string]: unknown;
}

/** 1 × 1 pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface DeliverableOptions {
  readonly dataset?: Readonly<Record<string, unknown>>;
  readonly media?: Readonly<Record<string, Uint8Array>>;
}

/** A deliverable of these items in a new folder below the system's temporary one; items are public where they do not say. */
export async function writeDeliverable(
  subMetrics: readonly SubMetricItems[],
  { dataset = {}, media = {} }: DeliverableOptions = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-내보내기 '));
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'small-eval',
      title: { ko: '작은 평가', en: 'A small evaluation' },
      version: '1.2.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      license: 'CC-BY-SA-4.0',
      ...dataset,
    },
    subMetrics: subMetrics.map(({ items: _, ...rest }) => rest),
    resources: subMetrics.map(({ id }, k) => ({ path: `data/${k}.jsonl`, subMetric: { value: id }, split: { field: 'split' } })),
    media: { root: 'media' },
  };
  const files = new Map<string, string | Uint8Array>([
    ['benchmark.json', JSON.stringify(manifest)],
    ...subMetrics.map(({ items }, k): [string, string] => [
      `data/${k}.jsonl`,
      items.map((item) => `${JSON.stringify({ split: 'public', ...item })}\n`).join(''),
    ]),
    ...Object.entries(media).map(([name, bytes]): [string, Uint8Array] => [`media/${name}`, bytes]),
  ]);
  for (const [path, content] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Texts that a writer, a reader or a template may trip over. */
const HARD_TEXTS: readonly string[] = [
  '쉼표, "따옴표"와 {{ question }} {% if x %}',
  ' 앞뒤 빈칸 ',
  '두 줄\r\n그리고 \n또 한 줄',
  '=1+1',
  '줄\u2028나눔\u0085표 \u{1F600} 가\u0301',
  "'작은 따옴표' \\n \\",
];

/** Stands in what only leaderboard items ask. */
export const LEADERBOARD_MARK = '7f3e9bzq';

/** A sub-metric of each type of item, ten public and two leaderboard items each, with texts that are easy to get wrong. */
export function everyType(): readonly SubMetricItems[] {
  const sub = (id: string, itemType: string, item: (k: number) => Item, more: Item = {}): SubMetricItems => ({
    id,
    itemType,
    ...more,
    items: Array.from({ length: 12 }, (_, k) => ({
      id: `${itemType}-${k}`,
      split: k < 10 ? 'public' : 'leaderboard',
      question: `${k}번: ${HARD_TEXTS[k % HARD_TEXTS.length]}${k < 10 ? '' : LEADERBOARD_MARK}`,
      ...item(k),
    })),
  });
  const hard = (k: number): string => HARD_TEXTS[k % HARD_TEXTS.length] ?? '';
  return [
    sub(
      '상식: 역사 <근대>',
      'multiple-choice',
      (k) => ({
        choices: ['가', hard(k), '다', '라'].slice(0, 2 + (k % 3)),
        answer: k % 2,
        explanation: hard(k + 1),
        context: hard(k),
      }),
      { metric: 'accuracy', title: { ko: '상식과 역사', en: 'Common sense' }, description: '여러 줄의\n설명 | 표' },
    ),
    sub('모두 고르기', 'multiple-answer', (k) => ({
      choices: ['가', '나', '다'],
      answer: k % 2 === 0 ? [0, 2] : [1],
      category: '분류',
    })),
    sub('짧은 답', 'short-answer', (k) => ({ answer: k % 2 === 0 ? `답 ${hard(k)}` : ['서울', '서울특별시'] }), {
      metric: 'exact-match',
    }),
    sub('쓰기', 'generation', (k) => ({ answer: k === 3 ? null : hard(k), context: '지문' }), { metric: 'rouge-l' }),
    sub('번역', 'generation', (k) => ({ answer: hard(k) }), { metric: 'chrf' }),
    sub('대화', 'dialogue', (k) => ({
      question: null,
      turns: [
        { role: 'user', content: hard(k) },
        { role: 'bot', content: '네' },
        { role: null, content: '그래서?' },
      ],
      answer: '끝',
    })),
    sub('감정', 'classification', (k) => ({ answer: ['긍정', '부정'][k % 2] }), { labels: ['긍정', '부정'] }),
    sub('여론', 'distribution', () => ({ choices: ['예', '아니요'], answer: { 예: 0.25, 아니요: 0.75 } })),
    sub('비교', 'pairwise', (k) => ({ choices: ['첫째', hard(k)], answer: k % 3 === 2 ? 'tie' : k % 3 })),
  ];
}
