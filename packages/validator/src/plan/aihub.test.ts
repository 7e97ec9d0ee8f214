import { readFileSync } from 'node:fs';
import { zipArchive } from '@jatdae/readers/testing-archives';
import type { Report } from '@jatdae/schema';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { type Files, itemOf, manifestText, withFolder } from '../testing/folder.js';
import { zipOf } from '../testing/zip.js';
import { validate } from '../validate.js';
import { pairFiles, partOf } from './aihub.js';

const picture = readFileSync(new URL('../media/samples/picture.png', import.meta.url));
/** What stands behind the end of a PNG is no part of it: whole pictures that differ. */
const pictureOf = (k: number): Uint8Array => Buffer.concat([picture, Buffer.from(`${k}`)]);

const FIELDS = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
const PARTS = { training: 'public', validation: 'leaderboard' };

function manifest(fields: object = FIELDS): string {
  const text = JSON.parse(manifestText({ layout: 'aihub', split: { layout: PARTS }, fields }));
  delete text.resources[0].path;
  return JSON.stringify(text);
}

async function judgeFiles(files: Files): Promise<Report> {
  return withFolder(files, async (root) => {
    const result = await validate(root, { language: 'ko', engine: 'inline' });
    expect(result.status).toBe('judged');
    return result.report;
  });
}

const label = (k: number, more: object = {}): string => JSON.stringify(itemOf(k, { question: '무엇입니까?', ...more }));
const count = ({ rules }: Report, code: string): number | undefined => rules.find((rule) => rule.code === code)?.count;
const places = ({ findings }: Report, code: string): string[] =>
  findings.filter((finding) => finding.code === code).map(({ place }) => place.path);
const references = ({ requirements }: Report): unknown => requirements.find(({ id }) => id === 'Q-MEDIA')?.measured;

it('reads the older tree, pairs labels with sources by name, and reports both kinds that are left over', async () => {
  const report = await judgeFiles({
    'benchmark.yaml': manifest(),
    '124.norms/01.데이터/1.Training/라벨링데이터/a/0001.json': label(1),
    '124.norms/01.데이터/1.Training/라벨링데이터/a/\u1100\u1161.json': label(2),
    '124.norms/01.데이터/1.Training/라벨링데이터/a/0009.json': label(9),
    '124.norms/01.데이터/2.Validation/라벨링데이터_231222_add/0001.json': label(3),
    '124.norms/01.데이터/1.Training/원천데이터/a/0001.png': pictureOf(1),
    '124.norms/01.데이터/1.Training/원천데이터/a/가.png': pictureOf(2),
    '124.norms/01.데이터/1.Training/원천데이터/b/0777.png': pictureOf(7),
    '124.norms/01.데이터/2.Validation/원천데이터_231222_add/0001.png': pictureOf(3),
  });
  expect(places(report, 'A001')).toEqual(['124.norms/01.데이터/1.Training/라벨링데이터/a/0009.json']);
  expect(places(report, 'A003')).toEqual(['124.norms/01.데이터/1.Training/원천데이터/b/0777.png']);
  expect(report.findings.find(({ code }) => code === 'A001')?.data).toEqual({ path: '0009.*', hint: 'unpaired' });
  expect(report.subMetrics.map(({ public: open, leaderboard }) => [open, leaderboard])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(references(report)).toMatchObject({ references: 4, bad: 1 });
  // One question over different pictures is no repetition.
  expect([count(report, 'D001'), count(report, 'H003'), count(report, 'M006')]).toEqual([0, 0, 0]);
});

it('reads the newer tree, whose labels and sources lie in archives', async () => {
  const tree = '124.norms/01-1.정식개방데이터';
  const report = await judgeFiles({
    'benchmark.yaml': manifest(),
    [`${tree}/Training/02.라벨링데이터/TL_가.zip`]: zipOf({ 'x/1.json': label(1), 'x/2.json': label(2), 'x/3.json': label(3) }),
    [`${tree}/Training/01.원천데이터/TS_가.zip`]: zipOf({
      'x/1.png': pictureOf(1),
      'x/2.png': picture.subarray(0, 90),
      'x/4.png': picture,
    }),
    [`${tree}/Validation/02.라벨링데이터/VL_가.zip`]: zipOf({ 'x/1.json': label(4) }),
    [`${tree}/Validation/01.원천데이터/VS_가.zip`]: zipOf({ 'x/1.png': pictureOf(5) }),
  });
  expect(places(report, 'A001')).toEqual([`${tree}/Training/02.라벨링데이터/TL_가.zip!/x/3.json`]);
  expect(places(report, 'A002')).toEqual([`${tree}/Training/01.원천데이터/TS_가.zip!/x/2.png`]);
  expect(places(report, 'A003')).toEqual([`${tree}/Training/01.원천데이터/TS_가.zip!/x/4.png`]);
  expect(report.subMetrics.map(({ public: open, leaderboard }) => [open, leaderboard])).toEqual([
    [1, 1],
    [2, 0],
  ]);
  expect([count(report, 'D001'), count(report, 'H003'), count(report, 'M006')]).toEqual([0, 0, 0]);
});

it('pairs across archives of a flat delivery, whose names are CP949 in one and decomposed in the other', async () => {
  const cp949 = (name: string): Buffer => iconv.encode(name, 'cp949');
  const report = await judgeFiles({
    'benchmark.yaml': manifest(),
    'TL_식당.zip': zipArchive([
      { name: cp949('주문/김치찌개.json'), content: label(1) },
      { name: cp949('주문/된장찌개.json'), content: label(2) },
    ]),
    'TS_식당.zip': zipArchive([
      { name: '주문/김치찌개.png'.normalize('NFD'), content: pictureOf(1) },
      { name: '주문/비빔밥.png'.normalize('NFD'), content: pictureOf(2) },
    ]),
    'VL_식당.zip': zipArchive([{ name: '주문/냉면.json', content: label(3), stored: true }]),
    'VS_식당.zip': zipArchive([{ name: cp949('주문/냉면.png'), content: pictureOf(3), stored: true }]),
  });
  expect(places(report, 'A001')).toEqual(['TL_식당.zip!/주문/된장찌개.json']);
  expect(places(report, 'A003')).toEqual(['TS_식당.zip!/주문/비빔밥.png']);
  expect(references(report)).toMatchObject({ references: 3, bad: 1 });
  expect(places(report, 'F008').sort()).toEqual([
    'TL_식당.zip!/주문/김치찌개.json',
    'TL_식당.zip!/주문/된장찌개.json',
    'TS_식당.zip!/주문/김치찌개.png',
    'TS_식당.zip!/주문/비빔밥.png',
    'VS_식당.zip!/주문/냉면.png',
  ]);
  expect(report.subMetrics.map(({ public: open, leaderboard }) => [open, leaderboard])).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

it('lets labels of text stand alone, and pairs them where their texts were handed over', async () => {
  const labels = {
    'benchmark.yaml': manifest(),
    'Training/라벨링데이터/1.json': label(1),
    'Training/라벨링데이터/2.json': label(2),
  };
  const alone = await judgeFiles(labels);
  expect(count(alone, 'A001')).toBe(0);
  const paired = await judgeFiles({ ...labels, 'Training/원천데이터/1.json': '{"text": "원문"}' });
  expect(places(paired, 'A001')).toEqual(['Training/라벨링데이터/2.json']);
});

it('finds the source that a label names by its bare name', async () => {
  const tree = '01-1.정식개방데이터';
  const report = await judgeFiles({
    'benchmark.yaml': manifest({ ...FIELDS, media: 'image.file' }),
    [`${tree}/Training/02.라벨링데이터/L1.json`]: label(1, { image: { file: 'S1.png' } }),
    [`${tree}/Training/02.라벨링데이터/L2.json`]: label(2, { image: { file: 'S2.png' } }),
    [`${tree}/Training/01.원천데이터/deep/S1.png`]: pictureOf(1),
  });
  expect(places(report, 'A001')).toEqual([`${tree}/Training/02.라벨링데이터/L2.json`]);
  expect(count(report, 'A003')).toBe(0);
});

it('says that labels are missing where there are none, and that a layout takes no path', async () => {
  expect(count(await judgeFiles({ 'benchmark.yaml': manifest(), 'data/a.json': label(1) }), 'M004')).toBe(1);
  await withFolder({ 'benchmark.yaml': manifestText({ layout: 'aihub' }) }, async (root) => {
    const result = await validate(root, { language: 'ko', engine: 'inline' });
    expect(result).toMatchObject({ status: 'unusable', problems: [{ code: 'M002', place: { pointer: '/resources/0/path' } }] });
  });
});

it('tells the part by the nearest folder or archive', () => {
  expect(partOf('1.Training/라벨링데이터/a.json')).toBe('training');
  expect(partOf('x/Validation/02.라벨링데이터/VL_a.zip!/a.json')).toBe('validation');
  expect(partOf('VL1.zip!/a.json')).toBe('validation');
  expect(partOf('TL_1.식당.zip!/Validation/a.json')).toBe('validation');
  expect(partOf('라벨링데이터/Training.json')).toBeNull();
});

it('pairs what stands at the same place before what only bears the same name', () => {
  const paths = [
    'Training/01.원천데이터/TS_가.zip!/x/1.jpg',
    'Training/01.원천데이터/TS_나.zip!/x/1.jpg',
    'Validation/01.원천데이터/VS_가.zip!/9.wav',
  ];
  const sources = paths.map((path, file) => ({ path, file }));
  expect(
    pairFiles(
      [
        'Training/02.라벨링데이터/TL_나.zip!/x/1.json',
        'Training/02.라벨링데이터/TL_가.zip!/y/1.json',
        'Validation/02.라벨링데이터/VL_가.zip!/9.json',
        'Validation/02.라벨링데이터/VL_가.zip!/8.json',
      ],
      sources,
    ),
  ).toEqual([[1], [0], [2], []]);
});

it('takes all files of one name at one place for media of the item', () => {
  const sources = ['원천데이터/1.jpg', '원천데이터/1.wav'].map((path, file) => ({ path, file }));
  expect(pairFiles(['라벨링데이터/1.json'], sources)).toEqual([[0, 1]]);
});
