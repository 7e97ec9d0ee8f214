import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { engineCases } from '@jatdae/validator/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const POISON = fileURLToPath(new URL('./testing/poison.cjs', import.meta.url));
const MERGE_POISON = fileURLToPath(new URL('./testing/merge-poison.cjs', import.meta.url));
const RESUMED = fileURLToPath(new URL('./testing/resume-in-pieces.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SPLITS = 60;
const options = { splitBytes: ONE_FILE };
/** A piece for each split: as many as a delivery of gigabytes has. */
const inPieces = (fanIn: number) => ({ runBytes: 0, fanIn });

describeWithRedis('what many pieces left is merged by workers, a few at a time,', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let store: string;
  let workers: ChildProcess[] = [];

  beforeEach(async () => {
    [redis, many, store] = await Promise.all([startRedis(), writeMany(SPLITS), mkdtemp(join(tmpdir(), 'jatdae-store-'))]);
  });
  afterEach(async () => {
    for (const worker of workers) await killed(worker);
    workers = [];
    await Promise.all([redis.stop(), many.remove(), rm(store, { recursive: true, force: true })]);
  });

  async function start(...poison: readonly ('none' | 'ends' | 'fails')[]): Promise<void> {
    for (const what of poison) {
      const env = what === 'none' ? {} : { NODE_OPTIONS: `--require ${MERGE_POISON}`, JATDAE_POISON: what };
      workers.push(await startWorkerProcess(redis.url, { env }));
    }
  }

  /** Names of merges whose results are written, for as long as the work takes. */
  async function mergesDuring<T>(work: () => Promise<T>): Promise<{ readonly merges: ReadonlySet<string>; readonly came: T }> {
    const client = new Redis(redis.url);
    const monitor = await client.monitor();
    const merges = new Set<string>();
    monitor.on('monitor', (_, [command = '', , name = '']: string[]) => {
      if (command.toLowerCase() === 'hset' && name.startsWith('merge-values-')) merges.add(name);
    });
    try {
      return { came: await work(), merges };
    } finally {
      monitor.disconnect();
      client.disconnect();
    }
  }

  async function leavesNothing(): Promise<void> {
    const client = new Redis(redis.url);
    expect(await client.keys('jatdae:run:*')).toEqual([]);
    expect((await client.keys('jatdae:work:*')).filter((key) => /split|merge/u.test(key))).toEqual([]);
    client.disconnect();
    expect(await readdir(store)).toEqual([]);
  }

  it.each([
    // 60 pieces are 30, 15, 8, 4 and 2, or 20, 7 and 3: all but the last level is theirs.
    { fanIn: 2, hasStore: true, merges: 30 + 15 + 7 + 4 + 2 },
    { fanIn: 3, hasStore: true, merges: 20 + 7 + 2 },
    { fanIn: 2, hasStore: false, merges: 30 + 15 + 7 + 4 + 2 },
    { fanIn: 3, hasStore: false, merges: 20 + 7 + 2 },
  ])(
    '$fanIn at once, with a folder that all see: $hasStore, for the same report, and nothing is left',
    async ({ fanIn, hasStore, merges }) => {
      await start('none', 'none');
      const settings = { store: hasStore ? store : null, shape: inPieces(fanIn) };
      const { came, merges: done } = await mergesDuring(() => validateWithFleet(redis.url, many.root, settings, options));
      expect(JSON.stringify(came.report)).toBe(JSON.stringify(await validateInline(many.root, options)));
      expect(done.size).toBe(merges);
      await leavesNothing();
    },
    120_000,
  );

  // Fixtures with media, predictions and items that meet, and messy deliverables; all of them where it is asked for.
  const isAll = process.env.JATDAE_FLEET === 'all';
  const cases = engineCases(isAll ? 40 : 3, 3).filter(({ name }) => isAll || /^messy|[/\\](A001|E00[47])-/u.test(name));
  it('for the same report of every case that engines are held against', async () => {
    await start('none', 'none');
    for (const { name, options: own, splitBytes, open } of cases)
      await open(async (root) => {
        const settings = { store, shape: inPieces(2) };
        const { report } = await validateWithFleet(redis.url, root, settings, { ...own, splitBytes: splitBytes >> 2 });
        expect(JSON.stringify(report), name).toBe(JSON.stringify(await validateInline(root, own)));
      });
    expect(cases.filter(({ name }) => name.includes('E00')).length).toBeGreaterThan(0);
    await leavesNothing();
  }, 900_000);

  it('also where a worker ends in the middle of a merge: another does it', async () => {
    await start('ends', 'ends', 'none');
    const settings = { store, shape: inPieces(3) };
    const { report } = await validateWithFleet(redis.url, many.root, settings, options);
    expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root, options)));
    expect(workers.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGKILL', null]);
  }, 120_000);

  it('and what no worker can merge is merged by whoever started the run, who is told of it', async () => {
    await start('fails');
    const { report, notes } = await validateWithFleet(redis.url, many.root, { store, shape: inPieces(8) }, options);
    expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root, options)));
    expect(notes.map(({ en }) => en)).toContainEqual(expect.stringMatching(/given up: data\/00000.* … data\/00007/u));
    await leavesNothing();
  }, 120_000);

  it('and what is given up below a merge is left out of it and said, as anywhere', async () => {
    const poisoned = await writeMany(30, (k) => (k === 4 ? 'poison' : 'good'));
    const env = { NODE_OPTIONS: `--require ${POISON}`, JATDAE_POISON: 'thread' };
    workers.push(await startWorkerProcess(redis.url, { env }));
    try {
      const flat = await validateWithFleet(redis.url, poisoned.root, { store }, options);
      const { report, notes } = await validateWithFleet(redis.url, poisoned.root, { store, shape: inPieces(3) }, options);
      expect(report.findings.filter(({ code }) => code === 'F005').map(({ place }) => place.path)).toEqual([
        'data/00004-poison.jsonl',
      ]);
      expect(JSON.stringify(report)).toBe(JSON.stringify(flat.report));
      expect(notes.map(({ en }) => en)).toContainEqual(expect.stringContaining('data/00004-poison.jsonl'));
    } finally {
      await poisoned.remove();
    }
  }, 120_000);

  it('and is made again where Redis forgot what waits to be merged', async () => {
    await start('none', 'none');
    let restarted: Promise<void> | null = null;
    const onProgress = ({ items }: { readonly items: number }): void => {
      if (items > SPLITS) restarted ??= redis.restart({ empty: true });
    };
    const settings = { store, shape: inPieces(4) };
    const { report } = await validateWithFleet(redis.url, many.root, settings, { ...options, onProgress });
    expect(restarted).not.toBeNull();
    await restarted;
    expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root, options)));
  }, 120_000);

  it('and counts until then where it is interrupted, without what comes behind something that is not there', async () => {
    await start('none');
    const controller = new AbortController();
    const onProgress = ({ items }: { readonly items: number }): void => {
      if (items > SPLITS) controller.abort();
    };
    const settings = { store, shape: inPieces(3) };
    const { report } = await validateWithFleet(redis.url, many.root, settings, {
      ...options,
      onProgress,
      signal: controller.signal,
    });
    expect(report).toMatchObject({ complete: false });
    const items = report.deliverable?.items ?? 0;
    // Three items a file, and the records of every seventh file that are none.
    const upTo = Array.from({ length: SPLITS + 1 }, (_, files) => files * 3 + Math.ceil(files / 7));
    expect(upTo).toContain(items);
    expect(items).toBeGreaterThan(SPLITS / 2);
    expect(items).toBeLessThan(upTo.at(-1) as number);
    await leavesNothing();
  }, 120_000);

  it.each([{ hasStore: true }, { hasStore: false }])(
    'and is gone on with by --resume once whoever started the run was killed (folder: $hasStore)',
    async ({ hasStore }) => {
      await start('none');
      const temp = await mkdtemp(join(tmpdir(), 'jatdae-resume-'));
      const argv = ['--import', 'tsx', RESUMED, redis.url, many.root, temp, hasStore ? store : ''];
      const first = spawn(process.execPath, argv, { cwd: ROOT });
      const aside = async (): Promise<string[]> => {
        const [folder] = await readdir(temp);
        return folder === undefined ? [] : (await readdir(join(temp, folder))).filter((name) => name.endsWith('.split'));
      };
      while ((await aside()).length < 5) await wait(5);
      await killed(first);
      // Two splits each: not the large ones that are merged of them, which would be lost as a whole.
      const sizes = (await aside()).map((name) => /^(\d+)-(\d+)/u.exec(name)?.slice(1).map(Number) ?? []);
      for (const [from = 0, to = 0] of sizes) expect(to - from).toBe(1);
      const second = spawn(process.execPath, argv, { cwd: ROOT });
      let [out, err] = ['', ''];
      second.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      second.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      await new Promise((resolve) => second.once('close', resolve));
      expect(out.trim()).toBe(JSON.stringify(await validateInline(many.root, options)));
      expect(err).toContain('Going on from an earlier run');
      expect((await readdir(store)).filter((name) => name.startsWith('jatdae-kept-'))).toEqual([]);
      await rm(temp, { recursive: true });
    },
    120_000,
  );
});
