import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheOf, openBundle } from './bundle.js';

let folder = '';

/** `greeting` keeps V8 from taking over what it compiled of the same text before, cache or not. */
async function writeFiles(greeting: string): Promise<void> {
  const words = `exports.greet = (name) => '${greeting}, ' + name; exports.place = require('node:path').basename(__filename);`;
  await writeFile(join(folder, 'words.cjs'), words);
  const entry = "const words = require('./words.cjs'); exports.say = () => words.greet('잣대'); exports.words = words;";
  await writeFile(join(folder, 'entry.cjs'), entry);
}

beforeEach(async () => {
  folder = (await mkdtemp(join(tmpdir(), '묶음 시험-'))) + sep;
  await writeFiles('안녕');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Entry {
  readonly say: () => string;
  readonly words: { readonly place: string };
}

it('loads files that need each other, and the same one once', () => {
  const bundle = openBundle(folder);
  const entry = bundle.load('entry.cjs') as Entry;
  expect(entry.say()).toBe('안녕, 잣대');
  expect(bundle.load('words.cjs')).toBe(entry.words);
  expect(entry.words.place).toBe('words.cjs');
});

it('takes a code cache that fits', async () => {
  const first = openBundle(folder);
  (first.load('entry.cjs') as Entry).say();
  for (const [file, script] of first.scripts) await writeFile(cacheOf(join(folder, file)), script.createCachedData());
  const again = openBundle(folder);
  expect((again.load('entry.cjs') as Entry).say()).toBe('안녕, 잣대');
  expect([...again.scripts].map(([file, script]) => [file, script.cachedDataRejected])).toEqual([
    ['entry.cjs', false],
    ['words.cjs', false],
  ]);
});

it('does without one that is cut off, empty, or none at all', async () => {
  const first = openBundle(folder);
  (first.load('entry.cjs') as Entry).say();
  const cache = first.scripts.get('words.cjs')!.createCachedData();
  const wrong = { 반가워: cache.subarray(0, -8), 어서: cache.subarray(0, 40), 그래: Buffer.alloc(0), 오래간만: Buffer.from('?') };
  for (const [greeting, bytes] of Object.entries(wrong)) {
    await writeFiles(greeting);
    await writeFile(cacheOf(join(folder, 'words.cjs')), bytes);
    const bundle = openBundle(folder);
    expect((bundle.load('entry.cjs') as Entry).say()).toBe(`${greeting}, 잣대`);
    expect(bundle.scripts.get('words.cjs')!.cachedDataRejected).toBe(true);
  }
});
