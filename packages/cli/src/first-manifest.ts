import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Localized } from '@jatdae/schema';

const NAMES = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'];

/** What to do next in a folder without a manifest: a minimal one to copy. Null where the target is no such folder. */
export async function firstManifest(target: string): Promise<Localized | null> {
  const folder = await stat(target).catch(() => null);
  if (folder === null || !folder.isDirectory()) return null;
  for (const name of NAMES) if ((await stat(join(target, name)).catch(() => null)) !== null) return null;
  const sample = minimalManifest(basename(resolve(target)));
  return {
    ko: `이 폴더에 아래 내용을 benchmark.yaml로 저장하고, # 표시가 있는 줄을 데이터에 맞게 고친 뒤 다시 실행하십시오.\n\n${sample.ko}`,
    en: `Save this as benchmark.yaml in the folder, change the lines marked # to fit the data, and run again.\n\n${sample.en}`,
  };
}

/** A manifest that passes its schema, made from a folder's name alone. */
export function minimalManifest(folder: string): Localized {
  const title = JSON.stringify(folder.normalize('NFC'));
  const name = slug(folder);
  const write = (task: string, subMetric: string, resource: string, fields: string): string => `jatdae: 1
profile: nia-2024-2
dataset:
  name: ${name}
  title: {ko: ${title}, en: ${title}}
  version: 1.0.0
  task: 8                      # ${task}
  modalities: [text]           # text, image, audio, video
  languages: [ko]
subMetrics:                    # ${subMetric}
  - {id: sub-metric-1, title: ${title}, metric: accuracy, itemType: multiple-choice}
resources:
  - path: data/**/*.jsonl      # ${resource}
    subMetric: {field: sub_metric}
    split: {field: split, values: {public: public, leaderboard: leaderboard}}
    fields:                    # ${fields}
      id: id
      question: question
      choices: choices
      answer: {field: answer, as: index0}
`;
  return {
    ko: write('공고의 연번 1-10', '하위 측정 항목을 모두 적습니다', '데이터 파일의 위치', '잣대의 이름: 데이터의 열 이름'),
    en: write(
      'number of the area in the notice, 1-10',
      'list every sub-metric',
      'where the data files are',
      "jatdae's name: the data's own",
    ),
  };
}

function slug(folder: string): string {
  const words =
    folder
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/gu) ?? [];
  return words.join('-') || 'my-dataset';
}
