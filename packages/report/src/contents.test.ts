import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { renderContents } from './contents.js';
import { openPage } from './style.js';

const draw = (statistics: unknown, language: 'ko' | 'en' = 'ko', width = 100): string[] =>
  renderContents({ statistics } as unknown as Report, openPage({ language, color: false, width }));

const counts = (items: number, valid: number) => ({ items, valid, unique: valid });
const statistics = {
  splits: { public: counts(1800, 1790), leaderboard: counts(200, 200), unknown: counts(0, 0) },
  category: {
    values: [
      { value: '의례', ...counts(1200, 1190) },
      { value: '호칭', ...counts(800, 800) },
    ],
    otherItems: 0,
  },
  difficulty: { values: [], otherItems: 2000 },
  lengths: { question: { texts: 2000, min: 14, p5: 15, p25: 18, p50: 22, p75: 25, p95: 29, max: 31, mean: 21.7 }, context: null },
  choices: [{ choices: 4, items: 2000 }],
  answerPositions: [{ choices: 4, places: [450, 450, 450, 450] }],
  vocabulary: {
    sampled: 100,
    growth: [
      { questions: 25, words: 120, different: 60 },
      { questions: 100, words: 500, different: 180 },
    ],
  },
  duplicates: { clusters: 2, items: 5, largest: 3 },
  nearDuplicates: { clusters: { count: 1, items: 2, largest: 2 } },
};

it('says in a few lines what the items are made of', () => {
  expect(draw(statistics, 'ko', 120)).toEqual([
    '문항의 구성',
    '  분할             공개 1,800 (유효 1,790) · 리더보드 200 (유효 200)',
    '  범주             의례 1,200 (유효 1,190) · 호칭 800 (유효 800)',
    '  글자 수          질문 14–31 (5/50/95%: 15/22/29)',
    '  선택지 수        4개: 2,000',
    '  정답 위치(공개)  4개: 25% 25% 25% 25%',
    '  낱말             뽑은 질문 100개의 낱말 500개 가운데 서로 다른 것 180개',
    '  중복 묶음        같은 문항 2묶음(문항 5개, 가장 큰 묶음 3개) · 비슷한 문항 1묶음(문항 2개, 가장 큰 묶음 2개)',
  ]);
  expect(draw(statistics, 'en', 110)).toContain(
    '  words                    180 different ones among the 500 of 100 sampled questions',
  );
});

it('says what the sample of a review came to, with its interval', () => {
  const row = { subMetric: '예절', accuracy: 66 / 69, interval: { low: 0.8798, high: 0.9851 }, defects: 3, judged: 69 };
  const open = { subMetric: '법', accuracy: null, interval: null, defects: 0, judged: 0 };
  const acceptance = { subMetrics: [row, open], agreement: { alpha: { outcome: 0.8125 } } };
  expect(draw({ acceptance })).toEqual([
    '문항의 구성',
    '  표본 심사  예절 95.6% (87.9%–98.5%, 결함 3/69) · 일치도(크리펜도르프) α 0.81',
  ]);
  expect(draw({ acceptance: { ...acceptance, agreement: { alpha: { outcome: null } } } }, 'en')).toEqual([
    'What the items are made of',
    '  reviewed  예절 95.6% (87.9%–98.5%, defects 3/69)',
  ]);
});

it('names the largest categories and counts the others', () => {
  const values = Array.from({ length: 9 }, (_, k) => ({ value: `c${k}`, ...counts(9 - k, 9 - k) }));
  expect(draw({ category: { values } }, 'en', 200)).toEqual([
    'What the items are made of',
    '  categories  c0 9 (valid 9) · c1 8 (valid 8) · c2 7 (valid 7) · c3 6 (valid 6) · c4 5 (valid 5) · c5 4 (valid 4) · 3 more',
  ]);
});

it('shows nothing of a report that says nothing of it, and no control character of a name', () => {
  expect(draw({})).toEqual([]);
  expect(draw({ category: 'x', lengths: [], splits: null })).toEqual([]);
  expect(draw({ category: { values: [{ value: '\u001b[31mred', ...counts(1, 1) }] } }).join('')).not.toContain('\u001b');
});
