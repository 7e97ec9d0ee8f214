import { setTimeout as wait } from 'node:timers/promises';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import type { Redis } from 'ioredis';
import { addressOf, clientOptions, type RedisSettings } from './address.js';
import { createClient } from './client.js';
import {
  backMessage,
  endedMessage,
  evictingMessage,
  lostMessage,
  pausedMessage,
  refusingFolderMessage,
  tooOldMessage,
  unreachedMessage,
  unusableMessage,
} from './connection-words.js';

export interface Connection {
  readonly redis: Redis;
  readonly prefix: string;
  /** the address without its password */
  readonly address: string;
  /**
   * Asks until the server answers: what a break left half answered is asked again, and what the server or the shared folder refuses for now (it loads, it is
   * full, it is not there) too, once its user is told. So whatever is asked must be the same when it is done twice.
   * @throws what the server says else, and that the connection is closed
   */
  ask<T>(question: () => Promise<T>): Promise<T>;
  /** Tells its user, once for each reason, what was refused for now. */
  tell(error: unknown): void;
  /** From now on others hear, too, that the shared folder refused for now, each time that it does. */
  onRefusingFolder(listener: (note: Localized) => void): void;
  /** From now on nobody waits for the server: it answers within seconds, or the connection is closed, and with it all that is asked of it. */
  hurry(): void;
  /** Whether it was closed because the server was away. */
  isLost(): boolean;
  close(): void;
}

/** Milliseconds to wait for the first answer, and at most between two attempts to reach a server that was there before. */
const FIRST_ANSWER = 10_000;
const RETRY = 2_000;
/** Milliseconds without a byte, while something is asked, after which a connection counts as broken. Blocking commands take ten seconds. */
const SILENCE = 60_000;
/** Milliseconds that a server has to answer when there is hurry, and between two looks whether it does. */
const HURRY = 3_000;
const LOOK = 500;
/** Milliseconds until the next attempt where the server refused for now. */
const REFUSED = 2_000;

/** What passes by itself or once somebody has seen to it: words of the server, also inside what a script says, and of a folder on the network. */
const PASSING =
  /\b(?:LOADING|OOM|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|BUSY|TRYAGAIN|NOREPLICAS|NOAUTH|WRONGPASS|ENOSPC|EDQUOT|ESTALE|EIO|ETIMEDOUT)\b/u;
/** Whether what was asked, of the server or of the shared folder, was refused for now. */
export const isRefusal = (error: unknown): boolean => error instanceof Error && PASSING.test(error.message);

const CUT_SHORT = /aborted due to connection close/u;

/**
 * Connects to the server. A connection that breaks later is made again, however long that takes; what was asked meanwhile waits.
 * @throws UsageError where the address is none, or nobody answers there as a Redis server does
 */
export async function connectRedis(settings: RedisSettings, onNote: (note: Localized) => void): Promise<Connection> {
  const address = addressOf(settings.url);
  let reached = false;
  let isTold = false;
  let isHurried = false;
  let isLost = false;
  const redis = createClient({
    ...(await clientOptions(settings)),
    lazyConnect: true,
    connectTimeout: FIRST_ANSWER,
    socketTimeout: settings.silence ?? SILENCE,
    // BullMQ's condition for connections that wait for work.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (reached ? Math.min(times * 100, RETRY) : null),
  });
  let lastError: unknown = null;
  redis.on('error', (error) => {
    lastError = error;
  });
  redis.on('close', () => {
    if (!reached || isTold) return;
    isTold = true;
    onNote(lostMessage(address));
  });
  redis.on('ready', () => {
    if (isTold) onNote(backMessage(address));
    isTold = false;
  });
  try {
    const isThere = await withinTime(
      FIRST_ANSWER,
      redis.connect().then(() => redis.ping()),
    );
    if (!isThere) throw new Error('no answer');
  } catch (error) {
    redis.disconnect();
    throw new UsageError(unreachedMessage(address, lastError ?? error));
  }
  try {
    await checkUse(redis, settings.prefix, (policy) => onNote(evictingMessage(address, policy)));
  } catch (error) {
    redis.disconnect();
    throw error instanceof UsageError ? error : new UsageError(unusableMessage(address, error));
  }
  reached = true;

  const told = new Set<string>();
  let onFolder: (note: Localized) => void = () => undefined;
  function tell(error: unknown): void {
    const message = error instanceof Error ? error.message : '';
    const [word] = PASSING.exec(message) ?? [];
    if (word === undefined) return;
    // Of these words, a file system's begin so.
    const isFolder = word.startsWith('E');
    const note = isFolder ? refusingFolderMessage(word, message) : pausedMessage(address, message);
    if (isFolder) onFolder(note);
    if (told.has(word)) return;
    told.add(word);
    onNote(note);
  }

  function close(): void {
    reached = false;
    redis.disconnect();
  }

  const hasEnded = (): boolean => redis.status === 'end';

  async function endUnlessThere(): Promise<void> {
    while (!hasEnded()) {
      const isThere = await withinTime(HURRY, redis.ping()).catch(() => false);
      if (!isThere && !isLost && !hasEnded()) {
        isLost = true;
        onNote(endedMessage(address));
        close();
      }
      await wait(LOOK, undefined, { ref: false });
    }
  }

  return {
    redis,
    prefix: settings.prefix,
    address,
    async ask(question) {
      for (;;) {
        try {
          return await question();
        } catch (error) {
          const message = error instanceof Error ? error.message : '';
          const isRefused = PASSING.test(message);
          if (isHurried || hasEnded() || !(isRefused || CUT_SHORT.test(message))) throw error;
          tell(error);
          await wait(isRefused ? REFUSED : RETRY / 20);
        }
      }
    },
    tell,
    onRefusingFolder(listener) {
      onFolder = listener;
    },
    hurry() {
      if (isHurried) return;
      isHurried = true;
      void endUnlessThere();
    },
    isLost: () => isLost,
    close,
  };
}

/** false: it took longer */
async function withinTime(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const controller = new AbortController();
  const late = wait(milliseconds, false, { signal: controller.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    controller.abort();
  }
}

/**
 * Asks for what a run needs and a user of the server may be denied: the facts of the server, and scripts over the keys of this prefix.
 * @throws UsageError where the server is too old
 */
async function checkUse(redis: Redis, prefix: string, onEviction: (policy: string) => void): Promise<void> {
  const facts = await redis.info();
  const factOf = (name: string): string => new RegExp(`^${name}:(.*?)\\s*$`, 'mu').exec(facts)?.[1] ?? '';
  const version = factOf('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < 6 || (major === 6 && minor < 2))) throw new UsageError(tooOldMessage(version));
  const policy = factOf('maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') onEviction(policy);
  await redis.eval("return redis.call('EXISTS', KEYS[1])", 1, `${prefix}:hosts`);
}
