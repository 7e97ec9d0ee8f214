/**
 * What merging costs whoever starts a run, by the number of pieces: `npx tsx scripts/fleet-merging.ts DELIVERABLE [PIECES…]` cuts it into so many, scans each as a
 * piece of its own with one worker and a folder that all see, as a delivery of terabytes is, and lets whoever starts the run merge all, or workers as a tree. CPU
 * seconds and resident memory at most, each of a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorkerProcess, validateWithFleet } from '../packages/cluster/src/testing/fleet.js';
import { killed, startRedis } from '../packages/cluster/src/testing/redis.js';
import { cpuOf } from './testing/cpu.js';

const SELF = fileURLToPath(import.meta.url);
const USUAL = [11, 101, 1001, 10_001];

interface Measured {
  readonly pieces: number;
  readonly items: number;
  readonly cpu: number;
  readonly mebibytes: number;
  readonly print: string;
}

async function start(url: string, target: string, store: string, splitBytes: number, fanIn: number | null): Promise<Measured> {
  const before = process.cpuUsage();
  let pieces = 0;
  const { report } = await validateWithFleet(
    url,
    target,
    { store, shape: { runBytes: 0, fanIn } },
    { splitBytes, ignore: ['E'] },
    async (plan) => {
      pieces = plan.splits.length;
    },
  );
  const { user, system } = process.cpuUsage(before);
  return {
    pieces,
    items: report.deliverable?.items ?? 0,
    cpu: (user + system) / 1e6,
    mebibytes: process.resourceUsage().maxRSS / 1024,
    print: JSON.stringify(report),
  };
}

async function compare(target: string, sizes: readonly number[]): Promise<void> {
  const server = await startRedis();
  const store = mkdtempSync(join(tmpdir(), 'jatdae-store-'));
  const worker = await startWorkerProcess(server.url);
  console.log('| pieces | merged by | start, MiB | start, CPU s | worker, CPU s |\n|---:|---|---:|---:|---:|');
  try {
    const bytes = Number(execFileSync('du', ['-sb', '--apparent-size', target], { encoding: 'utf8' }).split('\t')[0]);
    // The first is for the compilers of the worker.
    for (const size of [sizes[0] as number, ...sizes])
      for (const fanIn of [null, 32]) {
        const before = cpuOf(worker.pid ?? 0);
        const args = [
          '--import',
          'tsx',
          SELF,
          '--one',
          server.url,
          target,
          store,
          `${Math.ceil(bytes / size)}`,
          `${fanIn ?? ''}`,
        ];
        const out = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
        const { pieces, mebibytes, cpu } = JSON.parse(out) as Measured;
        const workers = cpuOf(worker.pid ?? 0) - before;
        console.log(
          `| ${pieces} | ${fanIn === null ? 'start' : 'workers'} | ${mebibytes.toFixed(0)} | ${cpu.toFixed(2)} | ${workers.toFixed(2)} |`,
        );
      }
  } finally {
    await killed(worker);
    await server.stop();
    rmSync(store, { recursive: true });
  }
}

const [first = '', ...rest] = process.argv.slice(2);
if (first === '--one') {
  const [url = '', target = '', store = '', splitBytes = '', fanIn = ''] = rest;
  console.log(JSON.stringify(await start(url, target, store, Number(splitBytes), fanIn === '' ? null : Number(fanIn))));
} else if (first === '') throw new Error('name a deliverable, such as scripts/make-data.ts writes');
else await compare(first, rest.length > 0 ? rest.map(Number) : USUAL);
