import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis } from './connection.js';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { startWorkerHere, validateInline, validateWithFleet } from './testing/fleet.js';
import { type CuttableWay, startProxy } from './testing/proxy.js';
import { randomFrom } from './testing/random.js';
import { describeWithRedis, startRedis, type TestRedis } from './testing/redis.js';

const FILES = 6;
const options = { splitBytes: ONE_FILE };
/** Moments at which a connection is cut, each a run; more where everything is asked for. */
const MOMENTS = process.env.JATDAE_FLEET === 'all' ? 100 : 6;
/** Milliseconds that the server is away then. */
const AWAY = 300;

describeWithRedis('connections that break', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let expected: string;
  let proxies: Readonly<Record<Side, CuttableWay>>;
  /** bytes that are answered to each side in a run that nothing happens to, and to the starting side before it has reached the server */
  let usual: Readonly<Record<Side, number>>;
  let reached: number;

  type Side = 'starting' | 'worker';

  beforeAll(async () => {
    redis = await startRedis();
    many = await writeMany(FILES);
    expected = JSON.stringify(await validateInline(many.root));
    proxies = { starting: await startProxy(redis.url), worker: await startProxy(redis.url) };
    const connection = await connectRedis({ url: proxies.starting.url, prefix: 'jatdae' }, () => undefined);
    connection.close();
    reached = proxies.starting.answered();
    const before = { starting: reached, worker: proxies.worker.answered() };
    expect(await run()).toBe(expected);
    usual = {
      starting: proxies.starting.answered() - before.starting,
      worker: proxies.worker.answered() - before.worker,
    };
  }, 60_000);
  afterAll(async () => {
    for (const proxy of Object.values(proxies)) await proxy.stop();
    await redis.stop();
    await many.remove();
  });

  async function run(silence?: number): Promise<string> {
    const settings = silence === undefined ? {} : { silence };
    const worker = await startWorkerHere(proxies.worker.url, settings);
    try {
      return JSON.stringify((await validateWithFleet(proxies.starting.url, many.root, settings, options)).report);
    } finally {
      await worker.stop();
    }
  }

  it.each([0.5, 0.6, 0.7, 0.8, 0.9])(
    'a server that goes away while a worker starts is waited for (at %d of its start)',
    async (share) => {
      const before = proxies.worker.answered();
      await (await startWorkerHere(proxies.worker.url)).stop();
      proxies.worker.cutAfter(Math.floor((proxies.worker.answered() - before) * share), AWAY);
      expect(await run()).toBe(expected);
    },
    60_000,
  );

  it('a server whose memory is full for a while is waited for, and told of', async () => {
    const admin = await connectRedis({ url: redis.url, prefix: 'jatdae' }, () => undefined);
    const refusals = async (): Promise<number> =>
      Number(/errorstat_OOM:count=(\d+)/u.exec(await admin.redis.info('errorstats'))?.[1] ?? 0);
    const worker = await startWorkerHere(redis.url);
    await admin.redis.config('SET', 'maxmemory', '1');
    const running = validateWithFleet(redis.url, many.root, {}, options);
    while ((await refusals()) === 0) await wait(50);
    await admin.redis.config('SET', 'maxmemory', '0');
    const { report, notes } = await running;
    expect(JSON.stringify(report)).toBe(expected);
    expect(notes.map(({ en }) => en)).toContainEqual(expect.stringMatching(/refuses for now.*OOM/u));
    await worker.stop();
    admin.close();
  }, 60_000);

  describe.each<Side>(['starting', 'worker'])('of the %s side', (side) => {
    it.each(Array.from({ length: MOMENTS }, (_, k) => k + 1))(
      'in the middle of any answer change no byte of the report (seed %i)',
      async (seed) => {
        // Who starts a run and does not reach the server says so and ends; a worker is started again.
        const least = side === 'starting' ? reached + 100 : 0;
        const at = least + Math.floor(randomFrom(seed)() * (usual[side] - least));
        proxies[side].cutAfter(at, AWAY);
        expect(await run(), `after ${at} of ${usual[side]} bytes`).toBe(expected);
      },
      60_000,
    );

    it('that stay open but bring no more answers are made again', async () => {
      proxies[side].silenceAfter(Math.floor((reached + usual[side]) / 2));
      expect(await run(2000)).toBe(expected);
    }, 60_000);
  });
});
