import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

const REDIS = process.env.JATDAE_REDIS_SERVER ?? '/usr/bin/redis-server';
/** Worker processes run what was built. */
const BUILT = new URL('../../../cli/dist/main.js', import.meta.url);

const missing = [
  ...(existsSync(REDIS) ? [] : [`needs Redis at ${REDIS}: apt-get install redis-server, or JATDAE_REDIS_SERVER=/path/to/it`]),
  ...(existsSync(BUILT) ? [] : ['needs a build: pnpm build']),
];

/** `describe` for tests that need a Redis server; where there is none they are skipped, and their name says how to have them run. */
export function describeWithRedis(name: string, body: () => void): void {
  describe.skipIf(missing.length > 0)(missing.length > 0 ? `${name} (${missing.join('; ')})` : name, body);
}

/** Arguments of a server that keeps what it holds when it is killed: each write waits for the disk. */
export const KEEPING = ['--appendonly', 'yes', '--appendfsync', 'always'] as const;

/** A server of its own. */
export interface TestRedis {
  readonly url: string;
  /** Kills it and starts it again with what it kept (KEEPING), or with nothing. */
  restart(options?: { readonly empty: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export const startRedis = (...more: readonly string[]): Promise<TestRedis> =>
  startServer('redis', (port) => ['--port', `${port}`, ...more]);

/** @param listen arguments that have it listen on a port of this machine */
export async function startServer(scheme: 'redis' | 'rediss', listen: (port: number) => readonly string[]): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-redis-'));
  const port = await freePort();
  const args = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', ...listen(port)];
  let server = await started(spawn(REDIS, args), 'Ready to accept connections');
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    async restart(options) {
      await killed(server);
      if (options?.empty === true) await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
      server = await started(spawn(REDIS, args), 'Ready to accept connections');
    },
    async stop() {
      await killed(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** None that connections get by themselves: while the server is away, nobody may take its port. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await new Promise((resolve) =>
      server.once('listening', () => resolve(true)).once('error', () => resolve(false)),
    );
    if (isFree !== true) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** @throws with what it said where it ends before it says `sign` */
export function started(child: ChildProcess, sign: string): Promise<ChildProcess> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes(sign)) resolve(child);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

export async function killed(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}
