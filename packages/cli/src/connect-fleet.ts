import { stat } from 'node:fs/promises';
import { type Connection, connectRedis } from '@jatdae/cluster';
import type { Context } from './context.js';
import type { RedisFlags } from './redis-flags.js';
import { wrongUsage } from './usage.js';

/** @throws UsageFailure, UsageError where the flags lead to no server */
export async function connectFleet(flags: RedisFlags, { note }: Context): Promise<Connection> {
  const { redis: url, redisCa: ca, redisCert: cert, redisKey: key, redisPrefix: prefix, store } = flags;
  if (url === undefined || url === '')
    throw wrongUsage(
      '어느 Redis 서버를 쓸지 --redis redis://호스트:포트나 환경 변수 JATDAE_REDIS로 알려 주십시오.',
      'Name the Redis server: --redis redis://host:port, or JATDAE_REDIS in the environment.',
    );
  if (!/^[\w.-]+$/u.test(prefix))
    throw wrongUsage(
      `--redis-prefix에는 글자, 숫자, ., _, -만 씁니다: ${prefix}`,
      `--redis-prefix takes letters, digits, dots, underscores and hyphens only, not ${prefix}`,
    );
  if (store !== undefined && (await stat(store).catch(() => null))?.isDirectory() !== true)
    throw wrongUsage(`--store에 적은 폴더가 없습니다: ${store}`, `--store names no folder: ${store}`);
  return connectRedis(
    {
      url,
      prefix,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
    note,
  );
}
