import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { basePath } from './base-path.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-저장소-'));
  await mkdir(join(folder, '자료', '납품물'), { recursive: true });
  await writeFile(join(folder, '자료', 'benchmark.yaml'), '');
  await writeFile(join(folder, '납품물.zip'), '');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['자료/납품물', '자료/납품물'],
  ['자료/납품물/', '자료/납품물'],
  ['자료/benchmark.yaml', '자료'],
  ['.', undefined],
  ['..', undefined],
  ['납품물.zip', undefined],
  ['없음', undefined],
])('the paths of %s stand below %s', async (target, base) => {
  expect(await basePath(join(folder, target), folder)).toBe(base);
});

it('an address is in no repository', async () => {
  expect(await basePath('https://example.org/a.zip')).toBeUndefined();
});
