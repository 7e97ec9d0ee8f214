import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { BIN, startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, KEEPING, killed, startRedis, type TestRedis } from './testing/redis.js';

const POISON = fileURLToPath(new URL('./testing/poison.cjs', import.meta.url));
const SPLITS = 60;
const options = { splitBytes: ONE_FILE };

describeWithRedis('a fleet', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let workers: ChildProcess[] = [];

  beforeAll(async () => {
    many = await writeMany(SPLITS);
  });
  afterAll(() => many.remove());
  afterEach(async () => {
    for (const worker of workers) await killed(worker);
    workers = [];
    await redis.stop();
  });

  async function start(count: number): Promise<void> {
    redis = await startRedis(...KEEPING);
    for (let k = 0; k < count; k++) workers.push(await startWorkerProcess(redis.url));
  }

  /** Does something once a third of the files is merged. */
  function midway(act: () => void) {
    let isDone = false;
    return ({ filesDone }: { readonly filesDone: number }): void => {
      if (isDone || filesDone < SPLITS / 3) return;
      isDone = true;
      act();
    };
  }

  it('gives the same report when a worker is killed in the middle', async () => {
    await start(2);
    const onProgress = midway(() => workers[0]?.kill('SIGKILL'));
    const { report } = await validateWithFleet(redis.url, many.root, {}, { ...options, onProgress });
    expect(report).toEqual(await validateInline(many.root, options));
  }, 120_000);

  it('gives the same report when Redis is killed and comes back with what it kept', async () => {
    await start(2);
    let restarted = Promise.resolve();
    const onProgress = midway(() => {
      restarted = redis.restart();
    });
    const { report, notes } = await validateWithFleet(redis.url, many.root, {}, { ...options, onProgress });
    await restarted;
    expect(report).toEqual(await validateInline(many.root, options));
    expect(notes.map(({ en }) => en)).toContainEqual(expect.stringContaining('is lost'));
  }, 120_000);

  it('gives the same report when Redis comes back with nothing', async () => {
    await start(2);
    let restarted = Promise.resolve();
    const onProgress = midway(() => {
      restarted = redis.restart({ empty: true });
    });
    const { report } = await validateWithFleet(redis.url, many.root, {}, { ...options, onProgress });
    await restarted;
    expect(report).toEqual(await validateInline(many.root, options));
  }, 120_000);

  it('ends a worker that is told to with status 0, once what it is at is done', async () => {
    await start(2);
    let ended: Promise<number | null> = Promise.resolve(null);
    const onProgress = midway(() => {
      ended = killed(workers[0] as ChildProcess, 'SIGTERM');
    });
    const { report } = await validateWithFleet(redis.url, many.root, {}, { ...options, onProgress });
    expect(await ended).toBe(0);
    expect(report).toEqual(await validateInline(many.root, options));
  }, 120_000);

  it.each([
    { what: 'thread', threads: 1, poison: [4] },
    { what: 'process', threads: 1, poison: [4] },
    { what: 'process', threads: 4, poison: [1, 4] },
  ])(
    'gives up what ends the $what of whoever reads it ($threads at a time), says where, and goes on with the rest and all that was beside it',
    async ({ what, threads, poison }) => {
      redis = await startRedis();
      const poisoned = await writeMany(12, (k) => (poison.includes(k) ? 'poison' : 'good'));
      const paths = poison.map((k) => `data/${String(k).padStart(5, '0')}-poison.jsonl`);
      const env = { NODE_OPTIONS: `--require ${POISON}`, JATDAE_POISON: what };
      // Whatever ends is started again, as systemd and Kubernetes do.
      let isOver = false;
      const supervise = async (): Promise<void> => {
        while (!isOver) {
          const worker = await startWorkerProcess(redis.url, { env, args: ['--jobs', `${threads}`] });
          workers.push(worker);
          if (worker.exitCode === null && worker.signalCode === null)
            await new Promise((resolve) => worker.once('exit', resolve));
        }
      };
      const supervised = supervise();
      try {
        const { report, notes } = await validateWithFleet(redis.url, poisoned.root, {}, options);
        expect(report).toMatchObject({ complete: false });
        expect(report.verdict).not.toBe('accepted');
        const damaged = report.findings.filter(({ code }) => code === 'F005');
        expect(damaged.map(({ place }) => place.path)).toEqual(paths);
        expect(damaged[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining('세 번 실패') });
        for (const path of paths) expect(notes.map(({ en }) => en)).toContainEqual(expect.stringContaining(path));
        const items = (await validateInline(poisoned.root, options)).deliverable?.items ?? 0;
        expect(report.deliverable?.items).toBe(items - 3 * poison.length);
      } finally {
        isOver = true;
        for (const worker of workers) await killed(worker);
        await supervised;
        await poisoned.remove();
      }
    },
    180_000,
  );

  it('goes on with --resume after whoever started the run was killed, and counts nothing twice', async () => {
    await start(1);
    const temp = await mkdtemp(join(tmpdir(), 'jatdae-resume-'));
    const argv = [
      'validate',
      many.root,
      '--engine',
      'bullmq',
      '--redis',
      redis.url,
      '--resume',
      '--temp',
      temp,
      '--split-size',
      `${ONE_FILE}`,
      '--format',
      'json',
      '--lang',
      'en',
    ];
    const first = spawn(process.execPath, [BIN, ...argv]);
    const aside = async (): Promise<number> => {
      const [folder] = await readdir(temp);
      return folder === undefined ? 0 : (await readdir(join(temp, folder))).length;
    };
    while ((await aside()) < 5) await wait(5);
    await killed(first);
    const second = spawn(process.execPath, [BIN, ...argv]);
    let [out, err] = ['', ''];
    second.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    second.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    await new Promise((resolve) => second.once('close', resolve));
    const { run: _, ...report } = JSON.parse(out);
    expect(report).toEqual(JSON.parse(JSON.stringify(await validateInline(many.root, { ...options, language: 'en' }))));
    expect(err).toContain('Going on from an earlier run');
    await rm(temp, { recursive: true, force: true });
  }, 120_000);

  it('does not read a file that is another one here than where the run was started, and says which and where', async () => {
    await start(1);
    const few = await writeMany(3);
    const { report, notes } = await validateWithFleet(redis.url, few.root, {}, options, () =>
      utimes(join(few.root, 'data/00001-1.jsonl'), new Date(), new Date(1e12)),
    );
    expect(report).toMatchObject({ complete: false });
    const message = notes.map(({ en }) => en).find((en) => en.includes('data/00001-1.jsonl'));
    expect(message).toMatch(/not seen here as where the run was started/u);
    expect(report.findings.filter(({ code }) => code === 'F005').map(({ place }) => place.path)).toEqual(['data/00001-1.jsonl']);
    await few.remove();
  }, 120_000);
});
