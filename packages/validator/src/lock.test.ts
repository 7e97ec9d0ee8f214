import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from './lock.js';

const held = (who: string) => ({ ko: `쓰고 있음${who}`, en: `in use${who}` });

let root = '';
let path = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-잠금-'));
  path = join(root, 'x.lock');
});
afterEach(() => rm(root, { recursive: true }));

it('is there while it is held, and leaves nothing behind', async () => {
  const lock = await takeLock(path, held);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
  await lock.release();
  expect(await readdir(root)).toEqual([]);
});

it('is taken over from a process that is gone, or that died while it wrote', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const left of [JSON.stringify({ pid, host: hostname() }), '', '{"pid"']) {
    await writeFile(path, left);
    await (await takeLock(path, held)).release();
    expect(await readdir(root)).toEqual([]);
  }
});

it('is not taken from a process that lives, nor from another machine', async () => {
  for (const holder of [
    { pid: process.ppid, host: hostname() },
    { pid: 1, host: 'elsewhere' },
  ]) {
    await writeFile(path, JSON.stringify(holder));
    await expect(takeLock(path, held)).rejects.toThrow(String(holder.pid));
    expect(await readdir(root)).toEqual(['x.lock']);
  }
});
