import type { Finding, Report } from '@jatdae/schema';

export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    code: 'I002',
    severity: 'error',
    message: '같은 식별자 "q-17"이 이미 있습니다.',
    fingerprint: 'f00d',
    waived: false,
    place: { path: 'data/예절.jsonl', record: 17, line: 17, byte: 9120, pointer: '/id', column: null },
    related: [{ path: 'data/예절.jsonl', record: 3, line: 3 }],
    data: {},
    ...changes,
  };
}

/** A rejected deliverable with one row of each verdict. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  const coverage = { bytes: 1, records: 1, exact: true };
  return {
    jatdae: '0.1.0',
    report: 1,
    verdict: 'rejected',
    complete: true,
    profile: { name: 'nia-2024-2', version: '1', sha256: 'abc' },
    deliverable: { name: 'global-norms-eval', version: '1.0.0', root: null, files: 14, bytes: 25_000_000, items: 12_000 },
    requirements: [
      { id: 'N-BM-SUB', verdict: 'pass', measured: { subMetrics: 12 }, threshold: { min: 10 }, rules: ['S001'] },
      {
        id: 'N-BM-ITEMS',
        verdict: 'fail',
        measured: { min: 931, subMetric: '예절' },
        threshold: { min: 1000 },
        rules: ['S002', 'S003'],
      },
      {
        id: 'N-BM-HOLD',
        verdict: 'pass',
        measured: { share: 0.1, leaderboard: 1200, items: 12_000 },
        threshold: { share: 0.1, tolerance: 0.005 },
        rules: ['H001'],
      },
      { id: 'N-CON-AREAS', verdict: 'not-applicable', measured: null, threshold: { max: 2 }, rules: ['C004'] },
      { id: 'Q-SYNTAX', verdict: 'waived', measured: { share: 0.99951 }, threshold: { min: 0.995 }, rules: ['F007'] },
      {
        id: 'Q-PRIVACY',
        verdict: 'not-run',
        measured: null,
        threshold: { max: 0 },
        rules: ['P001'],
        note: '이 판에는 아직 없는 규칙입니다.',
      },
    ],
    subMetrics: [
      { id: '예절', items: 931, valid: 925, unique: 920, public: 838, leaderboard: 93, leaderboardShare: 0.09989 },
      { id: 'etiquette', items: 11_069, valid: 11_069, unique: 11_069, public: 11_069, leaderboard: 0, leaderboardShare: 0 },
    ],
    rules: [
      { code: 'D001', name: 'exact-duplicate', severity: 'warning', count: 1, shown: 1, coverage },
      { code: 'I002', name: 'duplicate-id', severity: 'error', count: 1234, shown: 2, coverage },
      { code: 'I003', name: 'missing-id', severity: 'error', count: 0, shown: 0, coverage },
    ],
    findings: [
      sampleFinding(),
      sampleFinding({ place: { path: 'data/b.json', record: 4, line: null, byte: 0, pointer: null, column: null }, related: [] }),
      sampleFinding({
        code: 'D001',
        severity: 'warning',
        message: '같은 문항입니다.',
        waived: true,
        waiver: { by: '홍길동', reason: '의도한 반복', until: '2024-12-31', source: 'reviewer' },
        related: [],
      }),
    ],
    statistics: {},
    run: { startedAt: '2024-12-20T00:00:00.000Z', seconds: 1.2, jobs: 2, host: 'host', peakBytes: 1 },
    ...changes,
  };
}

export const SAMPLE_TITLES = {
  'N-BM-SUB': { ko: '하위 측정 항목 10개 이상', en: '10 or more sub-metrics' },
  'N-BM-ITEMS': { ko: '하위 측정 항목마다 1,000셋 이상', en: '1,000 or more sets in each sub-metric' },
  'N-BM-HOLD': { ko: '데이터의 10%를 리더보드용으로 분리', en: '10 % kept for the leaderboards' },
  'N-CON-AREAS': { ko: '한 기관은 두 과제까지 참여', en: 'an institution applies in at most two areas' },
  'Q-SYNTAX': { ko: '구문 정확성', en: 'Syntactic accuracy' },
  'Q-PRIVACY': { ko: '개인정보와 비밀 정보 없음', en: 'No personal data or secrets' },
} as const;
