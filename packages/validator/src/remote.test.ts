import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Report } from '@jatdae/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError, type ValidateOptions } from './options.js';
import { itemOf, manifestText } from './testing/folder.js';
import { type Bucket, serveBucket, serveFiles, type WebServer } from './testing/servers.js';
import { zipOf } from './testing/zip.js';
import { validate } from './validate.js';

const lines = (from: number, to: number, more: object = {}): string =>
  Array.from({ length: to - from }, (_, k) => `${JSON.stringify(itemOf(from + k, more))}\n`).join('');
const resource = (path: string, more: object = {}): object => ({
  path,
  subMetric: { field: 'sub_metric' },
  split: { field: 'split' },
  fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
  ...more,
});
const NAMED = '자료/문항 1+2%.jsonl';
const manifest = manifestText(
  {},
  {
    resources: [
      resource(NAMED, { schema: 'schemas/item.json' }),
      resource('자료/b.jsonl'),
      resource('자료/c.zip!/**/*.jsonl'),
      resource('자료/없음.jsonl'),
      resource('자료/빈.jsonl'),
    ],
  },
);
const files: Readonly<Record<string, string | Uint8Array>> = {
  'benchmark.json': manifest,
  'schemas/item.json': JSON.stringify({ properties: { question: { minLength: 9 } } }),
  // Some questions are too short, twenty ids come twice, one line is no JSON.
  [NAMED]: `${lines(0, 300)}{"id": \n`,
  '자료/b.jsonl': lines(280, 400, { split: 'leaderboard' }),
  '자료/빈.jsonl': '',
  '자료/c.zip': zipOf({ '안/a.jsonl': lines(500, 550), '안/b.jsonl': lines(550, 600) }),
};

let folder: string;
let web: WebServer;
let bucket: Bucket;
let plain: Report;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-원격-'));
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'plain', path)), { recursive: true });
    await writeFile(join(folder, 'plain', path), bytes);
  }
  plain = await judge(join(folder, 'plain'));
  const zip = zipOf(files);
  await writeFile(join(folder, '납품.zip'), zip);
  const bytes = Object.entries(files).map(([path, content]) => [path, new Uint8Array(Buffer.from(content))] as const);
  web = await serveFiles([...bytes.map(([path, content]) => [`넷/${path}`, content] as const), ['납품.zip', zip]]);
  bucket = await serveBucket();
  Object.assign(process.env, bucket.environment);
  for (const [path, content] of bytes) await bucket.put(`접두 a/${path}`, content);
  await bucket.put('접두 b/other.txt', 'other');
  await bucket.put('납품.zip', zip);
});

afterAll(async () => {
  for (const name of Object.keys(bucket.environment)) delete process.env[name];
  await Promise.all([web.close(), bucket.close()]);
  rmSync(folder, { recursive: true });
});

const judge = async (target: string, more: Partial<ValidateOptions> = {}): Promise<Report> =>
  (await validate(target, { language: 'ko', engine: 'inline', receipt: true, ...more })).report;
const withoutRun = ({ run: _, ...rest }: Report): string => JSON.stringify(rest);

const sources: readonly (readonly [string, () => string])[] = [
  ['a zip', () => join(folder, '납품.zip')],
  ['a zip on a web server', () => `${web.origin}/납품.zip`],
  ['a manifest on a web server', () => `${web.origin}/넷/benchmark.json`],
  ['a folder on a web server', () => `${web.origin}/넷/`],
  ['a prefix of a bucket', () => `${bucket.address}/접두 a/`],
  ['a prefix without its slash', () => `${bucket.address}/접두 a`],
  ['a manifest in a bucket', () => `${bucket.address}/접두 a/benchmark.json`],
  ['a zip in a bucket', () => `${bucket.address}/납품.zip`],
];

it('has something to compare: the report of the folder', () => {
  expect([...new Set(plain.findings.map(({ code }) => code))]).toEqual(
    expect.arrayContaining(['M004', 'F007', 'F009', 'I001', 'I002', 'H003']),
  );
  expect(plain.deliverable?.root).toMatch(/^[0-9a-f]{64}$/u);
});

it.each(sources)('%s gives the report of the folder, with one thread and with two', async (_, target) => {
  expect(withoutRun(await judge(target()))).toBe(withoutRun(plain));
  const two = await judge(target(), { engine: 'threads', jobs: 2, splitBytes: 8 << 10 });
  expect(two.run.jobs).toBe(2);
  expect(withoutRun(two)).toBe(withoutRun(plain));
});

it('reads of a large zip only what it needs, and all of it for a receipt', async () => {
  const zip = zipOf({ ...files, '쓰지 않음.bin': randomBytes(40 << 20) });
  web.files.set('큰.zip', zip);
  web.served = 0;
  const report = await judge(`${web.origin}/큰.zip`, { receipt: false });
  expect(report.deliverable?.items).toBe(521);
  expect(web.served).toBeGreaterThan(0);
  // Also where fleets read it, too (`scripts/fleet-tests.ts`).
  expect(web.served).toBeLessThan(zip.length / 10);
  await bucket.put('큰.zip', zip);
  expect(withoutRun(await judge(`${bucket.address}/큰.zip`, { receipt: false }))).toBe(withoutRun(report));
  const whole = await judge(`${bucket.address}/큰.zip`);
  await writeFile(join(folder, '큰.zip'), zip);
  expect(whole.deliverable?.root).toBe((await judge(join(folder, '큰.zip'))).deliverable?.root);
});

it('fetches what a server gives only whole into a temporary file, says so, and comes to the same report', async () => {
  web.ranges = false;
  try {
    for (const target of [`${web.origin}/납품.zip`, `${web.origin}/넷/benchmark.json`]) {
      const notes: string[] = [];
      const report = await judge(target, { onNote: ({ ko }) => notes.push(ko), engine: 'threads', jobs: 2 });
      expect(withoutRun(report)).toBe(withoutRun(plain));
      expect(notes.length).toBeGreaterThan(0);
      expect(notes[0]).toContain('임시 폴더에 내려받았습니다');
    }
  } finally {
    web.ranges = true;
  }
});

it('lists a bucket to its end: 1,050 labels, more than a page holds', async () => {
  const text = manifestText({}, { resources: [resource('라벨/**/*.json')] });
  await bucket.put('많음/benchmark.json', text);
  const put = async (k: number): Promise<void> => bucket.put(`많음/라벨/${k % 7}/문항 ${k}+%20.json`, JSON.stringify(itemOf(k)));
  for (let k = 0; k < 1050; k += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => put(k + i)));
  const report = await judge(`${bucket.address}/많음/`, { receipt: false });
  expect(report.deliverable).toMatchObject({ files: 1051, items: 1050 });
  expect(report.findings.filter(({ code }) => /^[MF]/u.test(code))).toEqual([]);
  expect(report.complete).toBe(true);
});

const changing: readonly (readonly [string, () => string, string, () => Promise<void>])[] = [
  ['in a folder', () => join(folder, 'plain'), '자료/b.jsonl', () => writeFile(join(folder, 'plain/자료/b.jsonl'), '{}\n')],
  [
    'that is an archive in a folder',
    () => join(folder, 'plain'),
    '자료/c.zip',
    () => writeFile(join(folder, 'plain/자료/c.zip'), 'PK'),
  ],
  ['that is the delivered zip', () => join(folder, '납품.zip'), '납품.zip', () => writeFile(join(folder, '납품.zip'), 'PK')],
  [
    'on a web server',
    () => `${web.origin}/넷/benchmark.json`,
    '자료/b.jsonl',
    async () => void web.files.set('넷/자료/b.jsonl', Buffer.from('{}\n')),
  ],
  ['that left a web server', () => `${web.origin}/넷/benchmark.json`, NAMED, async () => void web.files.delete(`넷/${NAMED}`)],
  [
    'that is a zip on a web server',
    () => `${web.origin}/납품.zip`,
    '납품.zip',
    async () => void web.files.set('납품.zip', zipOf({ a: 'a' })),
  ],
  ['in a bucket', () => `${bucket.address}/접두 a/`, '자료/b.jsonl', () => bucket.put('접두 a/자료/b.jsonl', '{}\n')],
  ['that is a zip in a bucket', () => `${bucket.address}/납품.zip`, '납품.zip', () => bucket.put('납품.zip', zipOf({ a: 'a' }))],
];

// Each spoils what it reads, so these come last among the tests of good data.
it.each(changing)('F010: a file %s that changes after it was read', async (_, target, path, change) => {
  let changed: Promise<void> | null = null;
  const first = await judge(target(), { receipt: false });
  expect(first.findings.filter(({ code, place }) => code === 'F010' && place?.path === path)).toEqual([]);
  const report = await judge(target(), {
    receipt: false,
    engine: 'threads',
    jobs: 1,
    onProgress: ({ phase }) => {
      if (phase === 'confirm') changed ??= change();
    },
  });
  await changed;
  expect(report.findings.filter(({ code }) => code === 'F010').map(({ place }) => place?.path)).toEqual([path]);
  expect(report.complete).toBe(false);
});

const refusal = async (target: string): Promise<string> => {
  const error = await judge(target).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { ko, en } = (error as UsageError).localized;
  return `${ko}\n${en}`;
};

it.each([
  [401, '접근을 거부', 'denies access'],
  [403, '접근을 거부', 'denies access'],
  [404, '그런 파일이 없습니다', 'no such file'],
])('says in words why a deliverable cannot be had: %i', async (status, ko, en) => {
  web.refused.set('닫힘.zip', status);
  web.files.set('닫힘.zip', Buffer.from('a'));
  const words = await refusal(`${web.origin.replace('//', '//user:hunter2@')}/닫힘.zip?X-Amz-Signature=deadbeef`);
  expect(words).toContain(ko);
  expect(words).toContain(en);
  expect(words).not.toMatch(/hunter2|deadbeef|user/u);
  expect(await refusal(`${bucket.address}2/a.zip`)).toContain('그런 파일이 없습니다');
});

it('tells what to do where the secret key is wrong', async () => {
  process.env.AWS_SECRET_ACCESS_KEY = 'wrong-secret';
  try {
    const words = await refusal(`${bucket.address}/접두 a/`);
    expect(words).toContain('AWS_SECRET_ACCESS_KEY');
    expect(words).not.toContain('wrong-secret');
  } finally {
    Object.assign(process.env, bucket.environment);
  }
});

it('cannot list a folder of a web server, and says what to do instead', async () => {
  web.files.set('별/benchmark.json', Buffer.from(manifestText()));
  const words = await refusal(`${web.origin}/별/benchmark.json?key=secret`);
  expect(words).toContain('data/*.jsonl');
  expect(words).toContain('zip 하나로 묶어');
  expect(words).not.toContain('secret');
});

it('a resource that the server keeps to itself is F005, and one that is not there M004', async () => {
  const text = manifestText({}, { resources: [resource('a.jsonl'), resource('b.jsonl'), resource('c.jsonl')] });
  web.files.set('반/benchmark.json', Buffer.from(text));
  for (const name of ['a.jsonl', 'b.jsonl']) web.files.set(`반/${name}`, Buffer.from(lines(0, 10)));
  web.refused.set('반/b.jsonl', 403);
  const report = await judge(`${web.origin}/반/benchmark.json`, { receipt: false });
  const found = report.findings.filter(({ code }) => code === 'F005' || code === 'M004');
  expect(found.map(({ code, place }) => `${code} ${place?.path}`)).toEqual(['F005 b.jsonl', 'M004 benchmark.json']);
  expect(report.complete).toBe(false);
});

it('a server that fails in the middle leaves F005 and an incomplete run, plain or compressed', async () => {
  const text = manifestText({}, { resources: [resource('a.jsonl'), resource('b.jsonl'), resource('c.jsonl.gz')] });
  web.files.set('도중/benchmark.json', Buffer.from(text));
  for (const name of ['a.jsonl', 'b.jsonl']) web.files.set(`도중/${name}`, Buffer.from(lines(0, 10)));
  web.files.set('도중/c.jsonl.gz', gzipSync(lines(0, 10)));
  const report = await judge(`${web.origin}/도중/benchmark.json`, {
    receipt: false,
    onProgress: ({ phase }) => {
      if (phase !== 'scan') return;
      for (const name of ['b.jsonl', 'c.jsonl.gz']) web.refused.set(`도중/${name}`, 403);
    },
  });
  const lost = report.findings.filter(({ code }) => code === 'F005');
  expect(lost.map(({ place, data }) => [place?.path, data.reason])).toEqual([
    ['b.jsonl', 'unreadable'],
    ['c.jsonl.gz', 'unreadable'],
  ]);
  expect(report.complete).toBe(false);
});

it('no part of a report holds the address, its password or its signature', async () => {
  web.files.set('또.zip', zipOf({ 'benchmark.json': manifestText(), 'data/a.jsonl': lines(0, 20) }));
  const report = await judge(`${web.origin.replace('//', '//user:hunter2@')}/또.zip?X-Amz-Signature=deadbeef`, {
    onProgress: ({ phase }) => {
      if (phase === 'confirm') web.files.set('또.zip', zipOf({ a: 'b' }));
    },
  });
  expect(report.findings.map(({ code }) => code)).toContain('F010');
  expect(JSON.stringify(report)).not.toMatch(/hunter2|deadbeef|127\.0\.0\.1/u);
});
