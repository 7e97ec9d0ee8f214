import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type DefectName, defectNames } from './defects.js';
import { type DeliverableOptions, writeDeliverable } from './deliverable.js';
import { type Item, itemSchema } from './item.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-make-data-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const small: Omit<DeliverableOptions, 'folder'> = {
  seed: 7,
  subMetrics: 13,
  itemsPerSubMetric: 130,
  share: 0.1,
  layout: 'one-file',
  leaderboardAnswers: 'withheld',
  models: 2,
  plant: [],
};

async function itemsOf(folder: string): Promise<Item[]> {
  const text = await readFile(join(folder, 'data/items.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Item);
}

it('writes valid items, all different, with the asked share of every sub-metric on the leaderboard', async () => {
  const folder = join(root, 'plain');
  await writeDeliverable({ ...small, folder });
  const items = await itemsOf(folder);
  const valid = new Ajv2020().compile(itemSchema);

  expect(items).toHaveLength(13 * 130);
  expect(items.filter((item) => !valid(item))).toEqual([]);
  expect(new Set(items.map((item) => item.question)).size).toBe(items.length);
  expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  for (const id of new Set(items.map((item) => item.sub_metric))) {
    const leaderboard = items.filter((item) => item.sub_metric === id && item.split === 'leaderboard');
    expect(leaderboard).toHaveLength(13);
    expect(leaderboard.every((item) => item.answer === null && item.explanation === null)).toBe(true);
  }
});

it('writes the same items in ASCII alone where letters are to be escaped', async () => {
  const [plain, escaped] = [join(root, 'as they are'), join(root, 'escaped')];
  await writeDeliverable({ ...small, folder: plain });
  await writeDeliverable({ ...small, folder: escaped, escaped: true });
  const bytes = await readFile(join(escaped, 'data/items.jsonl'));
  expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  expect(await itemsOf(escaped)).toEqual(await itemsOf(plain));
});

it('declares the scores that its own predictions give', async () => {
  const folder = join(root, 'scores');
  await writeDeliverable({ ...small, folder });
  const key = new Map((await itemsOf(folder)).map((item) => [item.id, item]));
  const manifest = parse(await readFile(join(folder, 'benchmark.yaml'), 'utf8'));
  const lines = (await readFile(join(folder, 'experiments/model-a/predictions.jsonl'), 'utf8')).trimEnd().split('\n');
  const predictions = lines.map((line) => JSON.parse(line) as { id: string; prediction: string });

  const keyed = predictions.filter(({ id }) => key.get(id)?.sub_metric === 'media' && key.get(id)?.answer !== null);
  const right = keyed.filter(({ id, prediction }) => prediction === 'ABCDE'[key.get(id)!.answer!]);
  expect(predictions).toHaveLength(13 * 130);
  expect(manifest.experiments[0].scores.media).toBe(Number((right.length / keyed.length).toFixed(4)));
});

it('writes the same bytes for the same seed and other bytes for another', async () => {
  const read = async (name: string, seed: number): Promise<string> => {
    await writeDeliverable({ ...small, seed, folder: join(root, name) });
    return readFile(join(root, name, 'data/items.jsonl'), 'utf8');
  };
  const first = await read('first', 3);
  expect(await read('again', 3)).toBe(first);
  expect(await read('other', 4)).not.toBe(first);
});

it.each(['one-file', 'file-per-sub-metric'] as const)('says where it planted each defect (%s)', async (layout) => {
  const folder = join(root, `planted-${layout}`);
  const { planted } = await writeDeliverable({ ...small, layout, folder, plant: defectNames });
  const placeOf = (defect: DefectName) => planted.find((entry) => entry.defect === defect)!;
  const lineOf = async (defect: DefectName): Promise<string> => {
    const { path, line } = placeOf(defect);
    return (await readFile(join(folder, path), 'latin1')).split('\n')[line! - 1];
  };

  expect(planted.map((entry) => entry.defect).sort()).toEqual([...defectNames].sort());
  expect(JSON.parse(await lineOf('unknown-split')).split).toBe('test');
  expect(JSON.parse(await lineOf('leak')).split).toBe('leaderboard');
  const malformed = await lineOf('malformed-line');
  expect(() => JSON.parse(malformed)).toThrow(SyntaxError);
  const broken = Buffer.from(await lineOf('invalid-utf8'), 'latin1');
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(broken)).toThrow(TypeError);
  const head = await readFile(join(folder, placeOf('bom').path));
  expect([...head.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});
