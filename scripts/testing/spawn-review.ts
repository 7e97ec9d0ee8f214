import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../packages/cli/bin/jatdae.js', import.meta.url));

/** `jatdae review` as a process of its own, which can be killed. */
export interface SpawnedReview {
  /** with the token */
  readonly url: string;
  /** as a power cut would: SIGKILL */
  kill(): Promise<void>;
  /** as Ctrl-C does; the exit status */
  interrupt(): Promise<number | null>;
}

/** @param argv after `review`; what is named in it is relative to `cwd` */
export async function spawnReview(argv: readonly string[], cwd?: string): Promise<SpawnedReview> {
  const child = spawn(process.execPath, [program, 'review', ...argv, '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const ended = once(child, 'close');
  const url = await addressOf(child);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async interrupt() {
      child.kill('SIGINT');
      await ended;
      return child.exitCode;
    },
  };
}

/** The first line of stdout. */
async function addressOf(child: ChildProcess): Promise<string> {
  let out = '';
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')));
    });
    child.on('close', (code) => reject(new Error(`jatdae review ended with ${code}: ${err}`)));
  });
}

/** A port that was free a moment ago: what is started again has to be found at the same address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
