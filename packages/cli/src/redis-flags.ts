/** How `validate --engine bullmq` and `worker` reach the server and the folder that all hosts share. */
export interface RedisFlags {
  readonly redis?: string;
  readonly redisCa?: string;
  readonly redisCert?: string;
  readonly redisKey?: string;
  readonly redisPrefix: string;
  readonly store?: string;
}

export interface WorkerFlags extends RedisFlags {
  readonly jobs?: number;
  readonly lease: number;
  readonly idleExit?: number;
}
