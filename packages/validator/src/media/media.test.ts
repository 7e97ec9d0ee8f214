import { readFileSync, writeFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { type Files, itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

const sample = (name: string): Uint8Array => readFileSync(new URL(`./samples/${name}`, import.meta.url));
const picture = sample('picture.png');
/** Another whole picture: what stands behind the end of a PNG is no part of it. */
const pictureOf = (k: number): Uint8Array => Buffer.concat([picture, Buffer.from(`${k}`)]);

const FIELDS = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' }, media: 'image' };
const manifest = (media: object = { root: 'media' }): string => manifestText({ fields: FIELDS }, { media });
const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');
const withMedia = (references: readonly unknown[]): string => lines(references.map((image, k) => itemOf(k, { image })));

async function judge(root: string, splitBytes = 1 << 20, engine: 'inline' | 'threads' = 'inline'): Promise<Report> {
  const result = await validate(root, { language: 'ko', engine, splitBytes, jobs: 2 });
  expect(result.status).toBe('judged');
  return result.report;
}

const judgeFiles = (files: Files): Promise<Report> => withFolder(files, (root) => judge(root));
const count = ({ rules }: Report, code: string): number | undefined => rules.find((rule) => rule.code === code)?.count;
const row = ({ requirements }: Report, id: string) => requirements.find((requirement) => requirement.id === id);
const placesOf = ({ findings }: Report, code: string): unknown[] =>
  findings
    .filter((finding) => finding.code === code)
    .map(({ place }) => (place.record === null ? place.path : [place.path, place.record]));

it('finds what is missing, unreadable, unused and used twice, each at its place', async () => {
  const report = await judgeFiles({
    'benchmark.yaml': manifest(),
    'data/a.jsonl': withMedia(['1.png', ['2.png', '가.png'], 'none.png', 'cut.png', 'wrong.png', '../../out.png', null]),
    'media/1.png': picture,
    'media/2.png': picture,
    'media/\u1100\u1161.png': pictureOf(3),
    'media/cut.png': picture.subarray(0, 200),
    'media/wrong.png': sample('picture.jpg'),
    'media/unused/4.png': pictureOf(4),
  });
  expect(placesOf(report, 'A001')).toEqual([['data/a.jsonl', 3]]);
  expect(placesOf(report, 'A002')).toEqual(['media/cut.png', 'media/wrong.png']);
  expect(placesOf(report, 'A003')).toEqual(['media/unused/4.png']);
  expect(placesOf(report, 'A004')).toEqual([['data/a.jsonl', 2]]);
  expect(placesOf(report, 'M005')).toEqual([['data/a.jsonl', 6]]);
  expect(count(report, 'M006')).toBe(0);
  expect(row(report, 'Q-MEDIA')).toMatchObject({ verdict: 'fail', measured: { share: 0.428571, references: 7, bad: 4 } });
});

it('points into the field that holds the reference', async () => {
  const fields = { ...FIELDS, media: ['image', 'more'] };
  const report = await judgeFiles({
    'benchmark.yaml': manifestText({ fields }, { media: { root: 'media' } }),
    'data/a.jsonl': lines([itemOf(0, { image: 'x.png', more: ['1.png', 'y.png'] }), itemOf(1, { more: "['z.png']" })]),
    'media/1.png': picture,
  });
  const pointers = report.findings.filter(({ code }) => code === 'A001').map(({ place }) => place.pointer);
  expect(pointers).toEqual(['/image', '/more/1', '/more']);
});

it('lets one bad reference in a hundred pass, and no more', async () => {
  const folder = (missing: number): Files => ({
    'benchmark.yaml': manifest(),
    'data/a.jsonl': withMedia(Array.from({ length: 200 }, (_, k) => (k < missing ? `none-${k}.png` : 'there.png'))),
    'media/there.png': picture,
  });
  expect(row(await judgeFiles(folder(2)), 'Q-MEDIA')).toMatchObject({ verdict: 'pass', measured: { share: 0.99, bad: 2 } });
  expect(row(await judgeFiles(folder(3)), 'Q-MEDIA')).toMatchObject({ verdict: 'fail', measured: { share: 0.985, bad: 3 } });
});

it('holds media to the minimum of the manifest', async () => {
  const report = await judgeFiles({
    'benchmark.yaml': manifest({ root: 'media', minimum: { width: 17, sampleRate: 8000 } }),
    'data/a.jsonl': withMedia(['small.png', 'sound.wav']),
    'media/small.png': picture,
    'media/sound.wav': sample('sound.wav'),
  });
  expect(placesOf(report, 'A005')).toEqual(['media/small.png']);
  expect(row(report, 'Q-MEDIA')).toMatchObject({ measured: { references: 2, bad: 1 } });
});

it('takes the same picture under two names for the same, and two pictures under one question for different items', async () => {
  const same = { question: '무엇입니까?' };
  const report = await judgeFiles({
    'benchmark.yaml': manifest(),
    'data/a.jsonl': lines([
      itemOf(0, { ...same, image: '1.png' }),
      itemOf(1, { ...same, image: '2.png' }),
      itemOf(2, { ...same, image: '3.png' }),
    ]),
    'media/1.png': picture,
    'media/2.png': picture,
    'media/3.png': pictureOf(3),
  });
  expect(placesOf(report, 'D001')).toEqual([['data/a.jsonl', 2]]);
});

it('finds media without a declared root, and then has nothing against others', async () => {
  const report = await judgeFiles({
    'benchmark.yaml': manifestText({ fields: FIELDS }),
    'data/a.jsonl': withMedia(['images/1.png', 'none.png']),
    'images/1.png': picture,
    'images/2.png': picture.subarray(0, 100),
  });
  expect(count(report, 'A001')).toBe(1);
  expect([count(report, 'A002'), count(report, 'A003')]).toEqual([0, 0]);
  // What an item refers to is accounted for.
  expect(placesOf(report, 'M006')).toEqual(['images/2.png']);
});

it('does not follow a link out: M005 tells of it once, and the reference is bad', async () => {
  await withFolder({ 'secret.png': picture }, async (elsewhere) => {
    const files = { 'benchmark.yaml': manifest(), 'data/a.jsonl': withMedia(['out.png']), 'media/1.png': picture };
    await withFolder(files, async (root) => {
      await symlink(join(elsewhere, 'secret.png'), join(root, 'media/out.png'));
      const report = await judge(root);
      expect(placesOf(report, 'M005')).toEqual(['media/out.png']);
      expect(count(report, 'A001')).toBe(0);
      expect(row(report, 'Q-MEDIA')).toMatchObject({ measured: { references: 1, bad: 1 } });
    });
  });
});

it('notices media that change while items are read', async () => {
  const files = { 'benchmark.yaml': manifest(), 'data/a.jsonl': withMedia(['1.png']), 'media/1.png': picture };
  await withFolder(files, async (root) => {
    const onProgress = (): void => writeFileSync(join(root, 'media/1.png'), pictureOf(1));
    const { report } = await validate(root, { language: 'ko', engine: 'inline', onProgress });
    expect(placesOf(report, 'F010')).toEqual(['media/1.png']);
  });
});

it('gives the same report however the files are cut and whatever the engine', async () => {
  const references = Array.from({ length: 60 }, (_, k) => [`${k % 7}.png`, k % 5 === 0 ? `none-${k}.png` : '../../out.png']);
  const media = Object.fromEntries(Array.from({ length: 9 }, (_, k) => [`media/${k}.png`, pictureOf(k % 4)]));
  await withFolder({ 'benchmark.yaml': manifest(), 'data/a.jsonl': withMedia(references), ...media }, async (root) => {
    const { run: _, ...whole } = await judge(root);
    for (const [size, engine] of [
      [300, 'inline'],
      [700, 'threads'],
    ] as const) {
      const { run: __, ...cut } = await judge(root, size, engine);
      expect(cut).toEqual(whole);
    }
  });
});
