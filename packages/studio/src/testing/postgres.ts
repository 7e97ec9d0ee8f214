import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PostgreSQL server of its own in a temporary folder, reached by a socket there. */
export interface TestServer {
  readonly url: string;
  /** A new database on it. */
  create(name: string): Promise<string>;
  /** Ends it in the middle of whatever it does; `start` brings it back with what was committed. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const NO_POSTGRES =
  'PostgreSQL is not installed: the review is not tested on it (Debian: apt-get install postgresql; .ci/run does)';

/** null where PostgreSQL is not installed. It refuses to run as root, so that root runs it as the user `postgres`. */
export async function startPostgres(): Promise<TestServer | null> {
  const bin = await binaries();
  if (bin === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(folder, Number(stdout), -1);
  }
  const as = (program: string, args: readonly string[]) => {
    const whole = [join(bin, program), ...args];
    return isRoot
      ? run('runuser', ['-u', 'postgres', '--', ...whole], { cwd: folder })
      : run(whole[0] ?? '', whole.slice(1), { cwd: folder });
  };
  const data = join(folder, 'data');
  await as('initdb', ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N']);
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}'`;
  const start = async (): Promise<void> => {
    await as('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  };
  const kill = async (): Promise<void> => {
    await as('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  };
  await start();
  const urlOf = (name: string): string => `postgres://tester@localhost/${name}?host=${encodeURIComponent(folder)}`;
  return {
    url: urlOf('postgres'),
    async create(name) {
      await as('createdb', ['-h', folder, '-U', 'tester', name]);
      return urlOf(name);
    },
    start,
    kill,
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps the programs of each version in a folder that is not on the path. */
async function binaries(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : `/usr/lib/postgresql/${newest}/bin`;
}
