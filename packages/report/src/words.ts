import type { Language, Localized, RequirementVerdict, Severity, Verdict } from '@jatdae/schema';
import { both } from './text.js';

export const ROW_VERDICTS = {
  pass: both('충족', 'pass'),
  fail: both('미충족', 'fail'),
  'not-run': both('미확인', 'not run'),
  'not-applicable': both('해당 없음', 'n/a'),
  waived: both('면제', 'waived'),
} as const satisfies Record<string, Localized>;

export const ROW_MARKS = { pass: '✓', fail: '✗', 'not-run': '?', 'not-applicable': '-', waived: '~' } as const;

export const VERDICTS = {
  accepted: both('합격', 'ACCEPTED'),
  rejected: both('불합격', 'REJECTED'),
  incomplete: both('판정 보류', 'INCOMPLETE'),
} as const satisfies Record<string, Localized>;

export const SEVERITIES = {
  error: both('오류', 'error'),
  warning: both('경고', 'warning'),
  note: both('참고', 'note'),
} as const satisfies Record<string, Localized>;

/** Headings of the ledger by the start of a requirement's id, in the order they are shown. */
export const LEDGER_GROUPS: readonly (readonly [prefix: string, title: Localized])[] = [
  ['N-BM-', both('평가 데이터', 'Benchmark')],
  ['N-REG-', both('과제 등록', 'Registry')],
  ['N-CON-', both('컨소시엄', 'Consortium')],
  ['N-WHO', both('컨소시엄', 'Consortium')],
  ['N-DATA-', both('데이터 조건', 'Data conditions')],
  ['Q-', both('품질', 'Quality')],
  ['', both('그 밖의 요구사항', 'Other requirements')],
];

export const LABELS = {
  profile: both('프로파일', 'profile'),
  files: both('파일', 'files'),
  items: both('문항', 'items'),
  requirement: both('요구사항', 'requirement'),
  verdict: both('판정', 'verdict'),
  threshold: both('기준', 'threshold'),
  measured: both('측정', 'measured'),
  rules: both('규칙', 'rules'),
  subMetrics: both('하위 측정 항목', 'Sub-metrics'),
  valid: both('유효', 'valid'),
  unique: both('고유', 'unique'),
  public: both('공개', 'public'),
  leaderboard: both('리더보드', 'leaderboard'),
  share: both('비율', 'share'),
  unknown: both('알 수 없음', 'unknown'),
  contents: both('문항의 구성', 'What the items are made of'),
  models: both('모델', 'Models'),
  model: both('모델', 'model'),
  score: both('점수', 'score'),
  rank: both('순위', 'rank'),
  rankInterval: both('95% 순위', '95 % rank'),
  scores: both('하위 측정 항목별 점수', 'Scores by sub-metric'),
  scoresLegend: both(
    '막대는 0–1. ▓ 끝이 점수, █ 끝에서 ░ 끝까지가 95% 구간, │는 찍어서 맞히는 수준',
    'Bars on 0–1: the score where ▓ ends, the 95 % interval from the end of █ to the end of ░, guessing at │',
  ),
  difficulty: both('문항 난이도', 'Item difficulty'),
  difficultyLegend: both(
    '맞힌 모델의 비율에 따른 문항 수. 왼쪽 끝은 모두 틀린 문항, 오른쪽 끝은 모두 맞힌 문항, ▁는 없음',
    'Items by the share of models that got them right, from none on the left to all on the right; ▁ is no item',
  ),
  noneRight: both('모두 틀림', 'none right'),
  allRight: both('모두 맞힘', 'all right'),
  ledger: both('요구사항', 'Requirements'),
  place: both('위치', 'place'),
  message: both('내용', 'message'),
  findings: both('지적', 'Findings'),
  related: both('관련', 'related'),
  waived: both('면제됨', 'waived'),
  waivedBy: both('면제 사유', 'waived'),
  idleWaivers: both('쓰이지 않은 면제', 'Waivers that waive nothing'),
  noFindings: both('지적이 없습니다.', 'No findings.'),
  partly: both(
    '모두 읽지 못했습니다. 미확인 요구사항은 통과한 것이 아닙니다.',
    'Not everything was read. A requirement that was not run has not passed.',
  ),
  noFormat: both(
    '형식을 알 수 없어 읽지 않았습니다. 매니페스트에서 이 리소스의 format을 적어 주십시오.',
    'not read, because its format cannot be told. State the format of this resource in the manifest.',
  ),
  noReader: both('형식은 아직 읽을 수 없습니다.', 'files cannot be read yet.'),
  partlySeen: both('일부만 확인', 'partly seen'),
  unnamed: both('(이름 없음)', '(unnamed)'),
} as const satisfies Record<string, Localized>;

export const severityWord = (severity: Severity, language: Language): string => SEVERITIES[severity][language];
export const verdictWord = (verdict: Verdict, language: Language): string => VERDICTS[verdict][language];
export const requirementWord = (verdict: RequirementVerdict, language: Language): string => ROW_VERDICTS[verdict][language];
