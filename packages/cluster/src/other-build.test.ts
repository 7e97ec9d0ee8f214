import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeMany } from './testing/deliverable.js';
import { builtVersion, startWorkerHere, validateInline, type WorkerHere } from './testing/fleet.js';
import { startProgram } from './testing/program.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const OTHER = '0.0.9 (1234abcd, Node 18)';

describeWithRedis('a worker of another build', () => {
  let redis: TestRedis;
  let few: Awaited<ReturnType<typeof writeMany>>;
  const workers: WorkerHere[] = [];
  beforeEach(async () => {
    [redis, few] = await Promise.all([startRedis(), writeMany(3)]);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    await redis.stop();
    await few.remove();
  });

  async function startWorker(version: string): Promise<WorkerHere> {
    const worker = await startWorkerHere(redis.url, { version });
    workers.push(worker);
    return worker;
  }

  it('does nothing of a run, which both sides say with both builds, and leaves it to one that is the same', async () => {
    const own = builtVersion();
    const other = await startWorker(OTHER);
    const run = ['--engine', 'bullmq', '--redis', redis.url, '--format', 'json'];
    const validation = startProgram('validate', few.root, ...run);
    try {
      await validation.says(`No worker of the same jatdae (${own}) is connected; waiting.`);
      expect(validation.err()).toMatch(/Connected: \S+ \(0\.0\.9 \(1234abcd, Node 18\)\)\. Install the same version/u);
      while (other.notes.length === 0) await wait(20);
      const sentence = `this run was started by jatdae ${own}, and this worker is ${OTHER}. Install the same version on all hosts`;
      await validation.says(sentence);
      expect(other.notes).toEqual([
        {
          ko: expect.stringContaining(`검사를 시작한 잣대(${own})와 이 워커(${OTHER})가 다릅니다`),
          en: expect.stringContaining(sentence),
        },
      ]);
      await startWorker(own);
      await validation.ended;
      const { run: _, ...report } = JSON.parse(validation.out());
      expect(report).toEqual(JSON.parse(JSON.stringify(await validateInline(few.root, { language: 'en' }))));
    } finally {
      await killed(validation.child);
    }
  }, 60_000);
});
