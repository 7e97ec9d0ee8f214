import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const root = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
// Fixtures of the consortium are several deliverables, which no engine takes as one.
const targets = readdirSync(root)
  .map((name) => join(root, name, 'deliverable'))
  .filter((folder) => existsSync(folder) && !existsSync(join(folder, 'application-1')));

describeWithRedis('a fleet gives the report of one thread, byte for byte, for every fixture', () => {
  let redis: TestRedis;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const worker of workers) await killed(worker);
    await redis.stop();
  });

  // Every fixture with two workers, every eighth with one and with five, each time another eighth; all of them where it is asked for.
  const some = (from: number): string[] => targets.filter((_, k) => process.env.JATDAE_FLEET === 'all' || k % 8 === from);
  it.each([
    { count: 1, chosen: some(0) },
    { count: 2, chosen: targets },
    { count: 5, chosen: some(1) },
  ])(
    'with $count workers',
    async ({ count, chosen }) => {
      while (workers.length < count) workers.push(await startWorkerProcess(redis.url));
      for (const target of chosen) {
        // Few bytes a split, so that there is something to share.
        const { report } = await validateWithFleet(redis.url, target, {}, { splitBytes: 600 });
        expect(JSON.stringify(report), target).toBe(JSON.stringify(await validateInline(target)));
      }
    },
    900_000,
  );

  it('leaves nothing of a run in Redis', async () => {
    const client = new Redis(redis.url);
    const left = await client.keys('jatdae:run:*');
    const jobs = await client.keys('jatdae:work:*');
    client.disconnect();
    expect(left).toEqual([]);
    expect(jobs.filter((key) => /split|witness|scor/u.test(key))).toEqual([]);
  });
});
