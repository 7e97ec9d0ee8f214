import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { renderPretty } from './pretty.js';
import { SAMPLE_TITLES, sampleFinding, sampleReport } from './testing/sample-report.js';
import { displayWidth } from './text.js';

const options = { language: 'ko', color: false, width: 80, titles: SAMPLE_TITLES } as const;

it('shows the ledger, the sub-metrics, the findings and the verdict in Korean', () => {
  expect(renderPretty(sampleReport(), options)).toMatchInlineSnapshot(`
    "global-norms-eval 1.0.0
    잣대 0.1.0 · 프로파일 nia-2024-2 (1) · 파일 14 · 23.8 MiB · 문항 12,000

    평가 데이터
      ✓ 충족       N-BM-SUB     하위 측정 항목 10개 이상
                   기준: 10 이상 · 측정: 하위 측정 항목 12개
      ✗ 미충족     N-BM-ITEMS   하위 측정 항목마다 1,000셋 이상
                   기준: 1,000 이상 · 측정: 최소 931 (예절)
      ✓ 충족       N-BM-HOLD    데이터의 10%를 리더보드용으로 분리
                   기준: 10% ± 0.5%p · 측정: 10%, 리더보드 1,200, 전체 12,000

    컨소시엄
      - 해당 없음  N-CON-AREAS  한 기관은 두 과제까지 참여

    품질
      ~ 면제       Q-SYNTAX     구문 정확성
                   기준: 99.5% 이상 · 측정: 99.951%
      ? 미확인     Q-PRIVACY    개인정보와 비밀 정보 없음
                   기준: 없어야 함 · 이 판에는 아직 없는 규칙입니다.

    하위 측정 항목
      id           문항    유효    고유    공개  리더보드   비율
      예절          931     925     920     838        93  9.98%
      etiquette  11,069  11,069  11,069  11,069         0     0%

    지적  오류 1,234건 · 경고 1건

      I002 duplicate-id  오류 1,234건  jatdae explain I002
        data/예절.jsonl:17 /id
          같은 식별자 "q-17"이 이미 있습니다.
          관련: data/예절.jsonl:3
        data/b.json (4번째 레코드)
          같은 식별자 "q-17"이 이미 있습니다.
        외 1,232건

      D001 exact-duplicate  경고 1건  jatdae explain D001
        data/예절.jsonl:17 /id
          [면제됨] 같은 문항입니다.
          면제 사유: 의도한 반복 - 홍길동, 2024-12-31까지 (심사자의 파일)

    판정: 불합격 - 미충족 1: N-BM-ITEMS · 미확인 1: Q-PRIVACY
    "
  `);
});

it('shows the ledger as a table on a wide terminal, in English', () => {
  const text = renderPretty(sampleReport(), { ...options, language: 'en', width: 120 });
  expect(text.slice(text.indexOf('verdict') - 2, text.indexOf('Sub-metrics'))).toMatchInlineSnapshot(`
    "  verdict    requirement                                              threshold         measured
    Benchmark
      ✓ pass     N-BM-SUB     10 or more sub-metrics                      at least 10       sub-metrics: 12
      ✗ fail     N-BM-ITEMS   1,000 or more sets in each sub-metric       at least 1,000    lowest 931 (예절)
      ✓ pass     N-BM-HOLD    10 % kept for the leaderboards              10% ± 0.5 points  10%, 1,200 leaderboard, 12,000
                                                                                            in all

    Consortium
      - n/a      N-CON-AREAS  an institution applies in at most two
                              areas

    Quality
      ~ waived   Q-SYNTAX     Syntactic accuracy                          at least 99.5%    99.951%
      ? not run  Q-PRIVACY    No personal data or secrets                 none allowed
                              이 판에는 아직 없는 규칙입니다.

    "
  `);
});

it.each([40, 80, 100, 120, 160])('no line is wider than a terminal of %i columns', (width) => {
  const message = '아주 긴 설명이 있는 지적입니다. '.repeat(10);
  const report = sampleReport({ findings: [sampleFinding({ message })] });
  for (const language of ['ko', 'en'] as const) {
    const lines = renderPretty(report, { ...options, language, width }).split('\n');
    // Places stay whole, so that a terminal can open them; the table of counts needs 70 columns.
    const wrapped = lines.filter((line) => !/jsonl|\.json|^ {2}(id|예절|etiquette)|explain/u.test(line));
    expect(wrapped.filter((line) => displayWidth(line) > Math.max(width, 60))).toEqual([]);
  }
});

it('the last line says the verdict and why', () => {
  const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
  expect(last(renderPretty(sampleReport(), options))).toBe('판정: 불합격 - 미충족 1: N-BM-ITEMS · 미확인 1: Q-PRIVACY');
  const { requirements } = sampleReport();
  const accepted = sampleReport({
    verdict: 'accepted',
    requirements: requirements.filter(({ verdict }) => !['fail', 'not-run'].includes(verdict)),
  });
  expect(last(renderPretty(accepted, { ...options, language: 'en' }))).toBe(
    'Verdict: ACCEPTED - all 3 applicable requirements are met or waived (1 waived).',
  );
});

it('says that not everything was read', () => {
  expect(renderPretty(sampleReport({ complete: false }), options)).toContain('모두 읽지 못했습니다');
  expect(renderPretty(sampleReport(), options)).not.toContain('모두 읽지 못했습니다');
});

it('says where a rule did not see everything', () => {
  const rules = sampleReport().rules.map((rule) => ({ ...rule, coverage: { bytes: 0.5, records: 0.5, exact: true } }));
  expect(renderPretty(sampleReport({ rules }), options)).toContain('I002 duplicate-id  오류 1,234건  일부만 확인');
  expect(renderPretty(sampleReport(), options)).not.toContain('일부만 확인');
});

it('shows five findings of a rule and counts the rest', () => {
  const findings = Array.from({ length: 9 }, (_, at) => sampleFinding({ message: `지적 ${at}`, related: [] }));
  const text = renderPretty(sampleReport({ findings }), options);
  expect(text.match(/지적 \d/gu)).toHaveLength(5);
  expect(text).toContain('외 1,229건');
});

it('data cannot drive the terminal', () => {
  const evil = '\u001b]0;owned\u0007\u202etxt\r\n';
  const text = renderPretty(
    sampleReport({
      findings: [sampleFinding({ message: evil, place: { ...sampleFinding().place, path: evil, pointer: evil } })],
      subMetrics: [{ id: evil, items: 0, valid: 0, unique: 0, public: 0, leaderboard: 0, leaderboardShare: null }],
      deliverable: { name: evil, version: evil, root: null, files: 0, bytes: 0, items: 0 },
    }),
    options,
  );
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
  expect(text).toContain('\\u001b]0;owned\\u0007');
});

it('a consortium report has no deliverable', () => {
  expect(renderPretty(sampleReport({ deliverable: null }), options).split('\n')[0]).toBe('잣대 0.1.0 · 프로파일 nia-2024-2 (1)');
});

it('colours only where it is asked to', () => {
  expect(renderPretty(sampleReport(), { ...options, color: true })).toContain('\u001b[31m');
  expect(renderPretty(sampleReport(), options)).not.toContain('\u001b');
});

it('counts findings that are milder than their rule for what they are', () => {
  const mild = sampleFinding({ severity: 'warning', related: [] });
  const rule = {
    ...sampleReport().rules[0],
    code: mild.code,
    name: 'missing-id',
    severity: 'error',
    count: 2,
    shown: 2,
  } as const;
  const text = (error: number, warning: number, findings: readonly (typeof mild)[]): string => {
    const rules = [{ ...rule, count: error + warning, severities: { error, warning, note: 0 } }] as Report['rules'];
    return renderPretty(sampleReport({ rules, findings: [...findings] }), { ...options, language: 'en' });
  };
  expect(text(0, 2, [mild, mild])).toContain('Findings  2 warnings');
  expect(text(0, 2, [mild, mild])).not.toContain('[warning]');
  expect(text(1, 1, [mild, { ...mild, severity: 'error' }])).toContain('missing-id  1 error · 1 warning');
  expect(text(1, 1, [mild, { ...mild, severity: 'error' }])).toContain('[warning]');
  expect(text(3, 900, [mild])).toContain('missing-id  3 errors · 900 warnings');
});

it('names the resources that were not read, and what to do', () => {
  const unread = [
    { path: 'titles/*.txt', format: null, files: 3 },
    { path: 'data/*.arrow', format: 'arrow', files: 1 },
  ];
  const report = sampleReport({ complete: false, statistics: { unread } });
  const flat = (language: 'ko' | 'en'): string => renderPretty(report, { ...options, language }).replaceAll('\n', ' ');
  expect(flat('ko')).toContain('titles/*.txt: 형식을 알 수 없어 읽지 않았습니다.');
  expect(flat('ko')).toContain('data/*.arrow: arrow 형식은 아직 읽을 수 없습니다.');
  expect(flat('en')).toContain('State the format of this resource in the manifest.');
});

it('a waived finding tells by whom, why and until when; what a waiver holds cannot drive a terminal', () => {
  const waiver = { by: '김심사\u001b[2J', reason: '원전\n표기', until: '2024-12-31', source: 'reviewer' } as const;
  const findings = [sampleFinding({ waived: true, waiver })];
  const waivers = [{ ...waiver, rule: 'D003', fingerprint: 'f00d', state: 'expired', findings: 1 } as const];
  const text = renderPretty(sampleReport({ findings, waivers }), { ...options, width: 160 });
  expect(text).toContain('면제 사유: 원전\\u000a표기 - 김심사\\u001b[2J, 2024-12-31까지 (심사자의 파일)');
  expect(text).toContain('쓰이지 않은 면제\n  D003 f00d: 납품일에 이미 끝났습니다 (해당 지적 1건)');
  expect(text).not.toContain('\u001b');
});
