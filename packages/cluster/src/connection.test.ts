import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectRedis } from './connection.js';
import { describeWithRedis, startRedis, type TestRedis } from './testing/redis.js';

const connect = (url: string, more: { readonly ca?: string } = {}): Promise<unknown> =>
  connectRedis({ url, prefix: 'jatdae', ...more }, () => {}).then((connection) => connection.close());

it.each(['localhost:6379', 'http://localhost', 'redis://', 'redis', ''])(
  'says how an address is written: %j is none',
  async (url) => {
    await expect(connect(url)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('redis://host:port'),
    });
  },
);

it('says in one sentence that nobody answers, and never shows the password', async () => {
  // Port 1 is reserved: nobody listens there.
  const failure = await connect('redis://:hunter2@127.0.0.1:1').catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'UsageError', localized: { ko: expect.stringContaining('연결할 수 없습니다') } });
  expect(JSON.stringify(failure)).not.toContain('hunter2');
  expect(String(failure)).not.toContain('hunter2');
});

it('takes files of TLS only with an address of TLS, and says which cannot be read', async () => {
  await expect(connect('redis://127.0.0.1:1', { ca: '/ca.pem' })).rejects.toThrow('rediss://');
  await expect(connect('rediss://127.0.0.1:1', { ca: '/nowhere/ca.pem' })).rejects.toThrow('/nowhere/ca.pem');
});

describeWithRedis('a server with a password', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis('--requirepass', 'sesame');
  });
  afterAll(() => redis.stop());

  it('lets in who has it', async () => {
    await connect(redis.url.replace('//', '//:sesame@'));
  });

  it.each(['', ':wrong@'])('refuses who has none or another (%j), in one sentence', async (login) => {
    await expect(connect(redis.url.replace('//', `//${login}`))).rejects.toThrow('refused the login');
  });
});
