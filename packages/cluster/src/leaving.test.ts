import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { BIN, startWorkerProcess } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const POISON = fileURLToPath(new URL('./testing/poison.cjs', import.meta.url));
/** The piece that no worker ever comes to the end of. */
const ENDLESS = 4;

describeWithRedis('whoever is told to end while Redis is away does not wait for it', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let temp: string;
  let worker: ChildProcess;
  let validation: ChildProcess;
  let [out, err, said] = ['', '', ''];

  /** A worker that is at a piece without an end, and a validation that waits for it. */
  beforeEach(async () => {
    redis = await startRedis();
    many = await writeMany(8, (k) => (k === ENDLESS ? 'poison' : 'good'));
    temp = await mkdtemp(join(tmpdir(), 'jatdae-leaving-'));
    [out, err, said] = ['', '', ''];
    worker = await startWorkerProcess(redis.url, { env: { NODE_OPTIONS: `--require ${POISON}`, JATDAE_POISON: 'never' } });
    worker.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const run = ['--engine', 'bullmq', '--redis', redis.url, '--resume', '--temp', temp, '--split-size', `${ONE_FILE}`];
    validation = spawn(process.execPath, [BIN, 'validate', many.root, ...run, '--format', 'json', '--lang', 'en']);
    validation.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    validation.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    const aside = async (): Promise<number> => {
      const [folder] = await readdir(temp);
      return folder === undefined ? 0 : (await readdir(join(temp, folder))).length;
    };
    while ((await aside()) < ENDLESS) await wait(20);
  }, 60_000);
  afterEach(async () => {
    await killed(worker);
    await killed(validation);
    await redis.stop();
    await many.remove();
    await rm(temp, { recursive: true, force: true });
  });

  const closed = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve));

  it('a worker says so, leaves what it is at to others, and ends with status 0', async () => {
    await redis.stop();
    const ended = closed(worker);
    worker.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).toContain('does not answer');
  }, 60_000);

  it('a worker ends at once when it is told once more', async () => {
    await redis.stop();
    const ended = closed(worker);
    worker.kill('SIGINT');
    while (!said.includes('once more ends at once')) await wait(5);
    worker.kill('SIGINT');
    expect(await ended).toBe(130);
  }, 60_000);

  it('a validation reports what was checked until then, and says that it is incomplete', async () => {
    await redis.stop();
    const ended = closed(validation);
    validation.kill('SIGTERM');
    expect(await ended).toBe(3);
    // Three items a file, and the record of the first that is none.
    expect(JSON.parse(out)).toMatchObject({ complete: false, deliverable: { items: 3 * ENDLESS + 1 } });
    expect(err).toContain('does not answer');
  }, 60_000);

  it('a validation ends at once when it is told once more', async () => {
    await redis.stop();
    const ended = closed(validation);
    validation.kill('SIGINT');
    while (!err.includes('once more ends at once')) await wait(5);
    validation.kill('SIGINT');
    expect(await ended).toBe(130);
  }, 60_000);
});
