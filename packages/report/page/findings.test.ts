import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PageData, PageFinding } from '../src/html/page-data.js';
import { createFinder, findingsOf, NO_FILTERS, type SortKey, sorted } from './findings.js';

const row = (
  rule: number,
  place: string,
  message: string,
  more: { severity?: number; waiver?: number; path?: number } = {},
): PageFinding => {
  const { severity = 0, waiver = -1, path = 0 } = more;
  return [rule, severity, waiver, path, -1, place, message, 'f00d', ['data/b.jsonl:3'], -1, -1, -1, -1, -1];
};

const dataOf = (findings: readonly PageFinding[]): PageData =>
  ({
    rules: ['I002', 'D001'].map((code) => ({ code, name: '', why: '', fix: '' })),
    findings,
  }) as unknown as PageData;

const FINDINGS = findingsOf(
  dataOf([
    row(0, 'data/a.jsonl:17 /id', '같은 식별자 "Q-17"이 이미 있습니다.'),
    row(0, 'data/a.jsonl:5', '같은 식별자가 있습니다.', { severity: 1, waiver: 0 }),
    row(1, 'data/b.jsonl (1,204번째 레코드)', '같은 문항입니다.', { severity: 1, path: 1 }),
  ]),
);
const find = createFinder(FINDINGS);
const places = (filters: Partial<typeof NO_FILTERS>): number[] =>
  find(FINDINGS, { ...NO_FILTERS, ...filters }).map(({ at }) => at);

it('finds words in any order, in messages, places and fingerprints, whatever their case or normal form', () => {
  expect(places({ text: 'q-17' })).toEqual([0]);
  expect(places({ text: '이미 식별자' })).toEqual([0]);
  expect(places({ text: '문항'.normalize('NFD') })).toEqual([2]);
  expect(places({ text: 'F00D' })).toEqual([0, 1, 2]);
  expect(places({ text: '없는 말' })).toEqual([]);
});

it('filters by rule, severity, file and waiver, all together', () => {
  expect(places({ rule: 'I002' })).toEqual([0, 1]);
  expect(places({ hidden: new Set([0]) })).toEqual([1, 2]);
  expect(places({ path: 1 })).toEqual([2]);
  expect(places({ waived: 'yes' })).toEqual([1]);
  expect(places({ waived: 'no', rule: 'I002' })).toEqual([0]);
});

it('sorts by place as numbers, not as texts', () => {
  expect(sorted(FINDINGS, { key: 'place', isDescending: false }).map(({ at }) => at)).toEqual([1, 0, 2]);
});

it('shows each finding once in any order, and filters never add one', () => {
  const finding = fc
    .tuple(fc.constantFrom(0, 1), fc.nat(3), fc.nat(2), fc.nat(2), fc.string())
    .map(([rule, line, severity, path, message]) => row(rule, `a:${line}`, message, { severity, path }));
  const key = fc.constantFrom<SortKey>('severity', 'rule', 'place');
  fc.assert(
    fc.property(fc.array(finding), key, fc.boolean(), fc.string(), (rows, by, isDescending, text) => {
      const all = findingsOf(dataOf(rows));
      const shown = sorted(all, { key: by, isDescending });
      expect(new Set(shown)).toEqual(new Set(all));
      expect(shown).toHaveLength(all.length);
      const found = createFinder(all)(shown, { ...NO_FILTERS, text });
      expect(found).toEqual(shown.filter((one) => found.includes(one)));
    }),
  );
});
