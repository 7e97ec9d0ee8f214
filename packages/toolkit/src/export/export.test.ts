import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@jatdae/validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExportOptions, type ExportOutcome, type ExportTarget, exportDeliverable } from './export.js';
import { everyType, LEADERBOARD_MARK, PNG, writeDeliverable } from './testing/deliverable.js';

const TARGETS: readonly ExportTarget[] = ['croissant', 'datapackage', 'hf', 'inspect', 'lm-eval', 'opencompass'];
/** Of 90 public items, ten of each type. */
const UNKNOWN: Partial<
  Record<ExportTarget, { readonly taken: number; readonly type: number; readonly 'several-answers'?: number }>
> = {
  inspect: { taken: 80, type: 10 },
  'lm-eval': { taken: 80, type: 10 },
  opencompass: { taken: 35, type: 50, 'several-answers': 5 },
};
const CANARY = '0d6b0a52-5a3b-4d5c-9d0e-6a3f1c2b7e94';

let deliverable: string;
let count = 0;
const made: string[] = [];
const newName = (): string => {
  const name = join(tmpdir(), `jatdae-export-${process.pid}-${count++}`);
  made.push(name);
  return name;
};
beforeAll(async () => {
  deliverable = await writeDeliverable(everyType(), { dataset: { canary: CANARY } });
  made.push(deliverable);
});
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

async function exported(source: string, options: Pick<ExportOptions, 'to'> & Partial<ExportOptions>): Promise<ExportOutcome> {
  const result = await exportDeliverable(source, { output: newName(), includeLeaderboard: false, ...options });
  if (result.status !== 'done') throw new Error('unusable');
  return result.outcome;
}

async function textOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

describe.each(TARGETS)('%s', (to) => {
  it('holds every public item that the form knows, and tells of the others', async () => {
    const { items, exported: rows, leftOut, files } = await exported(deliverable, { to });
    expect(items).toBe(108);
    const { taken, ...others } = UNKNOWN[to] ?? { taken: 90 };
    expect(leftOut).toEqual({ leaderboard: 18, ...others });
    expect(rows).toBe(taken);
    expect(files.every(({ side }) => side === 'public')).toBe(true);
    expect(files.reduce((sum, { records }) => sum + records, 0)).toBe(taken);
  });

  it('has no leaderboard item unless it is asked for', async () => {
    expect(await textOf((await exported(deliverable, { to })).folder)).not.toContain(LEADERBOARD_MARK);
    const whole = await exported(deliverable, { to, includeLeaderboard: true });
    expect(whole.leftOut.leaderboard).toBeUndefined();
    expect(await textOf(whole.folder)).toContain(LEADERBOARD_MARK);
  });

  it('carries the canary, so that the export can be recognised too', async () => {
    const { folder } = await exported(deliverable, { to });
    expect(await textOf(folder)).toContain(CANARY);
  });

  it('is the same bytes each time', async () => {
    const [one, two] = [await exported(deliverable, { to }), await exported(deliverable, { to })];
    expect(one.files).toEqual(two.files);
    for (const path of one.documents) {
      expect(await readFile(join(one.folder, path), 'utf8')).toBe(await readFile(join(two.folder, path), 'utf8'));
    }
  });

  it('leaves nothing behind where it is interrupted', async () => {
    const output = newName();
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(exportDeliverable(deliverable, { to, output, includeLeaderboard: false, signal })).rejects.toThrow();
    await expect(readdir(output)).rejects.toThrow('ENOENT');
  });
});

it('exports answers of unusual forms, and texts that look like choices', async () => {
  const source = await writeDeliverable([
    {
      id: '짧은 답',
      itemType: 'short-answer',
      items: [['서울'], [7], 7, true, [{ text: '서울' }, '서울']].map((answer, k) => ({
        id: `s${k}`,
        question: '어디?',
        answer,
      })),
    },
    { id: '쓰기', itemType: 'generation', items: [{ id: 'g', question: '쓰시오', answer: { text: '글' } }] },
    {
      id: '고르기',
      itemType: 'multiple-choice',
      items: [{ id: 'm', question: 'A. 서울\nB. 부산\n가운데?', choices: ['B. 나', '여러\n줄'], answer: 1 }],
    },
  ]);
  made.push(source);
  for (const to of TARGETS) {
    const { exported: rows, leftOut } = await exported(source, { to });
    expect([to, rows, leftOut]).toEqual([to, to === 'opencompass' ? 6 : 7, to === 'opencompass' ? { type: 1 } : {}]);
  }
});

it('takes media along where the form holds them, each once and named by its content', async () => {
  const items = [
    { id: 'a', question: '무엇입니까?', choices: ['가', '나'], answer: 0, media: ['그림 1.png'] },
    { id: 'b', question: '무엇입니까?', choices: ['가', '나'], answer: 1, media: ['그림 1.png'] },
    { id: 'c', question: '무엇입니까?', choices: ['가', '나'], answer: 1, media: ['없음.png'] },
  ];
  const source = await writeDeliverable([{ id: '그림', itemType: 'multiple-choice', items }], { media: { '그림 1.png': PNG } });
  made.push(source);
  const whole = await exported(source, { to: 'hf' });
  expect(whole).toMatchObject({ exported: 2, media: 1, leftOut: { 'lost-media': 1 } });
  const [name = ''] = await readdir(join(whole.folder, 'media'));
  expect(await readFile(join(whole.folder, 'media', name))).toEqual(PNG);
  const result = exportDeliverable(source, { to: 'lm-eval', output: newName(), includeLeaderboard: false });
  await expect(result).rejects.toThrow(/All|all/);
});

it('says that an item of half a character cannot be written, and writes the others', async () => {
  const source = await writeDeliverable([
    {
      id: 'a',
      itemType: 'short-answer',
      items: [
        { id: '1', question: '무엇?', answer: '답' },
        { id: '2', question: '무엇\ud83d?', answer: '답' },
      ],
    },
  ]);
  made.push(source);
  expect(await exported(source, { to: 'datapackage' })).toMatchObject({ exported: 1, leftOut: { 'broken-text': 1 } });
});

it('refuses a folder that holds something, and one inside the deliverable', async () => {
  const output = newName();
  await mkdir(output);
  await writeFile(join(output, 'mine.txt'), 'mine');
  const options = { to: 'hf', includeLeaderboard: false } as const;
  await expect(exportDeliverable(deliverable, { ...options, output })).rejects.toThrow(UsageError);
  await expect(exportDeliverable(deliverable, { ...options, output: join(deliverable, 'out') })).rejects.toThrow(UsageError);
  const manifest = join(deliverable, 'benchmark.json');
  await expect(exportDeliverable(manifest, { ...options, output: join(deliverable, 'out') })).rejects.toThrow(UsageError);
  expect(await readdir(output)).toEqual(['mine.txt']);
});

it('says why nothing is left to export', async () => {
  const items = [{ id: '1', split: 'leaderboard', question: '무엇?', answer: '답' }];
  const source = await writeDeliverable([{ id: 'a', itemType: 'short-answer', items }]);
  made.push(source);
  await expect(exported(source, { to: 'hf' })).rejects.toThrow(/leaderboard/);
});
