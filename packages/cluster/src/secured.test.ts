import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis } from './connection.js';
import { type Certificates, describeWithCertificates, makeCertificates } from './testing/certificates.js';
import { writeMany } from './testing/deliverable.js';
import { BIN, startWorkerProcess, validateInline } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, startServer, type TestRedis } from './testing/redis.js';

/** What the program says and ends with. */
function runProgram(...args: readonly string[]): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [BIN, ...args, '--lang', 'en']);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}

/** Validates with one worker, both with the same address and flags. */
async function expectReport(url: string, flags: readonly string[]): Promise<void> {
  const few = await writeMany(3);
  let worker: ChildProcess | null = null;
  try {
    worker = await startWorkerProcess(url, { args: flags });
    const { out, err } = await runProgram(
      'validate',
      few.root,
      '--engine',
      'bullmq',
      '--redis',
      url,
      ...flags,
      '--format',
      'json',
    );
    const { run: _, ...report } = JSON.parse(out || JSON.stringify({ err }));
    expect(report).toEqual(JSON.parse(JSON.stringify(await validateInline(few.root, { language: 'en' }))));
  } finally {
    if (worker !== null) await killed(worker);
    await few.remove();
  }
}

describeWithRedis('a server that lets in who it knows', () => {
  describeWithCertificates('by certificates (TLS)', () => {
    let certificates: Certificates;
    let redis: TestRedis;
    let plain: TestRedis;
    beforeAll(async () => {
      certificates = makeCertificates();
      const { ca, server } = certificates;
      const files = ['--tls-ca-cert-file', ca, '--tls-cert-file', server.cert, '--tls-key-file', server.key];
      redis = await startServer('rediss', (port) => [
        '--port',
        '0',
        '--tls-port',
        `${port}`,
        '--tls-auth-clients',
        'yes',
        ...files,
      ]);
      plain = await startRedis();
    });
    afterAll(async () => {
      await redis.stop();
      await plain.stop();
      certificates.remove();
    });

    it('serves a worker and a validation that show theirs', async () => {
      const { ca, client } = certificates;
      await expectReport(redis.url, ['--redis-ca', ca, '--redis-cert', client.cert, '--redis-key', client.key]);
    }, 60_000);

    const cases = {
      'of another authority': {
        flags: ({ otherCa, client }: Certificates) => [
          '--redis-ca',
          otherCa,
          '--redis-cert',
          client.cert,
          '--redis-key',
          client.key,
        ],
        says: /certificate of the Redis server is not trusted .*--redis-ca/u,
      },
      'of an authority that nobody named': {
        flags: ({ client }: Certificates) => ['--redis-cert', client.cert, '--redis-key', client.key],
        says: /certificate of the Redis server is not trusted .*--redis-ca/u,
      },
      'and gets none of ours': {
        flags: ({ ca }: Certificates) => ['--redis-ca', ca],
        says: /broke off the TLS connection .*--redis-cert/u,
      },
      'with a key that is not the certificate’s': {
        flags: ({ ca, client, server }: Certificates) => [
          '--redis-ca',
          ca,
          '--redis-cert',
          client.cert,
          '--redis-key',
          server.key,
        ],
        says: /PEM files that belong together/u,
      },
      'with a certificate but no key': {
        flags: ({ ca, client }: Certificates) => ['--redis-ca', ca, '--redis-cert', client.cert],
        says: /--redis-cert and --redis-key go together/u,
      },
    };
    it.each(Object.entries(cases))('%s: one sentence, exit status 2', async (_, { flags, says }) => {
      const { status, out, err } = await runProgram('worker', '--redis', redis.url, ...flags(certificates));
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(says);
      expect(err.trim().split('\n')).toHaveLength(1);
    });

    it('a file that is no certificate: one sentence, exit status 2', async () => {
      const file = `${certificates.ca}.txt`;
      await writeFile(file, 'nothing of the kind');
      const { status, err } = await runProgram('worker', '--redis', redis.url, '--redis-ca', file);
      expect(status).toBe(2);
      expect(err).toMatch(/not trusted|PEM files/u);
      expect(err.trim().split('\n')).toHaveLength(1);
    });

    it('TLS at a server without it, and none at one with it: one sentence, exit status 2', async () => {
      const swapped = [plain.url.replace('redis:', 'rediss:'), redis.url.replace('rediss:', 'redis:')];
      for (const url of swapped) {
        const { status, err } = await runProgram('worker', '--redis', url);
        expect(status).toBe(2);
        expect(err).toMatch(/cannot be reached .*TLS/u);
        expect(err.trim().split('\n')).toHaveLength(1);
      }
    }, 60_000);
  });

  describe('by name and password (ACL)', () => {
    let redis: TestRedis;
    const login = (user: string): string => redis.url.replace('//', `//${user}@`);
    beforeAll(async () => {
      redis = await startRedis();
      const admin = await connectRedis({ url: redis.url, prefix: 'jatdae' }, () => undefined);
      const acl = (...rules: readonly string[]): Promise<unknown> => admin.redis.call('ACL', 'SETUSER', ...rules);
      await acl('fleet', 'on', '>p@ss/word', '~jatdae:*', '+@all', '-@admin', '-@dangerous', '+info');
      await acl('guest', 'on', '>sesame', '~other:*', '+@all');
      await acl('default', 'off');
      admin.close();
    });
    afterAll(() => redis.stop());

    it('serves a user with no more rights than docs/scale.md names, whose password has signs of an address in it', async () => {
      await expectReport(login('fleet:p%40ss%2Fword'), []);
    }, 60_000);

    it.each([
      ['fleet:wrong', /refused the login/u],
      ['nobody:sesame', /refused the login/u],
      ['guest:sesame', /does not let us do what is needed .*docs\/scale/u],
      ['fleet:50%', /% is written %25/u],
    ])('refuses %s in one sentence, exit status 2, without the password', async (user, says) => {
      const { status, out, err } = await runProgram('worker', '--redis', login(user));
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(says);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).not.toContain('sesame');
    });
  });
});
