import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from './client.js';
import { describeWithRedis, startRedis } from './testing/redis.js';

afterEach(() => vi.restoreAllMocks());

describeWithRedis('a client that is told to end', () => {
  it('leaves no timer that a process would wait for, also where a copy has ended before', async () => {
    const redis = await startRedis();
    const { port, hostname: host } = new URL(redis.url);
    // Tells the timers of clients from those of others.
    const disconnectTimeout = 43_210;
    const [made, cleared] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
    const client = createClient({ host, port: Number(port), disconnectTimeout });
    const copy = client.duplicate();
    await Promise.all([client.ping(), copy.ping()]);
    const ended = [once(copy, 'end'), once(client, 'end')];
    copy.disconnect();
    await ended[0];
    client.disconnect();
    await ended[1];
    const timers = made.mock.results.filter((_, k) => made.mock.calls[k]?.[1] === disconnectTimeout).map(({ value }) => value);
    const left = timers.filter((timer) => !cleared.mock.calls.some(([each]) => each === timer));
    for (const timer of left) clearTimeout(timer);
    await redis.stop();
    expect(timers).toHaveLength(2);
    expect(left).toEqual([]);
  });
});
