import * as files from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOfRun } from '@jatdae/validator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptBeside } from './kept-logs.js';

vi.mock('node:fs/promises', async (importOriginal) => ({ ...(await importOriginal<typeof files>()) }));

const RUN = { first: 3, count: 2 };
const NAME = nameOfRun(RUN.first, RUN.count);
const KEY = 'abc';

describe.each([
  ['knows second names', null],
  ['refuses second names', 'EPERM'],
  ['knows no second names', 'ENOTSUP'],
  ['is another one than that of the run', 'EXDEV'],
  ['has given a file all names that it may have', 'EMLINK'],
])('logs of a run on a file system that %s', (_, code) => {
  let store: string;
  const link = vi.spyOn(files, 'link');

  beforeEach(async () => {
    store = await mkdtemp(join(tmpdir(), 'jatdae-kept-logs-'));
    if (code !== null) link.mockRejectedValue(Object.assign(new Error(`${code}: no link for you`), { code }));
  });
  afterEach(async () => {
    link.mockReset();
    await rm(store, { recursive: true });
  });

  /** Logs as a run of that name sees them, whose own lie in a folder of its own. */
  async function ofRun(name: string) {
    const folder = join(store, name);
    await mkdir(folder);
    return { folder, ...keptBeside(folder, (question) => question()) };
  }

  it('outlive it, and are there for the next one, byte for byte', async () => {
    const first = await ofRun('first');
    const bytes = Buffer.from([0, 1, 2, 255, ...Buffer.from('지문')]);
    await writeFile(join(first.folder, NAME), bytes);
    await first.keep(KEY, RUN);
    // Once more, as after a break.
    await first.keep(KEY, RUN);
    await rm(first.folder, { recursive: true });

    const second = await ofRun('second');
    expect(await second.recall(KEY, RUN)).toBe(true);
    expect(await second.recall(KEY, RUN)).toBe(true);
    expect(await readFile(join(second.folder, NAME))).toEqual(bytes);
    expect(await readdir(second.folder)).toEqual([NAME]);
    expect((await stat(join(second.folder, NAME))).nlink).toBe(code === null ? 2 : 1);
    await second.forget(KEY);
    expect(await readdir(store)).toEqual(['second']);
    expect(await readFile(join(second.folder, NAME))).toEqual(bytes);
  });

  it('that are not there any more are told from those that are', async () => {
    const run = await ofRun('run');
    expect(await run.recall(KEY, RUN)).toBe(false);
    expect(await readdir(run.folder)).toEqual([]);
  });
});
