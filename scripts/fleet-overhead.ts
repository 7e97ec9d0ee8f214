/**
 * What a fleet takes beside one machine: `npx tsx scripts/fleet-overhead.ts DELIVERABLE [ROUNDS] [--no-store] [FLAG…]` checks it in turn with two threads and with two
 * workers of one thread, all on this machine, and divides: seconds by the clock, and CPU seconds of all processes. Both must give the same report. The first round
 * tells what workers take that have just started; the medians are of the others.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis } from '../packages/cluster/src/connection.js';
import { BIN, startWorkerProcess } from '../packages/cluster/src/testing/fleet.js';
import { killed, startRedis } from '../packages/cluster/src/testing/redis.js';
import { cpuOf, cpuOfEnded } from './testing/cpu.js';

interface Taken {
  readonly seconds: number;
  readonly cpu: number;
  readonly report: string;
}

const [target = '', ...more] = process.argv.slice(2);
if (target === '') throw new Error('name a deliverable, such as scripts/make-data.ts writes');
const rounds = Number(more.find((word) => /^\d+$/u.test(word)) ?? 4);
const flags = more.filter((word) => !/^\d+$/u.test(word) && word !== '--no-store');

const store = mkdtempSync(join(tmpdir(), 'jatdae-store-'));
const server = await startRedis();
const connection = await connectRedis({ url: server.url, prefix: 'jatdae' }, () => undefined);
const workers = await Promise.all([0, 1].map(() => startWorkerProcess(server.url, { args: ['--lease', '15'] })));

async function cpuOfRedis(): Promise<number> {
  const facts = await connection.redis.info('cpu');
  return [...facts.matchAll(/used_cpu_(?:sys|user):([\d.]+)/gu)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

const cpuSoFar = async (): Promise<number> =>
  cpuOfEnded() + (await cpuOfRedis()) + workers.reduce((sum, { pid = 0 }) => sum + cpuOf(pid), 0);

async function check(...by: readonly string[]): Promise<Taken> {
  const cpu = await cpuSoFar();
  const from = performance.now();
  const args = [BIN, 'validate', target, '--format', 'json', '--no-progress', ...by, ...flags];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = (performance.now() - from) / 1000;
  if (status !== 0 && status !== 1) throw new Error(stderr);
  const { run: _, ...report } = JSON.parse(stdout) as Record<string, unknown>;
  return { seconds, cpu: (await cpuSoFar()) - cpu, report: JSON.stringify(report) };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

try {
  const fleet = ['--engine', 'bullmq', '--redis', server.url, ...(more.includes('--no-store') ? [] : ['--store', store])];
  const pairs: (readonly [Taken, Taken])[] = [];
  console.log(
    '| round | threads, s | CPU s | workers, s | CPU s | by the clock | by CPU |\n|---:|---:|---:|---:|---:|---:|---:|',
  );
  const row = (name: string, a: Pick<Taken, 'seconds' | 'cpu'>, b: typeof a): void =>
    console.log(
      `| ${name} | ${a.seconds.toFixed(2)} | ${a.cpu.toFixed(2)} | ${b.seconds.toFixed(2)} | ${b.cpu.toFixed(2)} | ${(b.seconds / a.seconds).toFixed(2)} | ${(b.cpu / a.cpu).toFixed(2)} |`,
    );
  for (let round = 0; round <= rounds; round++) {
    const [threads, others] = [await check('--jobs', '2'), await check(...fleet)];
    if (threads.report !== others.report) throw new Error('the reports differ');
    row(round === 0 ? 'cold' : `${round}`, threads, others);
    if (round > 0) pairs.push([threads, others]);
  }
  const of = (k: 0 | 1): Pick<Taken, 'seconds' | 'cpu'> => ({
    seconds: median(pairs.map((pair) => pair[k].seconds)),
    cpu: median(pairs.map((pair) => pair[k].cpu)),
  });
  row('median', of(0), of(1));
} finally {
  await Promise.all(workers.map((worker) => killed(worker)));
  await connection.close();
  await server.stop();
  rmSync(store, { recursive: true });
}
