import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bucket, serveBucket, serveFiles, type WebServer } from '@jatdae/validator/testing/servers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ONE_FILE, writeMany } from './testing/deliverable.js';
import { startWorkerProcess, validateInline, validateWithFleet } from './testing/fleet.js';
import { describeWithRedis, killed, startRedis, type TestRedis } from './testing/redis.js';

const FILES = 9;

/** A web server lists no folders. */
const eachByName = (manifest: string, names: readonly string[]): string =>
  manifest.replace(/ {2}- path: data.*\n((?: {4}.*\n)+)/u, (_, rest: string) =>
    names.map((name) => `  - path: ${JSON.stringify(name)}\n${rest}`).join(''),
  );

describeWithRedis('a delivery that no host has as files', () => {
  let redis: TestRedis;
  let many: Awaited<ReturnType<typeof writeMany>>;
  let web: WebServer;
  let bucket: Bucket;
  let workers: ChildProcess[];
  /** by name in the deliverable, the manifest first */
  let files: readonly (readonly [string, Uint8Array])[];

  beforeAll(async () => {
    [redis, many, bucket] = await Promise.all([startRedis(), writeMany(FILES, (k) => `문항 ${k}`), serveBucket()]);
    Object.assign(process.env, bucket.environment);
    const names = (await readdir(join(many.root, 'data'))).sort().map((name) => `data/${name}`);
    files = await Promise.all(
      ['benchmark.yaml', ...names].map(async (name) => [name, new Uint8Array(await readFile(join(many.root, name)))] as const),
    );
    for (const [name, bytes] of files) await bucket.put(`납품/${name}`, bytes);
    web = await serveFiles(files.map(([name, bytes]) => [`납품/${name}`, bytes]));
    const manifest = await readFile(join(many.root, 'benchmark.yaml'), 'utf8');
    web.files.set('납품/benchmark.yaml', new TextEncoder().encode(eachByName(manifest, names)));
    workers = await Promise.all([0, 1].map(() => startWorkerProcess(redis.url, { env: bucket.environment })));
  });

  afterAll(async () => {
    for (const name of Object.keys(bucket.environment)) delete process.env[name];
    await Promise.all(workers.map((worker) => killed(worker)));
    await Promise.all([redis.stop(), many.remove(), web.close(), bucket.close()]);
  });

  it('is read by workers from a bucket, with the report of a folder', async () => {
    const expected = JSON.stringify(await validateInline(many.root));
    const { report } = await validateWithFleet(redis.url, `${bucket.address}/납품/`, {}, { splitBytes: ONE_FILE });
    expect(JSON.stringify(report)).toBe(expected);
  }, 120_000);

  it('is not read by them where an object became another once the run was planned', async () => {
    const prefix = '바뀐 납품';
    for (const [name, bytes] of files) await bucket.put(`${prefix}/${name}`, bytes);
    const changed = files.at(-1)?.[0] ?? '';
    const { report, notes } = await validateWithFleet(
      redis.url,
      `${bucket.address}/${prefix}/`,
      {},
      { splitBytes: ONE_FILE },
      () => bucket.put(`${prefix}/${changed}`, '{"id": "another"}\n'),
    );
    expect(report.complete).toBe(false);
    expect(notes.map(({ en }) => en)).toContainEqual(expect.stringMatching(/hosts see other files/u));
    expect(report.findings.map(({ code, place }) => [code, place?.path])).toContainEqual(['F010', changed]);
  }, 120_000);

  it('is read by workers from a web server, in ranges', async () => {
    const expected = JSON.stringify(await validateInline(`${web.origin}/납품/benchmark.yaml`));
    const before = web.requests.length;
    const { report } = await validateWithFleet(redis.url, `${web.origin}/납품/benchmark.yaml`, {}, { splitBytes: ONE_FILE });
    expect(JSON.stringify(report)).toBe(expected);
    expect(web.requests.slice(before).some(({ headers }) => headers.range !== undefined)).toBe(true);
  }, 120_000);
});
