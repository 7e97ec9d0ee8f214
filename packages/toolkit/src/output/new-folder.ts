import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { fullDisk, notWritten } from './write-failure.js';

/**
 * Makes a folder that is whole or not there: `fill` writes into a hidden sibling, which gets its name when all of it stands. Whatever `fill`
 * throws, an interrupt too, nothing is left behind.
 * @param target the folder to make; one that is there has to be empty
 * @param inputs files and folders that are read meanwhile; addresses (`https://…`) are passed over
 * @throws UsageError where the target is not empty, lies in an input, or cannot be written, a full disk included
 */
export async function newFolder<T>(target: string, inputs: readonly string[], fill: (folder: string) => Promise<T>): Promise<T> {
  const parent = await realpath(dirname(resolve(target))).catch(() => null);
  if (parent === null) throw new UsageError(noParent(target));
  const place = join(parent, basename(resolve(target)));
  const isThere = await checkEmpty(place, target);
  await checkApart(place, inputs, target);
  const draft = join(parent, `.${basename(place)}-${randomBytes(6).toString('hex')}`);
  await mkdir(draft).catch((error: unknown) => {
    throw notWritten(target, error) ?? error;
  });
  try {
    const made = await fill(draft);
    if (isThere) await rmdir(place);
    await rename(draft, place);
    return made;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw fullDisk(target, error) ?? error;
  }
}

/** @returns whether an empty folder is there. @throws UsageError where anything else is */
async function checkEmpty(place: string, target: string): Promise<boolean> {
  const facts = await lstat(place).catch(() => null);
  if (facts === null) return false;
  if (facts.isDirectory() && (await readdir(place)).length === 0) return true;
  throw new UsageError(
    facts.isDirectory()
      ? {
          ko: `폴더가 비어 있지 않습니다: ${target}. 아직 없거나 비어 있는 폴더의 이름을 지정하십시오.`,
          en: `The folder is not empty: ${target}. Name one that does not exist yet, or an empty one.`,
        }
      : {
          ko: `그 이름의 파일이나 링크가 이미 있습니다: ${target}. 아직 없거나 비어 있는 폴더의 이름을 지정하십시오.`,
          en: `A file or a link of that name is there already: ${target}. Name a folder that does not exist yet, or an empty one.`,
        },
  );
}

async function checkApart(place: string, inputs: readonly string[], target: string): Promise<void> {
  for (const input of inputs) {
    const read = await realpath(input).catch(() => null);
    if (read === null || !(isWithin(place, read) || isWithin(read, place))) continue;
    throw new UsageError({
      ko: `새로 만들 폴더가 읽는 자료와 겹칩니다: ${target}. 자료(${input}) 밖의 폴더를 지정하십시오.`,
      en: `The folder to make overlaps with what is read: ${target}. Name a folder outside of ${input}.`,
    });
  }
}

/** Whether a path is a folder or lies in it; both are absolute and hold no link. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}

const noParent = (target: string): Localized => ({
  ko: `새 폴더를 둘 폴더가 없습니다: ${target}`,
  en: `The folder that the new one would lie in does not exist: ${target}`,
});
