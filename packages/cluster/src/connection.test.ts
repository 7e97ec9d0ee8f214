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

describeWithRedis('a server that is there', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it.each([
    ['OOM command not allowed when used memory > maxmemory.', {}, /^The Redis server redis:.* refuses for now.*OOM/u],
    ['ENOSPC: no space left on device, write', { code: 'ENOSPC' }, /^The folder of --store refuses for now.*ENOSPC/u],
  ])(
    'is asked again where it, or the shared folder, is full for now, and its user is told once: %s',
    async (message, more, says) => {
      const notes: string[] = [];
      const connection = await connectRedis({ url: redis.url, prefix: 'jatdae' }, ({ en }) => notes.push(en));
      let refusals = 2;
      const question = async (): Promise<string> => {
        if (refusals-- > 0) throw Object.assign(new Error(message), more);
        return 'answer';
      };
      expect(await connection.ask(question)).toBe('answer');
      expect(notes).toEqual([expect.stringMatching(says)]);
      connection.close();
    },
  );

  it('is not asked again what it will never answer', async () => {
    const connection = await connectRedis({ url: redis.url, prefix: 'jatdae' }, () => undefined);
    await expect(connection.ask(() => connection.redis.call('NONSENSE'))).rejects.toThrow('unknown command');
    connection.close();
    await expect(connection.ask(() => connection.redis.ping())).rejects.toThrow('closed');
  });

  it('and forgets results when its memory is full is one to be told of', async () => {
    const evicting = await startRedis('--maxmemory-policy', 'allkeys-lru');
    const notes: string[] = [];
    const connection = await connectRedis({ url: evicting.url, prefix: 'jatdae' }, ({ en }) => notes.push(en));
    expect(notes).toEqual([expect.stringMatching(/allkeys-lru.*noeviction/u)]);
    connection.close();
    await evicting.stop();
  });
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
