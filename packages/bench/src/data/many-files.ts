import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type NamedFile, writeTarGz, writeZip } from './archives.js';

const SUB_METRICS = ['예절', '상식', '추론', '수리', '독해', '역사', '과학', '법규', '안전', '문화'];
const FOLDER_FILES = 1000;

const manifest = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: {
    name: 'many-files',
    title: { ko: '한 파일에 한 문항', en: 'One item a file' },
    version: '1.0.0',
    task: 8,
    modalities: ['text'],
    languages: ['ko'],
  },
  subMetrics: SUB_METRICS.map((id) => ({ id, metric: 'accuracy', itemType: 'multiple-choice' })),
  resources: [
    {
      path: '라벨링데이터/**/*.json',
      subMetric: { path: '라벨링데이터/{subMetric}/*/*.json' },
      split: { field: 'split', values: { public: 'public', leaderboard: 'leaderboard' } },
      itemType: 'multiple-choice',
    },
  ],
};

/** The files of a deliverable in which every item has its own, as AI Hub hands them over; the same for the same count. */
function* manyFiles(count: number): Generator<NamedFile, void, void> {
  yield ['benchmark.json', Buffer.from(JSON.stringify(manifest, null, 2))];
  const share = Math.ceil(count / SUB_METRICS.length);
  for (let i = 0; i < count; i++) {
    const subMetric = SUB_METRICS[Math.floor(i / share)] as string;
    const within = i % share;
    const folder = String(Math.floor(within / FOLDER_FILES)).padStart(4, '0');
    const name = `라벨링데이터/${subMetric}/${folder}/문항_${String(i).padStart(7, '0')}.json`;
    yield [name, Buffer.from(JSON.stringify(item(i, subMetric), null, 2))];
  }
}

function item(i: number, subMetric: string): object {
  return {
    id: `${subMetric}-${String(i).padStart(7, '0')}`,
    split: i % 10 === 0 ? 'leaderboard' : 'public',
    context: `${subMetric} 영역의 ${i}번째 지문입니다. 서울에 사는 사람이 이웃을 만나 인사를 나누고 시장에서 물건을 ${(i * 7) % 1009}개 샀습니다.`,
    question: `지문 ${i}에서 알 수 있는 내용으로 가장 알맞은 것은 무엇입니까?`,
    choices: [`물건은 ${(i * 7) % 1009}개이다`, '이웃을 만나지 않았다', '부산에 산다', '시장에 가지 않았다'],
    answer: i % 4,
    explanation: '지문의 첫 문장과 둘째 문장에서 그대로 확인할 수 있습니다.',
  };
}

export type ManyForm = 'folder' | 'stored.zip' | 'deflate.zip' | 'tar.gz';

/** The path of a deliverable of `count` files in a form, made once and kept in the system's temporary folder. */
export async function manyFilesAs(form: ManyForm, count: number): Promise<string> {
  const path = join(tmpdir(), `jatdae-bench-files-1-${count}-${form}`);
  if (existsSync(path)) return path;
  const draft = `${path}.draft`;
  rmSync(draft, { recursive: true, force: true });
  if (form === 'folder') writeFolder(draft, manyFiles(count));
  else if (form === 'tar.gz') await writeTarGz(draft, manyFiles(count));
  else writeZip(draft, manyFiles(count), form === 'stored.zip' ? 'stored' : 'deflate');
  renameSync(draft, path);
  return path;
}

function writeFolder(root: string, files: Iterable<NamedFile>): void {
  let made = '';
  for (const [name, content] of files) {
    const path = join(root, name);
    if (dirname(path) !== made) mkdirSync(dirname(path), { recursive: true });
    made = dirname(path);
    writeFileSync(path, content);
  }
}
