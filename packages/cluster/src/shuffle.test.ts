import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { engineCases } from '@jatdae/validator/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { BIN, startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const SPLITS = 60;
const options = { splitBytes: ONE_FILE };

describeWithRedis('prints that workers leave in a folder that all see', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let store: string;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    [many, store] = await Promise.all([writeMany(SPLITS), mkdtemp(join(tmpdir(), 'jatdae-store-'))]);
    for (let k = 0; k < 2; k++) workers.push(await startWorkerProcess(redis.url));
  });
  afterAll(async () => {
    for (const worker of workers) await killed(worker);
    await Promise.all([redis.stop(), many.remove(), rm(store, { recursive: true })]);
  });

  it.each([1, 1 << 30])(
    'are searched by them for the same report, with %i bytes of memory, and nothing is left',
    async (memory) => {
      const { report } = await validateWithFleet(redis.url, many.root, { store }, { ...options, memory });
      expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root, options)));
      expect(report.findings.map(({ code }) => code)).toContain('I002');
      expect(await readdir(store)).toEqual([]);
    },
    120_000,
  );

  // Fixtures whose findings are about items that meet, and deliverables in which many do; all of them where it is asked for.
  const isAll = process.env.JATDAE_FLEET === 'all';
  const meeting = engineCases(isAll ? 40 : 8, 2).filter(
    ({ name }) => isAll || /^messy|[/\\](D00[12]|H00[34]|I002|I010)-/u.test(name),
  );
  it('are searched by them for the same report of every case, however little memory they may take', async () => {
    for (const { name, options: own, splitBytes, open } of meeting)
      await open(async (root) => {
        const { report } = await validateWithFleet(redis.url, root, { store }, { ...own, splitBytes, memory: 1 });
        expect(JSON.stringify(report), name).toBe(JSON.stringify(await validateInline(root, own)));
      });
    expect(await readdir(store)).toEqual([]);
  }, 900_000);

  it('that went away leave what they tell of unjudged, which is said, and the rest of the report stands', async () => {
    let lost = 0;
    const loseSome = ({ phase }: { readonly phase: string }): void => {
      if (phase !== 'confirm') return;
      const logs = readdirSync(store, { recursive: true })
        .map(String)
        .filter((name) => /logs-\d+-\d+$/u.test(name));
      for (const name of logs.slice(0, 1)) rmSync(join(store, name));
      lost += logs.length;
    };
    const { report, notes } = await validateWithFleet(redis.url, many.root, { store }, { ...options, onProgress: loseSome });
    expect(lost).toBeGreaterThan(0);
    expect(report).toMatchObject({
      complete: false,
      deliverable: { items: (await validateInline(many.root, options)).deliverable?.items },
    });
    expect(report.verdict).not.toBe('accepted');
    expect(notes.map(({ en }) => en)).toContainEqual(expect.stringMatching(/logs-\d+-\d+ is missing or damaged/u));
  }, 120_000);

  it('are gone on with by --resume', async () => {
    const temp = await mkdtemp(join(tmpdir(), 'jatdae-resume-'));
    const argv = [
      ...['validate', many.root, '--engine', 'bullmq', '--redis', redis.url, '--store', store, '--resume', '--temp', temp],
      ...['--split-size', `${ONE_FILE}`, '--format', 'json', '--lang', 'en'],
    ];
    const first = spawn(process.execPath, [BIN, ...argv]);
    const aside = async (): Promise<string[]> => {
      const [folder] = await readdir(temp);
      return folder === undefined ? [] : (await readdir(join(temp, folder))).filter((name) => name.endsWith('.split'));
    };
    while ((await aside()).length < 3) await wait(5);
    await killed(first);
    // Of one piece the prints went away meanwhile: it is scanned again.
    const [kept = ''] = (await readdir(store)).filter((name) => name.startsWith('jatdae-kept-'));
    const [gone = ''] = await readdir(join(store, kept));
    await rm(join(store, kept, gone));
    const second = spawn(process.execPath, [BIN, ...argv]);
    let out = '';
    let err = '';
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
    expect((await readdir(store)).filter((name) => name.startsWith('jatdae-kept-'))).toEqual([]);
    await rm(temp, { recursive: true });
  }, 120_000);
});
