import { readFile } from 'node:fs/promises';
import { UsageError } from '@jatdae/validator';
import type { ClientOptions } from './client.js';

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
  /** milliseconds without an answer after which a connection counts as broken */
  readonly silence?: number;
}

const NONE = {
  ko: 'Redis 주소는 redis://호스트:포트 또는 rediss://호스트:포트 꼴로 씁니다. 비밀번호는 redis://:비밀번호@호스트처럼 넣습니다.',
  en: 'The address of Redis is written redis://host:port or rediss://host:port, with a password as in redis://:password@host.',
};

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && ['redis:', 'rediss:'].includes(parsed.protocol) && parsed.hostname !== '' && databaseOf(parsed) !== null)
    return parsed;
  throw new UsageError(NONE);
}

/** null: none */
function databaseOf({ pathname }: URL): number | null {
  const number = pathname.replace(/^\/$/u, '').replace(/^\//u, '');
  return /^\d*$/u.test(number) ? Number(number) : null;
}

/**
 * The address without its password.
 * @throws UsageError where it is none
 */
export function addressOf(url: string): string {
  const { protocol, host, pathname } = parse(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

/** @throws UsageError where the address is none, or a file cannot be read */
export async function clientOptions({ url, ca, cert, key }: RedisSettings): Promise<ClientOptions> {
  const parsed = parse(url);
  const { protocol, hostname, port, username, password } = parsed;
  const tls = await tlsOf(protocol === 'rediss:', { ca, cert, key });
  return {
    // An IPv6 address stands in brackets.
    host: hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: port === '' ? 6379 : Number(port),
    db: databaseOf(parsed) ?? 0,
    ...(username === '' ? {} : { username: decoded(username) }),
    ...(password === '' ? {} : { password: decoded(password) }),
    ...(tls === null ? {} : { tls }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError({
      ko: 'Redis 주소의 사용자와 비밀번호에서 %는 %25로, @는 %40으로, /는 %2F로 씁니다.',
      en: 'In the user and the password of the address of Redis, % is written %25, @ is %40 and / is %2F.',
    });
  }
}

async function tlsOf(
  isTls: boolean,
  files: { readonly ca: string | undefined; readonly cert: string | undefined; readonly key: string | undefined },
): Promise<Record<string, Buffer> | null> {
  const given = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length > 0 && !isTls)
    throw new UsageError({
      ko: '--redis-ca, --redis-cert, --redis-key는 rediss:// 주소(TLS)와 함께 씁니다.',
      en: '--redis-ca, --redis-cert and --redis-key go with an address of rediss:// (TLS).',
    });
  if ((files.cert === undefined) !== (files.key === undefined))
    throw new UsageError({
      ko: '--redis-cert와 --redis-key는 함께 씁니다.',
      en: '--redis-cert and --redis-key go together.',
    });
  return isTls ? Object.fromEntries(await Promise.all(given.map(async ([name, file]) => [name, await readPem(file)]))) : null;
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new UsageError({ ko: `인증서 파일을 읽을 수 없습니다: ${file}`, en: `The certificate file cannot be read: ${file}` });
  }
}
