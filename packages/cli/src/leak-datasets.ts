import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clean } from '@jatdae/report';
import { isDataFile, type OtherDataset, type RawFile } from '@jatdae/validator';
import type { Context } from './context.js';
import { wrongUsage } from './usage.js';

/** Something to compare with: a deliverable, or data that no manifest describes. */
export interface Target {
  readonly path: string;
  readonly kind: 'manifest' | 'folder' | 'file';
}

const MANIFESTS = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'];

/**
 * A data set itself, or those in a folder that is none: its folders, each with a manifest or with data files, and the data files beside them.
 * @throws UsageFailure where there is none
 */
export async function datasetsIn(target: string): Promise<Target[]> {
  const own = await targetAt(target);
  if (own === null) return [{ path: target, kind: 'manifest' }];
  if (own.kind !== 'folder') return [own];
  const inside = await Promise.all((await readdir(target)).sort().map((name) => targetAt(join(target, name))));
  const found = inside.filter((one) => one !== null);
  if (found.length > 0) return found;
  throw wrongUsage(
    `견줄 데이터가 없습니다: ${target}. 매니페스트가 있는 폴더나 데이터 파일(JSONL, JSON, CSV, TSV, Parquet, Arrow, xlsx)이 있어야 합니다.`,
    `No data to compare with is in ${target}: it takes folders with a manifest, or data files (JSONL, JSON, CSV, TSV, Parquet, Arrow, xlsx).`,
  );
}

/** null where it is neither a folder with data nor a data file. */
async function targetAt(path: string): Promise<Target | null> {
  const facts = await stat(path).catch(() => null);
  if (facts?.isFile() === true) {
    const isManifest = MANIFESTS.some((name) => path.endsWith(name));
    return isDataFile(path) && !isManifest ? { path, kind: 'file' } : null;
  }
  if (facts?.isDirectory() !== true) return null;
  const names = await readdir(path).catch((): string[] => []);
  if (MANIFESTS.some((name) => names.includes(name))) return { path, kind: 'manifest' };
  return (await hasData(path)) ? { path, kind: 'folder' } : null;
}

async function hasData(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.isFile() && isDataFile(entry.name))) return true;
  for (const entry of entries) if (entry.isDirectory() && (await hasData(join(folder, entry.name)))) return true;
  return false;
}

interface DescribedDataset {
  readonly name: string;
  /** the files without a manifest, and the fields that they were compared by; null where a manifest says it */
  readonly files: readonly RawFile[] | null;
}

export interface Described {
  readonly datasets?: readonly DescribedDataset[];
}

export const describeDataset = ({ name, files }: Pick<OtherDataset, 'name'> & DescribedDataset): DescribedDataset => ({
  name,
  files,
});

/** Which fields were taken for what, of each file without a manifest. */
export function datasetLines({ name, files }: DescribedDataset, { text }: Context): string[] {
  return (files ?? []).map(({ path, fields }) => {
    const place = `${clean(name)} ${clean(path)}: `;
    if (fields === null)
      return place + text('글이 든 칸을 찾지 못해 견주지 않았습니다.', 'not compared, for no field with texts was found.');
    const parts = [
      [text('질문', 'question'), fields.question],
      [text('지문', 'context'), fields.context],
      [text('선택지', 'choices'), fields.choices],
    ] as const;
    const shown = parts.flatMap(([title, value]) =>
      value === undefined ? [] : [`${title} ← ${clean([value].flat().join(', '))}`],
    );
    const guessed = text(
      ' (알려진 이름의 칸이 없어 글이 가장 긴 칸)',
      ' (no field has a known name: the one with the longest texts)',
    );
    return place + shown.join(' · ') + (fields.guessed === true ? guessed : '');
  });
}
