import type { ChildProcess } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis } from './testing/redis.js';

const POISON = fileURLToPath(new URL('./testing/poison.cjs', import.meta.url));

describeWithRedis('media', () => {
  it('are looked into by workers, and where none can, by who started the run', async () => {
    const redis = await startRedis();
    const some = await writeMany(2);
    await mkdir(join(some.root, 'media'));
    await appendFile(join(some.root, 'benchmark.yaml'), 'media: {root: media}\n');
    for (const name of ['a.png', 'b.png', 'poison.png']) await writeFile(join(some.root, 'media', name), `no picture: ${name}`);
    let worker: ChildProcess | null = null;
    try {
      worker = await startWorkerProcess(redis.url, { env: { NODE_OPTIONS: `--require ${POISON}`, JATDAE_POISON: 'thread' } });
      const { report, notes } = await validateWithFleet(redis.url, some.root, {}, { splitBytes: ONE_FILE });
      expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(some.root)));
      expect(notes.map(({ en }) => en)).toContainEqual(expect.stringMatching(/given up: media\/a\.png/u));
    } finally {
      if (worker !== null) await killed(worker);
      await redis.stop();
      await some.remove();
    }
  }, 120_000);
});
