import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { newFile } from '../output/new-file.js';

/**
 * Makes a file of answers to keep, which is whole or not there, and its owner's alone.
 * @param apart folders that are handed over, where it must not lie
 * @throws UsageError where something of that name is there, its folder is not, or it would be handed over
 */
export async function newKept<T>(target: string, apart: readonly string[], fill: (sink: ByteSink) => Promise<T>): Promise<T> {
  const path = join(await realpath(dirname(resolve(target))).catch(() => dirname(resolve(target))), basename(target));
  for (const folder of apart) {
    const place = await realpath(folder).catch(() => resolve(folder));
    if (!isBelow(path, place)) continue;
    throw new UsageError({
      ko: `정답을 납품할 폴더 안에 둘 수는 없습니다: ${target}. ${folder} 밖의 파일을 지정하십시오.`,
      en: `Answers are not kept in a folder that is handed over: ${target}. Name a file outside of ${folder}.`,
    });
  }
  return newFile(target, fill, 0o600);
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}
