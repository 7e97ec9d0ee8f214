import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashDeliverable } from './hash-deliverable.js';
import type { ValidateOptions } from './options.js';
import { itemOf, manifestText } from './testing/folder.js';
import { serveFiles, type WebServer } from './testing/servers.js';
import { zipOf } from './testing/zip.js';
import { validate } from './validate.js';

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, k) => `${JSON.stringify(itemOf(from + k))}\n`).join('');
const resource = (path: string): object => ({
  path,
  subMetric: { field: 'sub_metric' },
  split: { field: 'split' },
  fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
});
const PATHS = ['자료/긴.jsonl', '자료/짧은.jsonl', '자료/빈.jsonl', '자료/압축.jsonl.gz', '자료/잘린.jsonl.gz'];
const squeezed = gzipSync(lines(900, 950));
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'benchmark.json': manifestText({}, { resources: PATHS.map(resource) }),
  '자료/긴.jsonl': lines(0, 600),
  '자료/짧은.jsonl': lines(600, 650),
  '자료/빈.jsonl': '',
  '자료/압축.jsonl.gz': squeezed,
  // What the reader gives up on is hashed to its end all the same.
  '자료/잘린.jsonl.gz': squeezed.subarray(0, squeezed.length - 9),
  '적지 않은 파일.txt': 'nobody declares it',
};

let folder: string;
let web: WebServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-함께-'));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, 'd', path)), { recursive: true });
    await writeFile(join(folder, 'd', path), content);
  }
  await writeFile(join(folder, 'd.zip'), zipOf(FILES));
  web = await serveFiles(Object.entries(FILES).map(([path, content]) => [`d/${path}`, new Uint8Array(Buffer.from(content))]));
});
afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

async function delivered(target: string, more: Partial<ValidateOptions> = {}) {
  const result = await validate(target, { language: 'en', receipt: 'chunks', engine: 'inline', ...more });
  if (result.status !== 'judged' || result.delivered === null) throw new Error(result.status);
  return result.delivered;
}

it('hashes while it scans as it hashes by itself, however files are cut and shared among threads', async () => {
  const root = join(folder, 'd');
  const { chunkBytes, files } = await delivered(root);
  const { files: expected } = await hashDeliverable(root, { chunkBytes, expected: [], signal: new AbortController().signal });
  expect(files).toEqual(expected);
  expect(files.find(({ path }) => path === '자료/긴.jsonl')?.hash?.chunks.length).toBeGreaterThan(1);
  expect((await delivered(root, { splitBytes: 8 << 10 })).files).toEqual(expected);
  expect((await delivered(root, { splitBytes: 8 << 10, engine: 'threads', jobs: 2 })).files).toEqual(expected);
  expect((await delivered(join(folder, 'd.zip'))).files).toEqual(expected);
});

it('fetches from a server nothing more than the scan does, but for what is no item', async () => {
  const servedFor = async (receipt: false | 'chunks'): Promise<number> => {
    web.served = 0;
    await validate(`${web.origin}/d/`, { language: 'en', engine: 'inline', receipt });
    return web.served;
  };
  const scan = await servedFor(false);
  expect(await servedFor('chunks')).toBe(scan + Buffer.byteLength(FILES['benchmark.json'] ?? ''));
});

it('leaves files without a hash, and the report without a root, where it is interrupted', async () => {
  const controller = new AbortController();
  controller.abort();
  const stopped = await validate(join(folder, 'd'), { language: 'en', receipt: true, signal: controller.signal }).catch(
    ({ name }: Error) => name,
  );
  if (stopped !== 'AbortError') expect(stopped).toMatchObject({ report: { complete: false, deliverable: { root: null } } });
});
