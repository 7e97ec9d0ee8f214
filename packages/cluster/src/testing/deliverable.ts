import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes of a split of what `writeMany` writes: a file each. */
export const ONE_FILE = 1000;

const MANIFEST = `jatdae: 1
profile: nia-2024-2
dataset: {name: many-files, title: {ko: 여러 파일}, version: 1.0.0, task: 8, modalities: [text], languages: [ko], license: CC-BY-4.0}
consortium:
  agreementDate: 2024-08-01
  deliveryDate: 2024-12-20
  grantKRW: 600000000
  members:
    - {name: 가나다 주식회사, id: 116-82-00276, role: lead, kind: company, grantKRW: 400000000}
    - {name: 라마대학교, role: participant, kind: university, grantKRW: 200000000}
subMetrics: [{id: etiquette, title: 예절, metric: accuracy, itemType: multiple-choice}]
resources:
  - path: data/*.jsonl
    subMetric: {value: etiquette}
    split: {field: split}
    fields: {id: id, question: question, choices: choices, answer: {field: answer, as: index0}}
`;

/** A deliverable of so many files, a split each, with ids, items and broken records that meet across them. */
export async function writeMany(
  files: number,
  names: (k: number) => string = (k) => `${k}`,
): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-many-'));
  await mkdir(join(root, 'data'));
  await writeFile(join(root, 'benchmark.yaml'), MANIFEST);
  for (let k = 0; k < files; k++) {
    const lines = [0, 1, 2].map((i) => JSON.stringify(item(k, i)));
    await writeFile(
      join(root, 'data', `${String(k).padStart(5, '0')}-${names(k)}.jsonl`),
      `${lines.join('\n')}${k % 7 === 0 ? '\n{"id": ' : ''}\n`,
    );
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

const item = (k: number, i: number) => ({
  id: k % 11 === 5 && i === 0 ? 'q0-1' : `q${k}-${i}`,
  question:
    k % 13 === 7 && i === 1
      ? '처음 만난 어른에게는 어떻게 인사하나요?'
      : `질문 ${k * 3 + i}: 상황 ${k}에서 ${i}번째로 할 일은 무엇인가요?`,
  choices: ['고개를 숙인다', '손을 흔든다', '지나친다', `${k}번을 기다린다`],
  answer: (k + i) % 5,
  split: (k * 3 + i) % 10 === 0 ? 'leaderboard' : 'public',
});
