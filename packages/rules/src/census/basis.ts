import type { Localized } from '@jatdae/schema';

/** How the share of a finding was come by: words of `basis`, which name the `questions` looked at. */
export const BASIS: Readonly<Record<'all' | 'sample', Localized>> = {
  all: { ko: '질문 {questions}개 모두를 보았습니다', en: 'all {questions} questions looked at' },
  sample: { ko: '고르게 뽑은 질문 {questions}개로 어림한 비율입니다', en: 'estimated from {questions} questions drawn evenly' },
};
