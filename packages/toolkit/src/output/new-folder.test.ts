import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@jatdae/validator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newFolder } from './new-folder.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-new-folder-'));
  await mkdir(join(root, 'input'));
  await writeFile(join(root, 'input', 'a.txt'), 'a');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fill = async (folder: string): Promise<string> => {
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'b.txt'), 'b');
  return 'made';
};
const inputs = (): string[] => [join(root, 'input'), 'https://example.org/deliverable.zip'];

test('the folder appears with all that was written, and nothing else does', async () => {
  expect(await newFolder(join(root, 'out'), inputs(), fill)).toBe('made');
  expect(await readFile(join(root, 'out', 'data', 'b.txt'), 'utf8')).toBe('b');
  expect((await readdir(root)).sort()).toEqual(['input', 'out']);
});

test('whoever may read a folder that one makes by hand may read this one', async () => {
  await newFolder(join(root, 'out'), inputs(), fill);
  expect((await stat(join(root, 'out'))).mode).toBe((await stat(join(root, 'input'))).mode);
});

test('an empty folder that is there is used', async () => {
  await mkdir(join(root, 'out'));
  await newFolder(join(root, 'out'), inputs(), fill);
  expect(await readdir(join(root, 'out'))).toEqual(['data']);
});

test('a folder that is not empty, a file and a link are left as they are', async () => {
  await symlink(join(root, 'input'), join(root, 'link'));
  for (const name of ['input', join('input', 'a.txt'), 'link']) {
    await expect(newFolder(join(root, name), [], fill)).rejects.toThrow(UsageError);
  }
  expect(await readdir(join(root, 'input'))).toEqual(['a.txt']);
});

test('a folder inside an input is refused, through a link too', async () => {
  await symlink(join(root, 'input'), join(root, 'link'));
  for (const name of ['input/out', 'link/out']) {
    await expect(newFolder(join(root, name), inputs(), fill)).rejects.toThrow(/overlaps/);
  }
  expect(await readdir(join(root, 'input'))).toEqual(['a.txt']);
});

test('a name that only begins like that of an input is no overlap', async () => {
  await newFolder(join(root, 'input-fixed'), inputs(), fill);
  await newFolder(join(root, '..input'), inputs(), fill);
  expect((await readdir(root)).sort()).toEqual(['..input', 'input', 'input-fixed']);
});

test('a parent that is not there is told', async () => {
  await expect(newFolder(join(root, 'none', 'out'), inputs(), fill)).rejects.toThrow(/does not exist/);
});

test('nothing is left of a failure, and an empty folder that was there stays', async () => {
  await mkdir(join(root, 'out'));
  const failing = async (folder: string): Promise<never> => {
    await fill(folder);
    throw new Error('interrupted');
  };
  await expect(newFolder(join(root, 'out'), inputs(), failing)).rejects.toThrow('interrupted');
  expect((await readdir(root)).sort()).toEqual(['input', 'out']);
  expect(await readdir(join(root, 'out'))).toEqual([]);
});

test('a disk that fills up is a sentence in both languages', async () => {
  const full = async (folder: string): Promise<never> => {
    await fill(folder);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const error: unknown = await newFolder(join(root, 'out'), inputs(), full).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { localized } = error as UsageError;
  expect(localized.en).toContain('the disk is full');
  expect(localized.ko).toContain('디스크에 빈 공간이 없습니다');
  expect(await readdir(root)).toEqual(['input']);
});
