import type { DefectKind } from '../../src/api.js';
import type { Localized } from './text.js';

const both = (ko: string, en: string): Localized => ({ ko, en });

/** In the order of the keys 1–8. */
export const DEFECTS: readonly { readonly kind: DefectKind; readonly title: Localized; readonly about: Localized }[] = [
  { kind: 'wrong-key', title: both('정답 오류', 'Wrong key'), about: both('다른 선택지가 정답임', 'another choice is right') },
  {
    kind: 'no-right-answer',
    title: both('정답 없음', 'No right answer'),
    about: both('맞는 선택지가 없음', 'no choice is right'),
  },
  {
    kind: 'several-right-answers',
    title: both('복수 정답', 'Several right answers'),
    about: both('정답이 둘 이상임', 'more than one choice is right'),
  },
  {
    kind: 'unclear-question',
    title: both('질문 불명확', 'Unclear question'),
    about: both('무엇을 묻는지 알 수 없음', 'it cannot be told what is asked'),
  },
  {
    kind: 'unclear-choices',
    title: both('선택지 불명확', 'Unclear choices'),
    about: both('선택지를 이해하거나 가를 수 없음', 'choices cannot be understood or told apart'),
  },
  {
    kind: 'bad-media',
    title: both('미디어 문제', 'Bad medium'),
    about: both('안 보이거나 내용과 맞지 않음', 'it does not show, or does not fit'),
  },
  {
    kind: 'bad-translation',
    title: both('번역 문제', 'Bad translation'),
    about: both('번역이 틀리거나 어색해 답이 달라짐', 'the translation changes the answer'),
  },
  { kind: 'other', title: both('기타', 'Other'), about: both('메모에 사유를 적음', 'the note says what') },
];

export const defectTitle = (kind: DefectKind): Localized => DEFECTS.find((each) => each.kind === kind)?.title ?? both(kind, kind);

export const SEVERITIES: Readonly<Record<'error' | 'warning' | 'note', Localized>> = {
  error: both('오류', 'error'),
  warning: both('경고', 'warning'),
  note: both('참고', 'note'),
};

export const VERDICTS: Readonly<Record<'accepted' | 'rejected' | 'incomplete', Localized>> = {
  accepted: both('합격', 'Accepted'),
  rejected: both('불합격', 'Rejected'),
  incomplete: both('판정 보류', 'Incomplete'),
};

export const OUTCOMES: Readonly<Record<'pass' | 'fail' | 'open', Localized>> = {
  pass: both('합격', 'pass'),
  fail: both('불합격', 'fail'),
  open: both('진행 중', 'open'),
};

export const SIDES: Readonly<Record<'public' | 'leaderboard' | 'unknown', Localized>> = {
  public: both('공개', 'public'),
  leaderboard: both('리더보드', 'leaderboard'),
  unknown: both('분할 모름', 'unknown split'),
};

export const PHASES: Readonly<Record<'open' | 'plan' | 'scan' | 'merge' | 'confirm' | 'done', Localized>> = {
  open: both('매니페스트를 읽는 중', 'reading the manifest'),
  plan: both('파일을 살펴보는 중', 'looking at the files'),
  scan: both('문항을 검사하는 중', 'checking items'),
  merge: both('결과를 모으는 중', 'merging'),
  confirm: both('중복과 유출을 다시 확인하는 중', 'confirming duplicates and leaks'),
  done: both('검사를 마침', 'checked'),
};
