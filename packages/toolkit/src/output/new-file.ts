import { randomBytes } from 'node:crypto';
import { lstat, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { fileSink } from './file-sink.js';
import { fullDisk, notWritten } from './write-failure.js';

/** A file that is written, and where it stands until it gets its name. */
export interface FileDraft extends ByteSink {
  readonly path: string;
  /** puts all of it on the disk; nothing is written after */
  finish(): Promise<void>;
}

/**
 * Makes a file that is whole or not there: `fill` writes into a hidden sibling, which gets its name when all of it stands. Whatever `fill`
 * throws, an interrupt too, nothing is left behind.
 * @param mode who may read and write it
 * @throws UsageError where something of that name is there already, or it cannot be written, a full disk included
 */
export async function newFile<T>(target: string, fill: (draft: FileDraft) => Promise<T>, mode = 0o666): Promise<T> {
  const parent = await realpath(dirname(resolve(target))).catch(() => null);
  if (parent === null)
    throw new UsageError({
      ko: `새 파일을 둘 폴더가 없습니다: ${target}`,
      en: `The folder of the new file does not exist: ${target}`,
    });
  const place = join(parent, basename(resolve(target)));
  if ((await lstat(place).catch(() => null)) !== null)
    throw new UsageError({
      ko: `그 이름의 파일이나 폴더가 이미 있습니다: ${target}. 덮어쓰지 않으니 다른 이름을 지정하십시오.`,
      en: `A file or a folder of that name is there already: ${target}. Nothing is overwritten; choose another name.`,
    });
  const path = join(parent, `.${basename(place)}-${randomBytes(6).toString('hex')}`);
  try {
    const made = await fillDraft(path, fill, mode);
    await rename(path, place);
    return made;
  } catch (error) {
    await rm(path, { force: true });
    throw fullDisk(target, error) ?? notWritten(target, error) ?? error;
  }
}

async function fillDraft<T>(path: string, fill: (draft: FileDraft) => Promise<T>, mode: number): Promise<T> {
  const sink = await fileSink(path, mode);
  try {
    return await fill({ path, write: sink.write, finish: sink.close });
  } finally {
    await sink.close();
  }
}
