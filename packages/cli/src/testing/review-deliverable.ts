import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SUB_METRICS = ['etiquette', 'custom'] as const;

/** What would run, turn the page round or leave its place, if anything of an item were more than text. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "';alert(3);//",
  '</textarea></pre><iframe srcdoc="<script>alert(4)</script>">',
  '<svg onload=alert(5)>',
  'javascript:alert(6)',
  '{{constructor.constructor("alert(7)")()}}',
  '<style>*{display:none}</style>',
  '\u202e뒤집힘\u2066\u0000\u2028',
] as const;

interface ReviewDeliverable {
  /** of each sub-metric */
  readonly items: number;
  /** hostile text in every field, file name and title */
  readonly hostile?: boolean;
}

/** A deliverable that can be reviewed: every field of an item, public and leaderboard, an image, and items that rules find something in. */
export async function writeReviewDeliverable(root: string, { items, hostile = false }: ReviewDeliverable): Promise<void> {
  const spice = (k: number): string => (hostile ? ` ${HOSTILE[k % HOSTILE.length]}` : '');
  const folder = hostile ? 'data/<img src=x onerror=alert(8)>' : 'data';
  await mkdir(join(root, folder), { recursive: true });
  await mkdir(join(root, 'media'), { recursive: true });
  await writeFile(join(root, 'media/절.png'), PIXEL);
  await writeFile(
    join(root, 'media/나쁨.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(9)"><script>alert(10)</script></svg>',
  );
  const lines = SUB_METRICS.flatMap((subMetric, s) =>
    Array.from({ length: items }, (_, k) => ({
      id: `${subMetric}-${k}${spice(k)}`,
      sub_metric: subMetric,
      split: k % 10 === 0 ? 'leaderboard' : 'public',
      passage: `${k}번 글입니다. 명절에 어른을 찾아뵙고 절을 올린 뒤의 이야기입니다.${spice(k + 1)}`,
      question: `${s === 0 ? '예절' : '풍습'} ${k}번: 다음 가운데 가장 알맞은 것은 무엇입니까?${spice(k + 2)}`,
      choices: ['가', '나', '다', '라'].map((name, c) => `${name}. ${k}번 문항의 선택지 ${c + 1}${spice(k + c + 3)}`),
      answer: k % 4,
      explanation: `${(k % 4) + 1}번째가 예법에 맞습니다.${spice(k + 7)}`,
      category: `명절${spice(k + 8)}`,
      difficulty: '중',
      picture: hostile && k % 2 === 0 ? '나쁨.svg' : '절.png',
    })),
  );
  // A choice that stands twice: a finding of an item.
  for (const line of lines.slice(0, 3)) line.choices[1] = line.choices[0] ?? '';
  await writeFile(join(root, folder, '문항.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifestOf(spice(1))));
}

const manifestOf = (spice: string): object => ({
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: {
    name: 'global-norms-eval',
    title: { ko: `글로벌 규범·문화 평가 데이터${spice}`, en: `Global norms and culture${spice}` },
    version: '1.0.0',
    task: 8,
    modalities: ['text', 'image'],
    languages: ['ko'],
  },
  subMetrics: [
    { id: SUB_METRICS[0], title: `예절${spice}`, metric: 'accuracy', itemType: 'multiple-choice' },
    { id: SUB_METRICS[1], title: `풍습${spice}`, metric: 'accuracy', itemType: 'multiple-choice' },
  ],
  resources: [
    {
      path: 'data/**/*.jsonl',
      subMetric: { field: 'sub_metric' },
      split: { field: 'split' },
      fields: {
        id: 'id',
        context: 'passage',
        question: 'question',
        choices: 'choices',
        answer: { field: 'answer', as: 'index0' },
        explanation: 'explanation',
        category: 'category',
        difficulty: 'difficulty',
        media: ['picture'],
      },
    },
  ],
  media: { root: 'media' },
});

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
