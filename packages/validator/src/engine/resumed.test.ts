import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Localized, Report } from '@jatdae/schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ValidateOptions } from '../options.js';
import { validate } from '../validate.js';

const MANIFEST = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'large', title: '큰 것', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
  subMetrics: [{ id: '예절', itemType: 'multiple-choice' }],
  resources: [
    {
      path: 'items.jsonl',
      subMetric: { value: '예절' },
      split: { field: 'split' },
      fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
    },
  ],
};

let root = '';
let temp = '';

beforeEach(async () => {
  [root, temp] = await Promise.all([mkdtemp(join(tmpdir(), 'jatdae-이어서-')), mkdtemp(join(tmpdir(), 'jatdae-temp-'))]);
  // Every seventh item is there twice, every eleventh is in both splits: what lies in one piece is equal to what lies in another.
  const lines = Array.from({ length: 400 }, (_, k) => {
    const question = `${k % 7 === 0 ? 7 : k}번 문항입니다. 이 상황에 알맞은 말을 고르십시오.`;
    return JSON.stringify({
      id: k,
      split: k % 11 === 0 ? 'leaderboard' : 'public',
      question,
      choices: ['예', '아니오'],
      answer: k % 2,
    });
  });
  await writeFile(join(root, 'items.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(join(root, 'benchmark.json'), JSON.stringify(MANIFEST));
});

afterEach(() => Promise.all([root, temp].map((folder) => rm(folder, { recursive: true }))));

interface Run {
  readonly report: string;
  readonly complete: boolean;
  readonly notes: readonly string[];
}

async function run(options: Partial<ValidateOptions> = {}): Promise<Run> {
  const notes: Localized[] = [];
  const result = await validate(root, {
    language: 'ko',
    engine: 'inline',
    splitBytes: 4096,
    temp,
    onNote: (note) => notes.push(note),
    ...options,
  });
  const { run: _, ...report }: Report = result.report;
  return { report: JSON.stringify(report), complete: report.complete, notes: notes.map(({ ko }) => ko) };
}

/** A run that is stopped once so many pieces are put aside; progress is told after each. */
async function cutOff(pieces: number, options: Partial<ValidateOptions> = {}): Promise<Run> {
  const stop = new AbortController();
  const isEnough = (): boolean =>
    readdirSync(temp, { recursive: true }).filter((name) => String(name).endsWith('.split')).length >= pieces;
  return run({
    resume: true,
    signal: stop.signal,
    onProgress: () => {
      if (isEnough()) stop.abort();
    },
    ...options,
  });
}

const aside = async (): Promise<string[]> => {
  const folders = (await readdir(temp)).filter((name) => name.startsWith('jatdae-resume-'));
  const names = await Promise.all(folders.map((folder) => readdir(join(temp, folder))));
  return names.flatMap((list, k) => list.map((name) => join(temp, folders[k] as string, name))).sort();
};

it.each(['inline', 'threads'] as const)('goes on from where it was cut off, by %s, to the same report', async (engine) => {
  const whole = await run({ engine });
  const first = await cutOff(3, { engine });
  expect(first.complete).toBe(false);
  const kept = await aside();
  expect(kept.length).toBeGreaterThan(2);
  let scanned = 0;
  const second = await run({
    engine,
    resume: true,
    onProgress: ({ items }) => {
      scanned = items;
    },
  });
  expect(second.report).toBe(whole.report);
  expect(scanned).toBe(400);
  expect(second.notes.join('\n')).toContain(`가운데 ${kept.length}개는 이미 끝났습니다`);
  expect(await readdir(temp)).toEqual([]);
});

it('scans again what was put aside and is damaged', async () => {
  const whole = await run();
  await cutOff(4);
  const kept = await aside();
  const [first, second] = kept as [string, string];
  const bytes = await readFile(first);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  await writeFile(first, bytes);
  await writeFile(second, (await readFile(second)).subarray(0, 20));
  const again = await run({ resume: true });
  expect(again.report).toBe(whole.report);
  expect(again.notes.join('\n')).toContain(`가운데 ${kept.length - 2}개는`);
});

it('takes nothing that was scanned of other bytes, or by other rules', async () => {
  await cutOff(4);
  expect((await run({ resume: true, ignore: ['P'] })).notes).toEqual([]);
  await utimes(join(root, 'items.jsonl'), 1, 1);
  expect((await run({ resume: true })).notes).toEqual([]);
});

it('leaves nothing behind where it is not asked to', async () => {
  const stop = new AbortController();
  await run({ signal: stop.signal, onProgress: ({ items }) => items >= 150 && stop.abort() });
  expect(await readdir(temp)).toEqual([]);
});

it.skipIf(process.platform === 'win32')('takes nothing from a folder that others can write to', async () => {
  await cutOff(3);
  const [folder = ''] = (await readdir(temp)).filter((name) => name.startsWith('jatdae-resume-'));
  await chmod(join(temp, folder), 0o777);
  await expect(run({ resume: true })).rejects.toMatchObject({ localized: { ko: expect.stringContaining(folder) } });
});
