import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportOutcome, exportDeliverable } from './export.js';
import { everyType, PNG, writeDeliverable } from './testing/deliverable.js';

const folder = join(tmpdir(), `jatdae-croissant-${process.pid}`);
const made: string[] = [folder];
let text: string;
let outcome: ExportOutcome;
beforeAll(async () => {
  const [first, ...others] = everyType();
  const items = [{ id: 'p', question: '무엇?', choices: ['가', '나'], answer: 0, media: ['a.png'] }, ...(first?.items ?? [])];
  const source = await writeDeliverable([{ ...first, id: first?.id ?? '', itemType: 'multiple-choice', items }, ...others], {
    media: { 'a.png': PNG },
    dataset: { healthData: 'none', redistributableAbroad: false, canary: '0d6b0a52-5a3b-4d5c-9d0e-6a3f1c2b7e94' },
  });
  made.push(source);
  const result = await exportDeliverable(source, {
    to: 'croissant',
    output: folder,
    includeLeaderboard: true,
    url: 'https://example.org/small',
  });
  if (result.status !== 'done') throw new Error('unusable');
  outcome = result.outcome;
  text = await readFile(join(folder, 'croissant.json'), 'utf8');
});
afterAll(async () => {
  for (const path of made) await rm(path, { recursive: true, force: true });
});

type Node = Readonly<Record<string, unknown>>;

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one);
  else if (typeof value === 'object' && value !== null) {
    yield value as Node;
    for (const one of Object.values(value)) yield* nodesIn(one);
  }
}

it('says what of Croissant 1.1 and of its vocabulary for responsible use the manifest knows', () => {
  expect(JSON.parse(text)).toMatchObject({
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: 'small-eval',
    version: '1.2.0',
    url: 'https://example.org/small',
    license: 'https://spdx.org/licenses/CC-BY-SA-4.0',
    inLanguage: ['ko'],
    conditionsOfAccess: '국외에 재배포할 수 없음',
    'rai:personalSensitiveInformation': ['보건·의료 데이터가 없음'],
  });
  expect(text).toContain('학습에는 쓰지 않음 (표지 0d6b0a52-');
});

it('gives each thing an id of its own, and every reference leads to one', () => {
  const { '@context': _, ...description } = JSON.parse(text);
  const ids = new Set<unknown>();
  const references: unknown[] = [];
  for (const node of nodesIn(description)) {
    if (!('@id' in node)) continue;
    if (Object.keys(node).length === 1) references.push(node['@id']);
    else {
      expect(ids).not.toContain(node['@id']);
      ids.add(node['@id']);
    }
  }
  expect(references.length).toBeGreaterThan(200);
  for (const reference of references) expect(ids).toContain(reference);
});

it('has a record set for each sub-metric and split, beside the splits', () => {
  const { recordSet, distribution } = JSON.parse(text);
  expect(recordSet).toHaveLength(1 + 9 * 2);
  expect(recordSet[0].data.map((row: Node) => row['splits/name'])).toEqual(['leaderboard', 'public']);
  expect(distribution).toHaveLength(9 * 2 + 1);
  expect(distribution.at(-1)).toMatchObject({ encodingFormat: 'image/png', contentSize: `${PNG.length} B` });
});

it('tells what Croissant requires and the manifest does not have', () => {
  expect(outcome.notes.map(({ en }) => en)).toEqual([expect.stringContaining('creator, datePublished')]);
});
