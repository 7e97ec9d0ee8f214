import { expect, it } from 'vitest';
import type { ValidateOptions } from '../options.js';
import { manifestText, withFolder } from '../testing/folder.js';
import { stableReport } from '../testing/golden.js';
import { validate } from '../validate.js';

const ITEMS = 1000;
const ACCURACY = [0.6, 0.68, 0.75, 0.82, 0.9];
const LETTERS = ['A', 'B', 'C', 'D'];

/** Numbers in [0, 1) that follow from a place alone (Knuth's multiplicative hash, twice). */
const noise = (k: number, salt: number): number => {
  const mixed = Math.imul(Math.imul(k * 31 + salt * 1009 + 17, 2654435761) ^ 0x9e3779b9, 2246822519) >>> 0;
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
};

const truthOf = (k: number): number => Math.floor(noise(k, 1) * 4);
/** Thirty-three items, some of them of the leaderboard, whose key is the next choice. */
const isReplaced = (k: number): boolean => k % 30 === 7;
const isHeldOut = (k: number): boolean => k % 10 === 7 && k % 20 === 7;
const keyOf = (k: number): number => (truthOf(k) + Number(isReplaced(k))) % 4;
const chosenBy = (m: number, k: number): number =>
  noise(k, 10 + m) < (ACCURACY[m] as number) ? truthOf(k) : (truthOf(k) + 1 + Math.floor(noise(k, 20 + m) * 3)) % 4;

const lines = (line: (k: number) => object): string =>
  Array.from({ length: ITEMS }, (_, k) => `${JSON.stringify(line(k))}\n`).join('');

const experiments = ACCURACY.map((_, m) => ({
  id: `m${m}`,
  model: { name: `m${m}`, kind: 'llm' },
  predictions: `p/m${m}.jsonl`,
}));

const files = {
  'benchmark.json': manifestText(
    {},
    {
      subMetrics: [{ id: 'a', metric: 'accuracy', itemType: 'multiple-choice' }],
      experiments: experiments.map((one) => ({ ...one, predictions: { path: one.predictions, as: 'letter' } })),
    },
  ),
  'data/a.jsonl': lines((k) => ({
    id: `q${k}`,
    sub_metric: 'a',
    split: isHeldOut(k) ? 'leaderboard' : 'public',
    question: `${k}번 문항은 무엇을 묻습니까?`,
    choices: ['봄', '여름', '가을', '겨울'].map((season) => `${season} ${k}`),
    answer: keyOf(k),
  })),
  ...Object.fromEntries(
    ACCURACY.map((_, m) => [`p/m${m}.jsonl`, lines((k) => ({ id: `q${k}`, prediction: LETTERS[chosenBy(m, k)] }))]),
  ),
};

const judge = (options: Partial<ValidateOptions> = {}) =>
  withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'en', ...options });
    return { report, text: stableReport(report, root) };
  });

it('finds planted keys through a whole run, names the record, and hides what a leaderboard item’s answer is', async () => {
  const { report } = await judge();
  const found = report.findings.filter(({ code }) => code === 'E007');
  const planted = Array.from({ length: ITEMS }, (_, k) => k).filter(isReplaced);
  const right = found.filter(({ place }) => isReplaced((place.record ?? 0) - 1));
  expect(right.length / found.length).toBeGreaterThan(0.85);
  expect(right.length / planted.length).toBeGreaterThan(0.8);
  for (const { data, message, place } of found) {
    const k = (place.record ?? 0) - 1;
    expect(data.id).toBe(`q${k}`);
    if (isHeldOut(k)) {
      expect(Object.keys(data)).not.toContain('key');
      expect(message).toContain('not shown');
    } else expect(data).toMatchObject({ key: LETTERS[keyOf(k)] });
  }
  expect(found.some(({ place }) => isHeldOut((place.record ?? 0) - 1))).toBe(true);
});

it('says the same with threads and any cut, and counts what it does not keep', async () => {
  const { report, text } = await judge();
  expect((await judge({ engine: 'threads', jobs: 2, splitBytes: 4000 })).text).toBe(text);
  const few = await judge({ maxFindings: 3 });
  const rowOf = ({ rules }: typeof report) => rules.find(({ code }) => code === 'E007');
  expect(rowOf(few.report)).toMatchObject({ count: rowOf(report)?.count, shown: 3 });
});

it('does not look where its rules are not selected', async () => {
  const { report } = await judge({ select: ['I'] });
  expect(report.statistics.experiments).toBeUndefined();
});

it('describes items and models by counts alone', async () => {
  const { report } = await judge();
  const { items } = report.statistics as { items: Record<string, unknown> };
  expect(items.ranks).toMatchObject({
    resamples: 1000,
    models: [0, 1, 2, 3, 4].map((m) => ({ id: `m${m}`, rank: 5 - m, low: 5 - m, high: 5 - m })),
  });
  const [a] = items.subMetrics as { id: string; items: number; discrimination: { median: number }; neighbours: object[] }[];
  expect(a).toMatchObject({ id: 'a', items: ITEMS });
  expect(a?.neighbours).toHaveLength(4);
  expect(a?.discrimination.median).toBeGreaterThan(0.2);
  expect(items.wrongKeys).toMatchObject({ searched: ITEMS, suspects: report.rules.find(({ code }) => code === 'E007')?.count });
  expect((items.agreement as { pairs: object[] }).pairs).toHaveLength(10);
});
