import type { ChildProcess } from 'node:child_process';
import { engineCases } from '@jatdae/validator/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

describeWithRedis('a fleet gives the report of one thread, byte for byte, for every case that engines are held against', () => {
  let redis: TestRedis;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const worker of workers) await killed(worker);
    await redis.stop();
  });

  // Every fourth with two workers, every eighth with one and with five; all of them where it is asked for. `scripts/fleet-tests.ts` does all that the validator's tests do.
  const isAll = process.env.JATDAE_FLEET === 'all';
  const cases = engineCases(isAll ? 40 : 6, 1);
  it.each([
    { count: 1, every: 8 },
    { count: 2, every: 4 },
    { count: 5, every: 8 },
  ])(
    'with $count workers',
    async ({ count, every }) => {
      const more = Array.from({ length: count - workers.length }, () => startWorkerProcess(redis.url));
      workers.push(...(await Promise.all(more)));
      const chosen = cases.filter((_, k) => isAll || k % every === count % every);
      for (const { name, options, splitBytes, open } of chosen)
        await open(async (root) => {
          const { report } = await validateWithFleet(redis.url, root, {}, { ...options, splitBytes });
          expect(JSON.stringify(report), name).toBe(JSON.stringify(await validateInline(root, options)));
        });
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
