import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '@jatdae/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bucket, serveBucket, serveFiles, type WebServer } from './testing/servers.js';
import { zipOf } from './testing/zip.js';
import { validate } from './validate.js';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const folderOf = (name: string): string => join(fixtures, name, 'deliverable');
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
// What is told of a delivery without a manifest names what was looked through.
const names = readdirSync(fixtures).filter((name) => existsSync(folderOf(name)) && filesOf(folderOf(name)).some(isManifest));

function isManifest(path: string): boolean {
  return /^benchmark\.(?:ya?ml|json)$/u.test(path);
}

let web: WebServer;
let bucket: Bucket;

beforeAll(async () => {
  web = await serveFiles([]);
  bucket = await serveBucket();
  Object.assign(process.env, bucket.environment);
});

afterAll(async () => {
  for (const name of Object.keys(bucket.environment)) delete process.env[name];
  await Promise.all([web.close(), bucket.close()]);
});

const judge = async (target: string): Promise<string> => {
  const { run: _, ...rest }: Report = (await validate(target, { language: 'ko', engine: 'inline' })).report;
  return JSON.stringify(rest);
};

it.each(names)('%s is judged alike in a folder, in a bucket and as a zip on a web server', async (name) => {
  const plain = await judge(folderOf(name));
  const files = Object.fromEntries(filesOf(folderOf(name)).map((path) => [path, readFileSync(join(folderOf(name), path))]));
  for (const [path, bytes] of Object.entries(files)) await bucket.put(`${name}/${path}`, bytes);
  web.files.set(`${name}.zip`, zipOf(files));
  expect(await judge(`${bucket.address}/${name}/`)).toBe(plain);
  expect(await judge(`${web.origin}/${name}.zip`)).toBe(plain);
});
