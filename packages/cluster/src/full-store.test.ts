import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TRIES } from './job.js';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { type Disk, describeWithDisks, makeDisk } from './testing/disk.js';
import { validateInline } from './testing/fleet.js';
import { type Program, startProgram } from './testing/program.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const FILES = 60;
/** Bytes that hold what some of the pieces leave, none of them, and all. */
const SOME = 64 << 10;
const NOTHING = 4 << 10;
const ENOUGH = 16 << 20;
const REFUSES = 'The folder of --store refuses for now';

describeWithRedis('a folder that all see', () => {
  describeWithDisks('on a disk that is full', () => {
    let redis: TestRedis;
    let many: Awaited<ReturnType<typeof writeMany>>;
    let temp: string;
    let disk: Disk;
    let worker: Program;
    const programs: Program[] = [];

    beforeEach(async () => {
      redis = await startRedis();
      [many, temp] = await Promise.all([writeMany(FILES), mkdtemp(join(tmpdir(), 'jatdae-full-'))]);
      disk = makeDisk(SOME);
      worker = startWorker();
      await worker.says('Waiting for work');
    });
    afterEach(async () => {
      for (const { child } of programs.splice(0)) await killed(child);
      await redis.stop();
      disk.remove();
      await many.remove();
      await rm(temp, { recursive: true });
    });

    function start(...args: readonly string[]): Program {
      const program = startProgram(...args);
      programs.push(program);
      return program;
    }

    const startWorker = (): Program => start('worker', '--redis', redis.url, '--jobs', '1', '--lease', '2');
    const validate = (splitBytes = ONE_FILE): Program =>
      start(
        ...['validate', many.root, '--engine', 'bullmq', '--redis', redis.url, '--store', disk.folder, '--resume'],
        ...['--temp', temp, '--split-size', `${splitBytes}`, '--format', 'json'],
      );

    async function expectWhole(validation: Program): Promise<void> {
      await validation.ended;
      const { run: _, ...report } = JSON.parse(validation.out() || JSON.stringify({ err: validation.err() }));
      expect(report).toEqual(JSON.parse(JSON.stringify(await validateInline(many.root, { language: 'en' }))));
    }

    it('is waited for, which the worker and who started the run say, and the report is the same once there is room', async () => {
      const validation = validate();
      await Promise.all([worker.says(REFUSES), validation.says(REFUSES)]);
      disk.resize(ENOUGH);
      await expectWhole(validation);
      expect((await readdir(disk.folder)).filter((name) => name.startsWith('jatdae-'))).toEqual([]);
    }, 60_000);

    it('lets who does not want to wait end with status 3 and what was checked, and nothing of it is done again', async () => {
      const first = validate();
      await first.says(REFUSES);
      first.child.kill('SIGTERM');
      expect(await first.ended).toBe(3);
      expect(JSON.parse(first.out())).toMatchObject({ complete: false });
      expect(first.err()).toContain('The same command goes on from here');
      disk.resize(ENOUGH);
      const second = validate();
      await expectWhole(second);
      expect(second.err()).toMatch(/Going on from an earlier run: [1-9]\d* of 60 pieces/u);
    }, 60_000);

    it('or write-protected when a run starts is told of in one sentence, exit status 2', async () => {
      disk.writeProtect();
      const validation = validate();
      expect(await validation.ended).toBe(2);
      expect(validation.out()).toBe('');
      expect(validation.err().trim().split('\n')).toEqual([
        expect.stringMatching(/The folder of --store cannot be used \(.*\)\. Check that we may write there .*EROFS/u),
      ]);
    }, 60_000);

    it('lets its workers end with status 0, and another does the one piece that none of them had room for', async () => {
      disk.resize(NOTHING);
      const validation = validate(FILES * ONE_FILE * 10);
      // As often as a piece is tried.
      for (let k = 0; k < TRIES; k++) {
        const leaving = k === 0 ? worker : startWorker();
        await leaving.says(REFUSES);
        leaving.child.kill('SIGTERM');
        expect(await leaving.ended).toBe(0);
      }
      disk.resize(ENOUGH);
      startWorker();
      await expectWhole(validation);
    }, 60_000);
  });
});
