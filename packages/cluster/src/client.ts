import { Redis, type RedisOptions } from 'ioredis';

export type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

/** What ioredis keeps of a connection that broke, to send it again over the next one. */
interface Unanswered {
  readonly prevCommandQueue?: { shift(): { readonly command: { reject(error: Error): void } } | undefined } | null;
}

/**
 * A client of ioredis 6.0 that comes to an end when it is told to, with its copies, and leaves nobody without an answer. As it comes, one that is told while
 * it waits for its next attempt to connect loses its timer and says no more: neither `end` nor any answer comes (BullMQ issue 4585). One whose next connection
 * breaks before it is ready forgets, at its end, what was under way on the first.
 */
export function createClient(options: ClientOptions): Redis {
  const redis: Redis = new Redis(options);
  const copies: Redis[] = [];
  const disconnect = redis.disconnect.bind(redis);
  redis.disconnect = (reconnect = false) => {
    // From this state it goes to its end at once.
    if (redis.status === 'reconnecting' && !reconnect) redis.status = 'wait';
    // Told once more after its end it would set a timer for a socket that is closed, and the process would wait for it.
    if (redis.status !== 'end' || reconnect) disconnect(reconnect);
    if (!reconnect) for (const copy of copies) copy.disconnect();
  };
  // A copy connects at once, and again if that fails: BullMQ takes the failure of a first attempt that it asked for itself for final.
  const duplicate = (override: ClientOptions = {}): Redis => {
    const copy = createClient({ ...redis.options, ...override, lazyConnect: false });
    copies.push(copy);
    return copy;
  };
  redis.duplicate = duplicate as typeof redis.duplicate;
  redis.on('end', () => {
    const { prevCommandQueue: unanswered } = redis as unknown as Unanswered;
    for (let item = unanswered?.shift(); item !== undefined; item = unanswered?.shift())
      item.command.reject(new Error('Connection is closed.'));
  });
  return redis;
}
