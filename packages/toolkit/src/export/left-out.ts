import type { Localized } from '@jatdae/schema';

/** Why items are not exported, by the name in the outcome. */
export const LEFT_OUT_REASONS = {
  leaderboard: { ko: '리더보드 분할의 문항', en: 'items of the leaderboard split' },
  'no-split': { ko: '분할을 알 수 없는 문항', en: 'items whose split is unknown' },
  'no-sub-metric': { ko: '하위 측정 항목을 알 수 없는 문항', en: 'items whose sub-metric is unknown' },
  'asks-nothing': { ko: '물을 것이 없는 문항', en: 'items that ask nothing' },
  'no-answer': { ko: '채점할 답이 없는 문항', en: 'items without an answer to score by' },
  'several-answers': { ko: '정답이 여럿인 하나 고르기 문항', en: 'single-choice items with several keys' },
  'blank-choice': { ko: '빈 선택지가 있어 번호가 밀리는 문항', en: 'items with a blank choice, which the tool would drop' },
  'many-choices': { ko: '선택지가 26개를 넘는 문항', en: 'items of more than 26 choices' },
  media: { ko: '이 형식이 담지 못하는 미디어가 있는 문항', en: 'items with media, which this form does not hold' },
  'lost-media': { ko: '미디어 파일을 읽을 수 없는 문항', en: 'items whose media cannot be read' },
  type: { ko: '이 형식에 없는 유형의 문항', en: 'items of a type that this form does not know' },
  'broken-text': { ko: 'UTF-8로 쓸 수 없는 글자가 있는 문항', en: 'items with text that UTF-8 cannot hold' },
} as const satisfies Readonly<Record<string, Localized>>;

export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;

/** Items by why they are left out. */
export type LeftOut = Readonly<Partial<Record<LeftOutReason, number>>>;
