import type { Redis } from 'ioredis';

/** A worker process as it tells of itself. */
export interface Host {
  readonly id: string;
  readonly host: string;
  readonly version: string;
  /** pieces of work at once */
  readonly threads: number;
}

/** Seconds between two signs of life, and after which a process that gave none is gone. */
const SIGN = 3;
const GONE = 15;

const listKey = (prefix: string): string => `${prefix}:hosts`;
const hostKey = (prefix: string, id: string): string => `${prefix}:host:${id}`;

/** Tells of this worker until it is stopped. */
export async function announce(redis: Redis, prefix: string, host: Host): Promise<{ stop(): Promise<void> }> {
  const tell = async (): Promise<void> => {
    await redis.set(hostKey(prefix, host.id), JSON.stringify(host), 'EX', GONE);
    await redis.sadd(listKey(prefix), host.id);
    await redis.expire(listKey(prefix), GONE);
  };
  await tell();
  const timer = setInterval(() => tell().catch(() => undefined), SIGN * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await redis.del(hostKey(prefix, host.id));
    },
  };
}

/** Workers that gave a sign lately. */
export async function liveHosts(redis: Redis, prefix: string): Promise<Host[]> {
  const ids = await redis.smembers(listKey(prefix));
  if (ids.length === 0) return [];
  const told = await redis.mget(ids.map((id) => hostKey(prefix, id)));
  const gone = ids.filter((_, k) => told[k] === null);
  if (gone.length > 0) await redis.srem(listKey(prefix), ...gone);
  return told.flatMap((text) => (text == null ? [] : [JSON.parse(text) as Host]));
}
