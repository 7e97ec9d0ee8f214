import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chunkBytesFor } from './finish/hash-files.js';
import { hashDeliverable } from './hash-deliverable.js';
import { UsageError } from './options.js';
import { type Bucket, serveBucket, serveFiles, type WebServer } from './testing/servers.js';
import { zipOf } from './testing/zip.js';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const CHUNK = 4096;
const long = Buffer.from(Array.from({ length: 10_000 }, (_, k) => k % 251));
const FILES: Readonly<Record<string, Uint8Array>> = {
  'benchmark.yaml': Buffer.from('not: a manifest that anybody could use\n'),
  '자료/문항 1+2%.jsonl': long,
  '자료/빈.jsonl': new Uint8Array(0),
  '자료/압축.jsonl.gz': gzipSync('{}\n'),
};
const expected = Object.keys(FILES);
const hashed = expected
  .map((path) => {
    const bytes = Buffer.from(FILES[path]!);
    const chunks = [0, 1, 2].map((k) => sha(bytes.subarray(k * CHUNK, (k + 1) * CHUNK)));
    return { path, hash: { bytes: bytes.length, sha256: sha(bytes), chunks: bytes.length <= CHUNK ? [] : chunks } };
  })
  .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));

let folder: string;
let web: WebServer;
let bucket: Bucket;
const hash = (target: string) =>
  hashDeliverable(target, { chunkBytes: CHUNK, expected, signal: new AbortController().signal, temp: join(folder, 'temp') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-해시-'));
  await mkdir(join(folder, 'temp'));
  for (const [path, bytes] of Object.entries(FILES)) {
    // As a Mac would name them.
    const at = join(folder, 'plain', path.normalize('NFD'));
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, bytes);
  }
  const zip = zipOf(FILES);
  await writeFile(join(folder, '납품.zip'), zip);
  const served = Object.entries(FILES).map(([path, bytes]) => [`d/${path}`, bytes] as const);
  web = await serveFiles([...served, ['납품.zip', zip], ['d/more.jsonl', long]]);
  bucket = await serveBucket();
  Object.assign(process.env, bucket.environment);
  for (const [path, bytes] of served) await bucket.put(path, bytes);
});
afterAll(async () => {
  for (const name of Object.keys(bucket.environment)) delete process.env[name];
  await Promise.all([web.close(), bucket.close()]);
  await rm(folder, { recursive: true });
});

it('gives a folder, its manifest, an archive and its address the same hashes, whatever the manifest says', async () => {
  const targets = [
    join(folder, 'plain'),
    join(folder, 'plain', 'benchmark.yaml'),
    join(folder, '납품.zip'),
    `${web.origin}/납품.zip`,
    `${bucket.address}/d/`,
  ];
  for (const target of targets) expect(await hash(target), target).toEqual({ files: hashed, listed: true });
});

it('looks for the expected files on a server that lists nothing, and says that there may be others', async () => {
  expect(await hash(`${web.origin}/d/`)).toEqual({ files: hashed, listed: false });
  web.ranges = false;
  expect(await hash(`${web.origin}/d/`)).toEqual({ files: hashed, listed: false });
  web.ranges = true;
  expect(await readdir(join(folder, 'temp'))).toEqual([]);
});

it('leaves a file out that the server no longer has, and has no hash of one that it does not give', async () => {
  web.files.delete('d/자료/빈.jsonl');
  web.refused.set('d/자료/압축.jsonl.gz', 403);
  const { files } = await hash(`${web.origin}/d/`);
  expect(files.map(({ path, hash: found }) => [path, found === null])).toEqual([
    ['benchmark.yaml', false],
    ['자료/문항 1+2%.jsonl', false],
    ['자료/압축.jsonl.gz', true],
  ]);
});

it('says what is not there, or no archive', async () => {
  await expect(hash(join(folder, '없음'))).rejects.toThrow(UsageError);
  await expect(hash(join(folder, 'plain', '자료'.normalize('NFD'), '빈.jsonl'))).rejects.toThrow(UsageError);
});

it('keeps the chunks of a deliverable few, and none smaller than 16 KiB', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 46 }), (bytes) => {
      const size = chunkBytesFor(bytes);
      expect(size).toBeGreaterThanOrEqual(16 << 10);
      expect(bytes / size).toBeLessThanOrEqual(1 << 14);
      if (size > 16 << 10) expect(bytes / (size / 2)).toBeGreaterThan(1 << 14);
    }),
  );
});
