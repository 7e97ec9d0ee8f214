import { parse } from 'junit2json';
import { expect, it } from 'vitest';
import { drawn } from '../testing/drawn.js';
import { sampleFinding, sampleReport } from '../testing/sample-report.js';
import { renderJunit } from './junit.js';

const rule = { count: 1, shown: 1, coverage: { bytes: 1, records: 1, exact: true } };
const rules = [
  { ...rule, code: 'S001', name: 'too-few-sub-metrics', severity: 'error', count: 0, shown: 0 },
  { ...rule, code: 'S002', name: 'too-few-items', severity: 'error' },
  { ...rule, code: 'F007', name: 'malformed-record', severity: 'error' },
  { ...rule, code: 'D001', name: 'exact-duplicate', severity: 'warning' },
] as const;
const findings = [
  sampleFinding({ code: 'S002', message: "'예절'에 문항이 931개뿐입니다.", related: [] }),
  sampleFinding({ code: 'F007', waived: true }),
  sampleFinding({ code: 'D001', severity: 'warning' }),
];
const report = sampleReport({ rules: [...rules], findings });

/** Suites as a common parser reads them: cases by name, with what became of them. */
async function parsed(xml: string) {
  const suites = await parse(xml);
  if (suites == null || !('testsuite' in suites)) throw new Error('no test suites');
  return (suites.testsuite ?? []).map(({ name, failures, skipped, tests, testcase = [] }) => ({
    name,
    counts: [tests, failures, skipped],
    cases: Object.fromEntries(
      testcase.map((one) => [one.name, one.failure !== undefined ? 'failed' : one.skipped !== undefined ? 'skipped' : 'passed']),
    ),
  }));
}

it('a suite a requirement, a case for it and for each of its rules', async () => {
  expect(await parsed(await drawn(renderJunit, report))).toEqual([
    {
      name: 'N-BM-SUB 하위 측정 항목 10개 이상',
      counts: [2, 0, 0],
      cases: { 'N-BM-SUB': 'passed', 'S001 too-few-sub-metrics': 'passed' },
    },
    {
      name: 'N-BM-ITEMS 하위 측정 항목마다 1,000셋 이상',
      counts: [3, 2, 1],
      cases: { 'N-BM-ITEMS': 'failed', 'S002 too-few-items': 'failed', S003: 'skipped' },
    },
    {
      name: 'N-BM-HOLD 데이터의 10%를 리더보드용으로 분리',
      counts: [2, 0, 1],
      cases: { 'N-BM-HOLD': 'passed', H001: 'skipped' },
    },
    { name: 'N-CON-AREAS 한 기관은 두 과제까지 참여', counts: [2, 0, 2], cases: { 'N-CON-AREAS': 'skipped', C004: 'skipped' } },
    { name: 'Q-SYNTAX 구문 정확성', counts: [2, 0, 2], cases: { 'Q-SYNTAX': 'skipped', 'F007 malformed-record': 'skipped' } },
    { name: 'Q-PRIVACY 개인정보와 비밀 정보 없음', counts: [2, 0, 2], cases: { 'Q-PRIVACY': 'skipped', P001: 'skipped' } },
    { name: '요구사항에 속하지 않는 규칙', counts: [1, 0, 0], cases: { 'D001 exact-duplicate': 'passed' } },
  ]);
});

it('a failure says what was measured and where the findings are', async () => {
  const xml = await drawn(renderJunit, report);
  expect(xml).toContain('<failure message="미충족 - 기준: 1,000 이상 · 측정: 최소 931 (예절)" type="failure">');
  expect(xml).toContain('data/예절.jsonl:17 /id [오류] &#39;예절&#39;에'.replaceAll('&#39;', "'"));
});

it('errors that a requirement tolerates, and is met, fail nothing', async () => {
  const requirements = [
    { id: 'Q-SYNTAX', verdict: 'pass', measured: { share: 0.999 }, threshold: { min: 0.995 }, rules: ['F007'] },
  ] as const;
  const tolerated = sampleReport({
    requirements: requirements.map((row) => ({ ...row, rules: [...row.rules] })),
    rules: rules.filter(({ code }) => code === 'F007'),
    findings: [sampleFinding({ code: 'F007' })],
  });
  const [suite] = await parsed(await drawn(renderJunit, tolerated, { language: 'en' }));
  expect(suite?.cases).toEqual({ 'Q-SYNTAX': 'passed', 'F007 malformed-record': 'passed' });
});

it('waived errors look waived', async () => {
  const xml = await drawn(renderJunit, report);
  expect(xml).toContain('<skipped message="면제된 지적 1건"/>');
  expect(xml).toContain('[면제됨]');
});

it('a rule that is waived as a whole has no errors, though most of them were only counted', async () => {
  const waiver = { rule: 'F007', by: '홍길동', reason: '합의', source: 'reviewer', state: 'used', findings: 1234 } as const;
  const waived = sampleReport({
    requirements: [],
    rules: rules.filter(({ code }) => code === 'F007').map((one) => ({ ...one, count: 1234 })),
    findings: [sampleFinding({ code: 'F007', waived: true })],
  });
  const outcome = async (changed: typeof waived): Promise<unknown> => (await parsed(await drawn(renderJunit, changed)))[0]?.cases;
  expect(await outcome(waived)).toEqual({ 'F007 malformed-record': 'failed' });
  expect(await outcome({ ...waived, waivers: [waiver] })).toEqual({ 'F007 malformed-record': 'skipped' });
});

it('what XML has no characters for does not stand in it, and data is no markup', async () => {
  const evil = ']]></failure><testcase name="x"/>\u0000\u0007\u001b\ud800\ufffe"&';
  const hostile = sampleReport({
    ...report,
    findings: [sampleFinding({ code: 'S002', message: evil, place: { ...sampleFinding().place, path: evil, pointer: evil } })],
    deliverable: { name: evil, version: evil, root: null, files: 0, bytes: 0, items: 0 },
  });
  const xml = await drawn(renderJunit, hostile);
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/u);
  expect((await parsed(xml))[1]?.counts).toEqual([3, 2, 1]);
});

it('lists the first findings of a rule and counts the rest', async () => {
  const many = sampleReport({
    rules: rules.map((one) => (one.code === 'S002' ? { ...one, count: 1234, shown: 100 } : one)),
    findings: Array.from({ length: 100 }, (_, at) => sampleFinding({ code: 'S002', message: `지적 ${at}` })),
  });
  const xml = await drawn(renderJunit, many);
  expect(xml.match(/지적 \d+\n/gu)).toHaveLength(50);
  expect(xml).toContain('외 1,184건');
});
