import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { breakShare, plantFaults, shuffleKeys } from './faults.js';
import type { BenchItem } from './item.js';
import { ITEM_SCHEMA } from './schemas.js';

const isValid = new Ajv2020().compile(ITEM_SCHEMA);

const items = Array.from(
  { length: 2000 },
  (_, index): BenchItem => ({
    id: `etiquette-${index}`,
    sub_metric: 'etiquette',
    split: index % 10 === 9 ? 'leaderboard' : 'public',
    question: `${index}번째 상황에서 가장 알맞은 행동은 무엇인지 고르십시오.`,
    choices: ['인사한다', '기다린다', '돌아간다', '묻는다'],
    answer: 0,
    explanation: '어른에게 먼저 인사하는 것이 예절에 맞는 행동이기 때문입니다.',
    difficulty: 3,
    source: { name: '예절 안내서', url: 'https://example.org/1', license: 'CC0-1.0' },
    tags: ['의례'],
  }),
);

it('expects what a count of the planted items gives', () => {
  const { spoil, expected } = plantFaults();
  const spoilt = items.map(spoil);
  const questions = spoilt.filter((item) => item.question !== null);
  const inSplit = (split: string) => new Set(questions.filter((item) => item.split === split).map((item) => item.question));
  const leaderboard = inSplit('leaderboard');

  expect(expected()).toEqual({
    records: spoilt.length,
    invalid: spoilt.filter((item) => !isValid(item)).length,
    distinctIds: new Set(spoilt.map((item) => item.id)).size,
    duplicateQuestions: questions.length - new Set(questions.map((item) => item.question)).size,
    overlap: [...inSplit('public')].filter((question) => leaderboard.has(question)).length,
  });
  expect(Object.values(expected()).every((count) => count > 0)).toBe(true);
});

it('breaks about the share it was told, each record of its schema or of JSON', () => {
  const clean = new Set(items.map((item) => JSON.stringify(item)));
  const broken = items.map(breakShare(0.05)).filter((line) => !clean.has(line));
  const stillValid = broken.filter((line) => {
    try {
      return isValid(JSON.parse(line));
    } catch {
      return false;
    }
  });
  expect(broken.length / items.length).toBeCloseTo(0.05, 1);
  expect(stillValid).toEqual([]);
  expect(broken.filter((line) => line.trim() === '' || line.includes('\n'))).toEqual([]);
});

it('changes the order of keys from record to record, and nothing else', () => {
  const shuffled = items.map(shuffleKeys());
  expect(shuffled.map((line) => JSON.parse(line))).toEqual(items);
  expect(new Set(shuffled.map((line) => Object.keys(JSON.parse(line)).join())).size).toBeGreaterThan(1000);
});
