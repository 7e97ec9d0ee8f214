/**
 * The validator's own tests once more, with everything that they validate done by a fleet, too: `npx tsx -C source scripts/fleet-tests.ts [--workers 1,2,5] [paths…]`.
 * What comes of a deliverable must be the same before a test goes on with it.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { startWorkerProcess } from '../packages/cluster/src/testing/fleet.js';
import { killed, startRedis } from '../packages/cluster/src/testing/redis.js';

const { values, positionals } = parseArgs({
  options: { workers: { type: 'string', default: '1,2,5' } },
  allowPositionals: true,
});
const paths = positionals.length > 0 ? positionals : ['packages/validator/src'];
const setup = fileURLToPath(new URL('../packages/cluster/src/testing/through-fleet.ts', import.meta.url));

const redis = await startRedis();
const folder = await mkdtemp(join(tmpdir(), 'jatdae-fleet-tests-'));
const workers: ChildProcess[] = [];
try {
  for (const count of values.workers.split(',').map(Number)) {
    while (workers.length < count) workers.push(await startWorkerProcess(redis.url));
    const counted = join(folder, `${count}`);
    await writeFile(counted, '');
    Object.assign(process.env, { JATDAE_FLEET_REDIS: redis.url, JATDAE_FLEET_COUNT: counted });
    const vitest = await startVitest('test', paths, {
      run: true,
      // The files share what they import; what they mock they mock by themselves.
      isolate: false,
      setupFiles: [setup],
      testTimeout: 900_000,
      hookTimeout: 900_000,
      reporters: ['dot'],
      outputFile: {},
    });
    const modules = vitest.state.getTestModules();
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): number => tests.filter((test) => test.result().state === state).length;
    await vitest.close();
    const letters = await readFile(counted, 'utf8');
    const times = (letter: string): number => letters.split(letter).length - 1;
    console.log(
      `${count} workers: ${modules.length} files, ${inState('passed')} tests passed, ${inState('failed')} failed, ${inState('skipped')} skipped; ${times('c')} validations the same by the fleet, ${times('i')} not compared because the test steps in`,
    );
    if (modules.some((module) => !module.ok())) process.exitCode = 1;
  }
} finally {
  for (const worker of workers) await killed(worker);
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}
