import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measurement {
  /** wall time from start to exit, cold start included */
  readonly seconds: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  /** largest resident set of the process, all its threads included; null where it was not measured */
  readonly peakBytes: number | null;
  readonly exitCode: number;
  readonly stdout: string;
}

/** Runs a Node program as a child and measures it. Throws where it was killed or could not start. */
export async function measure(program: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Measurement> {
  const scratch = await mkdtemp(join(tmpdir(), 'jatdae-bench-'));
  const usagePath = join(scratch, 'usage.json');
  try {
    const preload = new URL('../dist/usage.js', import.meta.url).href;
    const started = process.hrtime.bigint();
    const { exitCode, stdout } = await run(process.execPath, ['--import', preload, ...program], {
      ...env,
      JATDAE_BENCH_USAGE: usagePath,
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const usage = JSON.parse(await readFile(usagePath, 'utf8')) as NodeJS.ResourceUsage;
    return {
      seconds,
      userSeconds: usage.userCPUTime / 1e6,
      systemSeconds: usage.systemCPUTime / 1e6,
      peakBytes: usage.maxRSS * 1024,
      exitCode,
      stdout,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Moves a file through a pipe of the shell. The second line of `times` (POSIX) is the CPU time of the children. */
export async function measurePipe(path: string): Promise<Measurement> {
  const started = process.hrtime.bigint();
  const { exitCode, stdout } = await run('sh', ['-c', 'cat "$1" | cat > /dev/null; times', 'sh', path], {});
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const times = [
    ...stdout
      .trim()
      .split('\n')[1]
      .matchAll(/(\d+)m([\d.]+)s/g),
  ].map((match) => Number(match[1]) * 60 + Number(match[2]));
  return { seconds, userSeconds: times[0], systemSeconds: times[1], peakBytes: null, exitCode, stdout };
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ exitCode: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`ended by ${signal}`));
      else resolve({ exitCode: code, stdout: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
