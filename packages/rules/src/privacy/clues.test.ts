import { Side } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ScanRule } from '../contract.js';
import { RULES } from '../index.js';
import { batchOf } from '../testing/batch.js';
import { scan } from '../testing/run.js';
import { createClueFinder } from './clues.js';

const rules = RULES.filter((rule): rule is ScanRule => rule.kind === 'scan' && rule.meta.code.startsWith('P'));

/** One of each rule, and what of it must never be seen. */
const PLANTED: Readonly<Record<string, readonly [text: string, secret: RegExp]>> = {
  P001: ['주민 900502-1374659', /374659/],
  P002: ['전화 010–2345–6789', /2345|6789/],
  P003: ['카드 4539 1488 0343 6467', /1488|6467/],
  P004: ['gildong@naver.com', /gildong|naver/],
  P005: ['여권 Ｍ１２３Ａ４５６７', /123A4567|１２３/],
  P006: [`AK${'IA'}Q7X2M5RJ8TKLP3WD`, /Q7X2M5/],
  P007: ['사업자 116-82-00276', /00276/],
};

const escaped = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const filler = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    '한국어로 된 조금 긴 글입니다. ',
    '１２',
    'plain English text of some length ',
    '2024년 5월 2일 ',
    '\\ " / \n \u0001',
  ),
);

it.each(rules.map((rule) => ({ code: rule.meta.code, rule })))(
  '$code is found whatever stands around it and however the JSON is written',
  ({ code, rule }) => {
    const [planted] = PLANTED[code];
    fc.assert(
      fc.property(fc.array(filler, { maxLength: 6 }), fc.nat(5), fc.boolean(), (texts, at, ascii) => {
        const question = `. ${planted} .`;
        const record = { id: 'q1', a: texts.slice(0, at), question, z: texts.slice(at) };
        const json = ascii ? escaped(JSON.stringify(record)) : JSON.stringify(record);
        const other = { record: { question: texts.join(' . ') } };
        const alone = scan(rule, [other]).count;
        const { drafts } = scan(rule, [other, { record, json }, other]);
        expect(drafts.filter(({ at: place, pointer }) => place?.record === 1 && pointer === '/question')).toHaveLength(1);
        expect(drafts.filter(({ at: place }) => place?.record !== 1)).toHaveLength(2 * alone);
      }),
      { numRuns: 60 },
    );
  },
);

it.each(rules.map((rule) => ({ code: rule.meta.code, rule })))('$code never shows what it found', ({ code, rule }) => {
  const [planted, secret] = PLANTED[code];
  const { drafts } = scan(rule, [
    { record: { question: planted } },
    { record: { answer: planted }, side: Side.Leaderboard },
    { record: { question: `${planted} ${planted}` } },
  ]);
  expect(drafts).toHaveLength(3);
  expect(JSON.stringify(drafts)).not.toMatch(secret);
  expect(drafts[1].data.shown).toBe('●●●');
  expect(drafts[2].data.matches).toBe(2);
});

it('decodes no text without a clue', () => {
  const clues = createClueFinder();
  const batch = batchOf([
    {
      record: {
        id: '010-2345-6789',
        question: '2024년 5월 2일에 3개를 12,500원에 샀다.',
        n: 123456,
        x: 12.3456,
        at: [37.5, 127],
      },
    },
    { record: { question: 'A plain question with 48/2 = 24 and no more.' } },
  ]);
  expect(clues.digits(batch)).toEqual([]);
  expect(clues.ats(batch)).toEqual([]);
  expect(clues.tokens(batch)).toEqual([]);
});

it('looks at a batch once', () => {
  const clues = createClueFinder();
  const batch = batchOf([{ record: { question: '010-2345-6789' } }]);
  expect(clues.digits(batch)).toBe(clues.digits(batch));
  expect(clues.digits(batch)).toHaveLength(1);
  expect(clues.digits(batchOf([{ record: {} }]))).toEqual([]);
});

it.each(['1', '1 ', '010-', '+1 ', '4-', 'a@', 'a@a.', 'eyJa.', '-----BEGIN A ', 'api_key=', 'sk-1a', 'M1', '(02', '9 - ', '９'])(
  'is through with 300,000 characters of %j in no time',
  (piece) => {
    const question = piece.repeat(Math.ceil(3e5 / piece.length));
    const started = performance.now();
    for (const rule of rules) scan(rule, [{ record: { question } }]);
    expect(performance.now() - started).toBeLessThan(10_000);
  },
);
