/**
 * What a fleet costs, fitted to measurements: `npx tsx scripts/fleet-cost.ts DELIVERABLE…` checks each with one worker, in splits of two sizes, with a folder that all
 * see (without one where the first argument is `--no-store`), and reads the fit off at sizes that no test machine holds. CPU seconds, not wall time, so that a
 * busy machine gives the same answer.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connectRedis } from '../packages/cluster/src/connection.js';
import { startWorkerProcess, validateWithFleet } from '../packages/cluster/src/testing/fleet.js';
import { killed, startRedis } from '../packages/cluster/src/testing/redis.js';
import { cpuOf } from './testing/cpu.js';

const SPLIT_BYTES = [512 << 10, 8 << 20] as const;

interface Measured {
  readonly bytes: number;
  readonly items: number;
  readonly splits: number;
  /** CPU seconds */
  readonly start: number;
  readonly workers: number;
  /** bytes in and out of Redis */
  readonly network: number;
  /** bytes in the folder at most */
  readonly stored: number;
}

interface Fit {
  readonly fixed: number;
  readonly perAmount: number;
  readonly perSplit: number;
}

/** Least squares of `y = fixed + perAmount · amount + perSplit · splits`: the normal equations, by elimination. */
function leastSquares(runs: readonly Measured[], amount: (run: Measured) => number, y: (run: Measured) => number): Fit {
  // In millions, so that the numbers are of a size.
  const rows = runs.map((run) => ({ x: [1, amount(run) / 1e6, run.splits], y: y(run) }));
  const sum = (f: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + f(row), 0);
  const matrix = [0, 1, 2].map((i) => [
    ...[0, 1, 2].map((j) => sum(({ x }) => (x[i] as number) * (x[j] as number))),
    sum((row) => (row.x[i] as number) * row.y),
  ]);
  matrix.forEach((pivot, i) => {
    matrix.forEach((row, k) => {
      const factor = k === i ? 0 : (row[i] as number) / (pivot[i] as number);
      row.forEach((_, j) => {
        row[j] = (row[j] as number) - factor * (pivot[j] as number);
      });
    });
  });
  const [fixed = 0, perMillion = 0, perSplit = 0] = matrix.map((row, i) => (row[3] as number) / (row[i] as number));
  return { fixed, perAmount: perMillion / 1e6, perSplit };
}

async function trafficOf({ redis }: Connection): Promise<number> {
  const facts = await redis.info('stats');
  return [...facts.matchAll(/total_net_(?:input|output)_bytes:(\d+)/gu)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

/** Watches how many bytes lie in a folder, until it is asked for the most. */
function watchFolder(folder: string | null): () => number {
  let most = 0;
  const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
  const look = (): void => {
    if (folder === null) return;
    const names = readdirSync(folder, { recursive: true });
    most = Math.max(
      most,
      names.reduce((sum: number, name) => sum + sizeOf(join(folder, String(name))), 0),
    );
  };
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    return most;
  };
}

async function measure(targets: readonly string[], store: string | null): Promise<Measured[]> {
  const server = await startRedis();
  const connection = await connectRedis({ url: server.url, prefix: 'jatdae' }, () => undefined);
  const worker = await startWorkerProcess(server.url);
  const runs: Measured[] = [];
  try {
    // The first is for the compilers of both processes.
    for (const target of [targets[0] as string, ...targets])
      for (const splitBytes of SPLIT_BYTES) {
        const before = { start: process.cpuUsage(), workers: cpuOf(worker.pid ?? 0), network: await trafficOf(connection) };
        let splits = 0;
        const mostIn = watchFolder(store);
        const { report } = await validateWithFleet(server.url, target, { store }, { splitBytes, ignore: ['E'] }, async (plan) => {
          splits = plan.splits.length;
        });
        const { user, system } = process.cpuUsage(before.start);
        runs.push({
          bytes: report.deliverable?.bytes ?? 0,
          items: report.deliverable?.items ?? 0,
          splits,
          start: (user + system) / 1e6,
          workers: cpuOf(worker.pid ?? 0) - before.workers,
          network: (await trafficOf(connection)) - before.network,
          stored: mostIn(),
        });
      }
  } finally {
    connection.close();
    await killed(worker);
    await server.stop();
  }
  return runs.slice(SPLIT_BYTES.length);
}

interface Case {
  readonly name: string;
  readonly bytes: number;
  readonly items: number;
  readonly threads: number;
}

const TERA = 1e12;
/** Bytes of a text item and of a split, in what is read off. */
const ITEM_BYTES = 1500;
const CASES: readonly Case[] = [16, 64, 256].flatMap((threads) => [
  { name: '10⁹ items of 1.5 KB', bytes: 1e9 * ITEM_BYTES, items: 1e9, threads },
  { name: '10 TB of items of 1.5 KB', bytes: 10 * TERA, items: (10 * TERA) / ITEM_BYTES, threads },
]);

const [, , ...args] = process.argv;
const targets = args.filter((arg) => arg !== '--no-store');
if (targets.length === 0) throw new Error('name deliverables, such as scripts/make-data.ts writes');
const store = args.includes('--no-store') ? null : mkdtempSync(join(tmpdir(), 'jatdae-store-'));
const runs = await measure(targets, store);
if (store !== null) rmSync(store, { recursive: true });
const worker = leastSquares(
  runs,
  ({ bytes }) => bytes,
  ({ workers }) => workers,
);
const start = leastSquares(
  runs,
  ({ items }) => items,
  ({ start: cpu }) => cpu,
);
const network = leastSquares(
  runs,
  ({ items }) => items,
  (run) => run.network,
);
const stored = leastSquares(
  runs,
  ({ items }) => items,
  (run) => run.stored,
);

console.log(
  '| bytes | items | splits | workers, CPU s | start, CPU s | through Redis, MB | in the folder, MB |\n|---:|---:|---:|---:|---:|---:|---:|',
);
for (const run of runs)
  console.log(
    `| ${run.bytes} | ${run.items} | ${run.splits} | ${run.workers.toFixed(2)} | ${run.start.toFixed(2)} | ${(run.network / 1e6).toFixed(1)} | ${(run.stored / 1e6).toFixed(1)} |`,
  );
console.log(`
workers: ${worker.fixed.toFixed(2)} s, ${(worker.perAmount * 1e9).toFixed(1)} s a GB, ${(worker.perSplit * 1e3).toFixed(1)} ms a split
start:   ${start.fixed.toFixed(2)} s, ${(start.perAmount * 1e6).toFixed(2)} s a million items, ${(start.perSplit * 1e3).toFixed(2)} ms a split
Redis:   ${network.perAmount.toFixed(0)} bytes an item, ${(network.perSplit / 1e3).toFixed(1)} KB a split
folder:  ${stored.perAmount.toFixed(0)} bytes an item, ${(stored.perSplit / 1e3).toFixed(1)} KB a split
`);
console.log('| | threads | workers, h | start, h | through Redis, TB | in the folder, TB |\n|---|---:|---:|---:|---:|---:|');
for (const { name, bytes, items, threads } of CASES) {
  const splits = bytes / (8 << 20);
  const hours = (seconds: number): string => (seconds / 3600).toFixed(2);
  console.log(
    `| ${name} | ${threads} | ${hours((worker.perAmount * bytes + worker.perSplit * splits) / threads)} | ${hours(start.perAmount * items + start.perSplit * splits)} | ${((network.perAmount * items + network.perSplit * splits) / TERA).toFixed(2)} | ${((stored.perAmount * items + stored.perSplit * splits) / TERA).toFixed(2)} |`,
  );
}
