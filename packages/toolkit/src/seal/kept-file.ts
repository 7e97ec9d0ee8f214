import { randomBytes } from 'node:crypto';
import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '@jatdae/validator';

/**
 * Makes a file of answers to keep that is whole or not there.
 * @param apart folders that are handed over, where it must not lie
 * @throws UsageError where something of that name is there, its folder is not, or it would be handed over
 */
export async function newKept<T>(target: string, apart: readonly string[], fill: (path: string) => Promise<T>): Promise<T> {
  const parent = await realpath(dirname(resolve(target))).catch(() => null);
  if (parent === null)
    throw new UsageError({
      ko: `정답을 보관할 폴더가 없습니다: ${target}`,
      en: `The folder for the answers to keep does not exist: ${target}`,
    });
  const path = join(parent, basename(target));
  for (const folder of apart) {
    const place = await realpath(folder).catch(() => resolve(folder));
    if (!isBelow(path, place)) continue;
    throw new UsageError({
      ko: `정답을 납품할 폴더 안에 둘 수는 없습니다: ${target}. ${folder} 밖의 파일을 지정하십시오.`,
      en: `Answers are not kept in a folder that is handed over: ${target}. Name a file outside of ${folder}.`,
    });
  }
  if ((await lstat(path).catch(() => null)) !== null)
    throw new UsageError({
      ko: `그 이름의 파일이 이미 있습니다: ${target}. 보관한 정답을 덮어쓰지 않도록 다른 이름을 지정하십시오.`,
      en: `A file of that name is there already: ${target}. Kept answers are not written over; name another one.`,
    });
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const made = await fill(draft);
    await rename(draft, path);
    return made;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}
