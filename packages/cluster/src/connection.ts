import { readFile } from 'node:fs/promises';
import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { Redis } from 'ioredis';

/** How a Redis or Valkey server is reached. User and password stand in the address. */
export interface RedisSettings {
  /** `redis://[[user]:password@]host[:port][/database]`, `rediss://` over TLS */
  readonly url: string;
  /** files in PEM: of the authority that the server's certificate is checked against, and of our own certificate where it asks for one */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** what every key on the server begins with, so that several fleets may share it */
  readonly prefix: string;
}

export interface Connection {
  readonly redis: Redis;
  readonly prefix: string;
  /** the address without its password */
  readonly address: string;
  close(): void;
}

/** Milliseconds to wait for the first answer, and at most between two attempts to reach a server that was there before. */
const FIRST_ANSWER = 10_000;
const RETRY = 2_000;

/**
 * Connects to the server. A connection that breaks later is made again, however long that takes; what was asked meanwhile waits.
 * @throws UsageError where the address is none, or nobody answers there as a Redis server does
 */
export async function connectRedis(
  { url, ca, cert, key, prefix }: RedisSettings,
  onNote: (note: Localized) => void,
): Promise<Connection> {
  const address = addressOf(url);
  let reached = false;
  let isTold = false;
  const options = {
    lazyConnect: true,
    connectTimeout: FIRST_ANSWER,
    // BullMQ's condition for connections that wait for work.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (reached ? Math.min(times * 100, RETRY) : null),
    ...(await tlsOf(url, { ca, cert, key })),
  };
  const redis = new Redis(url, options);
  let lastError: unknown = null;
  redis.on('error', (error) => {
    lastError = error;
  });
  redis.on('close', () => {
    if (!reached || isTold || redis.status === 'end') return;
    isTold = true;
    onNote(lostMessage(address));
  });
  redis.on('ready', () => {
    if (isTold) onNote(backMessage(address));
    isTold = false;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new UsageError(unreachedMessage(address, lastError ?? error));
  }
  reached = true;
  return {
    redis,
    prefix,
    address,
    close() {
      reached = false;
      redis.disconnect();
    },
  };
}

/** @throws UsageError */
function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && ['redis:', 'rediss:'].includes(parsed.protocol) && parsed.hostname !== '')
    return `${parsed.protocol}//${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}`;
  throw new UsageError({
    ko: 'Redis 주소는 redis://호스트:포트 또는 rediss://호스트:포트 꼴로 씁니다. 비밀번호는 redis://:비밀번호@호스트처럼 넣습니다.',
    en: 'The address of Redis is written redis://host:port or rediss://host:port, with a password as in redis://:password@host.',
  });
}

async function tlsOf(
  url: string,
  files: { readonly ca: string | undefined; readonly cert: string | undefined; readonly key: string | undefined },
): Promise<{ readonly tls?: Record<string, Buffer> }> {
  const given = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length === 0) return {};
  if (!url.startsWith('rediss:'))
    throw new UsageError({
      ko: '--redis-ca, --redis-cert, --redis-key는 rediss:// 주소(TLS)와 함께 씁니다.',
      en: '--redis-ca, --redis-cert and --redis-key go with an address of rediss:// (TLS).',
    });
  return { tls: Object.fromEntries(await Promise.all(given.map(async ([name, file]) => [name, await readPem(file)]))) };
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new UsageError({ ko: `인증서 파일을 읽을 수 없습니다: ${file}`, en: `The certificate file cannot be read: ${file}` });
  }
}

function unreachedMessage(address: string, error: unknown): Localized {
  const detail = error instanceof Error ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name) : String(error);
  const isRefused = /NOAUTH|WRONGPASS|invalid password|invalid username-password|without any password|NOPERM/u.test(detail);
  if (isRefused)
    return {
      ko: `Redis 서버가 로그인을 거절했습니다(${address}). 주소에 사용자와 비밀번호가 맞는지 확인하십시오: ${detail}`,
      en: `The Redis server refused the login (${address}). Check the user and the password in the address: ${detail}`,
    };
  return {
    ko: `Redis 서버에 연결할 수 없습니다(${address}). 서버가 켜져 있는지, 주소와 TLS 여부가 맞는지 확인하십시오: ${detail}`,
    en: `The Redis server cannot be reached (${address}). Check that it runs, and the address and TLS: ${detail}`,
  };
}

const lostMessage = (address: string): Localized => ({
  ko: `Redis 서버와 연결이 끊어졌습니다(${address}). 다시 연결될 때까지 기다립니다.`,
  en: `The connection to the Redis server is lost (${address}). Waiting until it is back.`,
});

const backMessage = (address: string): Localized => ({
  ko: `Redis 서버와 다시 연결되었습니다(${address}).`,
  en: `The connection to the Redis server ${address} is back.`,
});
