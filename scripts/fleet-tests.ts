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
const tally = join(folder, 'tally');
const counts = values.workers.split(',').map(Number);
const prefixOf = (count: number): string => `fleet-of-${count}`;
const workers: ChildProcess[] = [];
try {
  // All fleets at once: each test is run once, and what it validates is done by each of them.
  for (const count of counts)
    for (let k = 0; k < count; k++)
      workers.push(await startWorkerProcess(redis.url, { args: ['--redis-prefix', prefixOf(count)] }));
  await writeFile(tally, '');
  Object.assign(process.env, {
    JATDAE_FLEET_REDIS: redis.url,
    JATDAE_FLEET_PREFIXES: counts.map(prefixOf).join(','),
    JATDAE_FLEET_TALLY: tally,
  });
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
  console.log(
    `${modules.length} files: ${inState('passed')} tests passed, ${inState('failed')} failed, ${inState('skipped')} skipped`,
  );
  const lines = (await readFile(tally, 'utf8')).trimEnd().split('\n');
  const times = (line: string): number => lines.filter((each) => each === line).length;
  for (const count of counts)
    console.log(`${times(prefixOf(count))} validations the same by ${count === 1 ? '1 worker' : `${count} workers`}`);
  for (const reason of [...new Set(lines)].filter((line) => line.startsWith('not: ')).sort())
    console.log(`${times(reason)} not compared: ${reason.slice('not: '.length)}`);
  if (modules.some((module) => !module.ok())) process.exitCode = 1;
} finally {
  for (const worker of workers) await killed(worker);
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}
