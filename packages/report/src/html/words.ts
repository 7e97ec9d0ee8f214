import { both } from '../text.js';

/** Words of the page that the other renderers have no use for. */
export const WORDS = {
  title: both('잣대 검증 보고서', 'jatdae validation report'),
  why: both('합격하지 못한 까닭', 'Why it is not accepted'),
  requirements: both('요구사항', 'Requirements'),
  plots: both('한눈에 보는 구성', 'At a glance'),
  sections: both('이 보고서의 차례', 'Sections of this report'),
  toFindings: both('지적으로 바로 가기', 'Skip to the findings'),
  subMetric: both('하위 측정 항목', 'Sub-metric'),
  below: both('기준 미달', 'below the threshold'),
  numbers: both('수치로 보기', 'The numbers'),
  fix: both('고치는 법', 'How to fix it'),
} as const;

/** Words of the table of findings, which the page's script shows. */
export const CLIENT_WORDS = {
  search: both('찾기', 'Search'),
  searchHint: both('내용, 파일, 식별자로 찾기 ( / )', 'Search messages, files, ids ( / )'),
  severity: both('심각도', 'Severity'),
  rule: both('규칙', 'Rule'),
  file: both('파일', 'File'),
  subMetric: both('하위 측정 항목', 'Sub-metric'),
  waivers: both('면제', 'Waivers'),
  all: both('모두', 'All'),
  notWaived: both('면제되지 않은 것', 'Not waived'),
  onlyWaived: both('면제된 것', 'Waived'),
  waived: both('면제됨', 'waived'),
  waivedBy: both('면제 사유', 'Waived'),
  reply: both('구축 기관의 답변', 'The builder’s answer'),
  place: both('내용과 위치', 'What and where'),
  shownOf: both('지적 {all}건 가운데 {shown}건', '{shown} of {all} findings'),
  none: both('조건에 맞는 지적이 없습니다.', 'No finding matches.'),
  reset: both('조건 지우기', 'Clear filters'),
  listed: both(
    '지적 {count}건 가운데 {listed}건이 이 파일에 있습니다. --max-findings를 늘리면 더 담고, 모두는 JSON 보고서에 담을 수 있습니다.',
    'This file lists {listed} of {count} findings; --max-findings lists more, and a JSON report as many as there are.',
  ),
  keys: both('↑↓ 옮기기 · Enter 자세히 · / 찾기 · Esc 닫기', '↑↓ move · Enter details · / search · Esc close'),
  details: both('지적 내용', 'Finding'),
  close: both('닫기', 'Close'),
  previous: both('이전', 'Previous'),
  next: both('다음', 'Next'),
  where: both('위치', 'Place'),
  related: both('관련 위치', 'Related'),
  record: both('레코드', 'Record'),
  relatedRecord: both('관련 레코드', 'Related record'),
  why: both('왜 중요한가', 'Why it matters'),
  fix: both('고치는 법', 'How to fix it'),
  fingerprint: both('지문 (면제할 때 씁니다)', 'Fingerprint (for a waiver)'),
  choose: both('목록에서 지적을 고르면 여기에 내용이 나옵니다.', 'Choose a finding to see it here.'),
  more: both('외 {count}곳', 'and {count} more'),
} as const;
