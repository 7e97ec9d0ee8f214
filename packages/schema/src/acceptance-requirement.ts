import type { Requirement } from './generated/profile.gen.js';

/** Semantic accuracy: in a ledger where a profile asks for it by this id, and wherever people's judgements are handed in. */
export const ACCEPTANCE_REQUIREMENT: Requirement = {
  id: 'N-SEM',
  title: { ko: '의미 정확성', en: 'Semantic accuracy' },
  source: { ko: '프로파일, 또는 심사한 표본의 계획', en: 'The profile, or the plan of the reviewed sample' },
  rules: [],
  threshold: {},
  reason: {
    ko: '정답이 맞는지, 질문과 선택지가 분명한지는 규칙으로 알 수 없어 사람이 표본을 보고 판정합니다. jatdae review가 표본을 뽑고, 내보낸 판정을 validate --judgements로 받습니다. 요구 정확도, 신뢰수준, 오차한계는 프로파일이 정하며 nia-2024-2는 정하지 않았습니다.',
    en: 'Whether keys are right and questions and choices are clear no rule can tell: people judge a sample. jatdae review draws it, and validate --judgements takes what was judged. The required accuracy, the confidence and the margin are a profile’s to set; nia-2024-2 sets none.',
  },
  scope: 'deliverable',
};
