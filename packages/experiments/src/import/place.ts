import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '@jatdae/validator';
import type { ImportOptions } from './outcome.js';
import type { Source } from './source.js';

/** Where an import writes, and under which names. */
export interface Place {
  readonly id: string;
  readonly model: string;
  /** absolute */
  readonly folder: string;
  /** relative to the deliverable, '/' between names */
  readonly path: string;
}

/** @throws UsageError where nothing can be written there, or a name is missing */
export async function placeFor(source: Source, options: ImportOptions): Promise<Place> {
  const root = await rootOf(options.to);
  const model = options.model ?? source.model;
  if (model === null) throw new UsageError(NO_MODEL);
  const id = options.id ?? idOf(model);
  if (id === '' || /[/\\]/u.test(id) || /^\.+$/u.test(id)) throw new UsageError(badId(id));
  const folder = options.output === undefined ? join(root, 'experiments', id) : resolve(options.output);
  const path = relative(root, folder).split(sep).join('/');
  if (path === '' || path.startsWith('..') || /^(?:\/|[A-Za-z]:)/u.test(path)) throw new UsageError(OUTSIDE);
  return { id, model, folder, path };
}

/** The folder that holds the manifest. @throws UsageError where the deliverable is no folder */
async function rootOf(target: string): Promise<string> {
  const facts = await stat(target).catch(() => null);
  if (facts?.isDirectory() === true) return realpath(target);
  if (facts === null || !/\.(?:ya?ml|json)$/iu.test(target)) throw new UsageError(NO_FOLDER);
  return realpath(dirname(target));
}

const idOf = (model: string): string =>
  (model.replace(/\/+$/u, '').split('/').at(-1) ?? '').normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '-');

const NO_FOLDER = {
  ko: '--to에는 폴더인 납품물을 지정하십시오. 압축 파일이나 원격 주소에는 예측 파일을 쓸 수 없습니다.',
  en: 'Name a deliverable that is a folder with --to: predictions cannot be written into an archive or to an address.',
};
const NO_MODEL = {
  ko: '결과 파일에 모델 이름이 없습니다. --model로 적으십시오.',
  en: 'The source does not name its model. Name it with --model.',
};
const OUTSIDE = {
  ko: '-o 폴더는 납품물 안에 있어야 매니페스트가 가리킬 수 있습니다.',
  en: 'The -o folder must lie inside the deliverable, so that the manifest can refer to it.',
};
const badId = (id: string) => ({
  ko: `실험 id로 쓸 수 없는 이름입니다: «${id}». --id로 다른 이름을 적으십시오.`,
  en: `This cannot be the id of an experiment: “${id}”. Name another with --id.`,
});
