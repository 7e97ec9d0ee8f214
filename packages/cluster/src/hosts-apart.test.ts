import type { ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithHosts, makeHosts } from './testing/namespaces.js';
import { describeWithRedis, killed, startRedis } from './testing/redis.js';

const FILES = 120;

describeWithRedis('hosts with addresses of their own', () => {
  describeWithHosts('in network namespaces', () => {
    it('give the same report when one is cut off in the middle and comes back', async () => {
      const hosts = makeHosts(2);
      const redis = await startRedis('--bind', '127.0.0.1', hosts.address, '--protected-mode', 'no');
      const many = await writeMany(FILES);
      const workers: ChildProcess[] = [];
      try {
        const url = redis.url.replace('127.0.0.1', hosts.address);
        for (const host of [0, 1]) workers.push(await startWorkerProcess(url, { through: hosts.on(host) }));
        const client = new Redis(redis.url);
        const connected = await client.client('LIST');
        client.disconnect();
        for (const end of ['.2', '.3']) expect(connected).toContain(`addr=${hosts.address.replace(/\.1$/u, end)}:`);
        const onProgress = ({ filesDone }: { readonly filesDone: number }): void => {
          if (filesDone === FILES / 4) hosts.cutOff(0);
          if (filesDone === FILES / 2) hosts.bringBack(0);
        };
        const { report } = await validateWithFleet(redis.url, many.root, {}, { splitBytes: ONE_FILE, onProgress });
        expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root)));
      } finally {
        for (const worker of workers) await killed(worker);
        await redis.stop();
        await many.remove();
        hosts.remove();
      }
    }, 180_000);
  });
});
