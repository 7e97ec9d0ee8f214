import type { Report } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderDifficulty, renderScores } from './plots.js';
import { openPage } from './style.js';
import { displayWidth } from './text.js';

const page = (language: 'ko' | 'en' = 'ko', width = 80) => openPage({ language, color: false, width });
const reportOf = (statistics: unknown): Report => ({ statistics }) as unknown as Report;

const score = (subMetric: string, recomputed: number, interval: readonly [number, number], metric = 'accuracy') => ({
  subMetric,
  metric,
  recomputed,
  interval,
});
const hardness = (id: string, difficulty: readonly number[]) => ({
  id,
  items: difficulty.reduce((sum, count) => sum + count, 0),
  noneRight: difficulty[0],
  allRight: difficulty.at(-1),
  difficulty,
});

it('draws each model in each sub-metric, with its interval and what guessing reaches', () => {
  const experiments = [
    { id: 'model-a', scores: [score('예절', 0.5, [0.4, 0.6]), score('dining', 1, [0.9, 1])] },
    { id: '모델-나', scores: [score('예절', 0.2, [0.1, 0.3]), score('dining', 0, [0, 0.1])] },
  ];
  const floors = [
    { id: '예절', random: 0.25, majority: 0.3 },
    { id: 'dining', random: null, majority: null },
  ];
  expect(renderScores(reportOf({ experiments, floors }), page()).slice(2)).toEqual([
    '  예절    model-a  ██████████│█████▓▓▓▓░░░░················ 0.5000',
    '          모델-나  ████▓▓▓▓░░│░···························· 0.2000',
    '  dining  model-a  ████████████████████████████████████▓▓▓▓ 1.0000',
    '          모델-나  ░░░░···································· 0.0000',
  ]);
});

it('names the metric where it is not accuracy everywhere, and draws no bar for what has no upper end', () => {
  const scores = [
    score('a', 0.5, [0.4, 0.6]),
    score('b', 0.75, [0.7, 0.8], 'rouge-l'),
    score('c', 0.9, [0.8, 1], 'log-loss'),
    { subMetric: 'd', metric: 'judge', declared: 0.8 },
  ];
  // An answer that is written freely is not guessed among choices.
  const floors = ['a', 'b'].map((id) => ({ id, random: 0.25, majority: 0.25 }));
  const rows = renderScores(reportOf({ experiments: [{ id: 'm', scores }], floors }), page('en')).filter((line) =>
    /^ {2}[a-d] /u.test(line),
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^ {2}a {2}m {2}█+│█+▓+░+·+ 0\.5000 {2}accuracy$/u);
  expect(rows[1]).toMatch(/^ {2}b {2}m {2}█+▓+░+·+ 0\.7500 {2}rouge-l$/u);
});

it('tells items that most models get right from those that most get wrong', () => {
  const subMetrics = [hardness('예절', [0, 1, 350, 700]), hardness('dining', [4, 2, 1, 0])];
  expect(renderDifficulty(reportOf({ items: { subMetrics } }), page())).toEqual([
    '문항 난이도',
    '  맞힌 모델의 비율에 따른 문항 수. 왼쪽 끝은 모두 틀린 문항, 오른쪽 끝은 모두',
    '  맞힌 문항, ▁는 없음',
    '                 문항  모두 틀림  모두 맞힘',
    '  예절    ▁▂▅█  1,051          0        700',
    '  dining  █▅▃▁      7          4          0',
  ]);
});

it('shows a dozen sub-metrics and five models, and counts the rest', () => {
  const ids = Array.from({ length: 15 }, (_, at) => `sub-${at}`);
  const experiments = Array.from({ length: 7 }, (_, at) => ({
    id: `model-${at}`,
    scores: ids.map((id) => score(id, 0.5, [0.4, 0.6])),
  }));
  const report = reportOf({ experiments, items: { subMetrics: ids.map((id) => hardness(id, [1, 2])) } });
  const scores = renderScores(report, page('en'));
  expect(scores.filter((line) => line.includes('▓▓'))).toHaveLength(60);
  expect(scores.at(-1)).toBe('  and 3 more sub-metrics, 2 more models');
  expect(renderScores(report, page('ko')).at(-1)).toBe('  외 하위 측정 항목 3개, 모델 2개');
  const difficulty = renderDifficulty(report, page('en'));
  expect(difficulty.filter((line) => line.includes('sub-'))).toHaveLength(13);
  expect(difficulty.at(-1)).toBe('  and 3 more sub-metrics');
});

it('draws nothing where no model was measured, or a report says something else', () => {
  for (const statistics of [{}, { experiments: [] }, { experiments: [{ id: 'm', scores: [{ subMetric: 'a' }] }] }]) {
    expect(renderScores(reportOf(statistics), page())).toEqual([]);
  }
  const without = { id: 'a', items: 3, noneRight: 1, allRight: 1 };
  for (const items of [undefined, {}, { subMetrics: [without] }, { subMetrics: 'none' }]) {
    expect(renderDifficulty(reportOf({ items }), page())).toEqual([]);
  }
});

it('lets no control character of a name through', () => {
  const evil = '\u001b[31m빨강';
  const statistics = {
    experiments: [{ id: evil, scores: [score(evil, 0.5, [0.4, 0.6])] }],
    floors: [{ id: evil, random: 0.25, majority: 0.25 }],
    items: { subMetrics: [hardness(evil, [1, 1])] },
  };
  const text = [...renderScores(reportOf(statistics), page()), ...renderDifficulty(reportOf(statistics), page())].join('\n');
  expect(text).not.toContain('\u001b');
  expect(text).toContain('│█');
});

it('fits the terminal, and a bar never ends before a longer score than its own', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const name = fc.string({ unit: fc.constantFrom('a', '가', ' ', '-'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(share, share, name, name, fc.integer({ min: 60, max: 160 }), (one, other, model, subMetric, width) => {
      const [lower = 0, higher = 0] = [one, other].sort((a, b) => a - b);
      const experiments = [lower, higher].map((value, at) => ({
        id: `${at}${model}`,
        scores: [score(subMetric, value, [value / 2, (1 + value) / 2])],
      }));
      const items = {
        subMetrics: [
          hardness(
            subMetric,
            Array.from({ length: 11 }, (_, at) => at),
          ),
        ],
      };
      const report = reportOf({ experiments, items });
      const lines = renderScores(report, page('ko', width));
      for (const line of [...lines, ...renderDifficulty(report, page('ko', width))])
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
      const [first = 0, second = 0] = lines.slice(-2).map((line) => line.match(/[█▓]/gu)?.length ?? 0);
      expect(first).toBeLessThanOrEqual(second);
    }),
  );
});
