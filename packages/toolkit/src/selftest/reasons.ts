import type { Localized } from '@jatdae/schema';

/** Why no defect of a rule could be planted. */
export const REASONS = {
  'several-manifests': {
    ko: '여러 신청서를 함께 보는 규칙이라 납품물 하나에는 심을 수 없습니다 (jatdae consortium)',
    en: 'it compares several applications, which one deliverable is not (jatdae consortium)',
  },
  'few-models': {
    ko: '여러 모델이 낸 답을 견주는 규칙인데, 납품물의 실험 결과(experiments)가 그만큼 없습니다(E006은 둘, E007은 셋)',
    en: 'it compares what several models answered, and the deliverable has fewer experiments than it takes (two for E006, three for E007)',
  },
  'few-keyed-items': {
    ko: '가장 큰 하위 측정 항목에 id, 선택지, 정답 하나를 지닌 문항이 100개가 되지 않습니다',
    en: 'the largest sub-metric has fewer than 100 items with an id, choices and one key',
  },
  'no-share-of-right-answers': {
    ko: '가장 큰 하위 측정 항목의 척도가 맞힌 비율(accuracy, exact-match)이 아닙니다',
    en: 'the metric of the largest sub-metric is no share of right answers (accuracy, exact-match)',
  },
  'already-found': {
    ko: '심기 전의 사본에서 이미 지적하므로 심은 것과 구별할 수 없습니다',
    en: 'it has findings in the copy before anything is planted, so that nothing planted could be told from them',
  },
  'no-free-item': {
    ko: '알맞은 문항에는 이미 지적이나 다른 결함이 있습니다',
    en: 'the items that would suit have findings already, or another defect',
  },
  'not-asked': { ko: '프로파일이 그만큼을 요구하지 않습니다', en: 'the profile does not ask for so much' },
  'for-training': {
    ko: '평가용 데이터의 프로파일이라 라벨 비중을 보지 않습니다',
    en: 'the profile is for evaluation data, whose share of labels is not asked about',
  },
  'no-items': { ko: '사본에 문항이 없습니다', en: 'the copy has no items' },
  'no-suitable-item': { ko: '이 결함을 지닐 수 있는 문항이 없습니다', en: 'no item could have such a defect' },
  'no-long-question': {
    ko: '긴 질문이나 지문(80자 이상)이 없습니다',
    en: 'no question and no passage is long enough (80 characters)',
  },
  'no-leaderboard': { ko: '리더보드 분할이 없습니다', en: 'there is no leaderboard split' },
  'nothing-withheld': { ko: '정답을 감추지 않는 납품물입니다', en: 'the deliverable withholds no answers' },
  'no-keyed-choices': { ko: '선택지와 정답 하나를 지닌 문항이 없거나 모자랍니다', en: 'too few items have choices and one key' },
  'no-id': { ko: 'id가 지정되지 않은 납품물입니다', en: 'no id is mapped' },
  'no-keyed-ids': { ko: 'id와 정답이 함께 있는 문항이 없습니다', en: 'no item has both an id and an answer' },
  'not-recomputed': {
    ko: '모든 척도가 사람이나 모델의 판정(judge)이라 다시 계산하지 않습니다',
    en: 'all scores are judged (judge) and none is recomputed',
  },
  'no-category': {
    ko: '하위 측정 항목이 하나뿐이고 범주도 난이도도 없습니다',
    en: 'there is one sub-metric alone, and neither category nor difficulty',
  },
  'few-items': { ko: '사본의 문항이 모자랍니다', en: 'the copy has too few items' },
  'few-questions': {
    ko: '지문이나 미디어 없이 묻는 질문이 50개가 되지 않습니다',
    en: 'fewer than 50 questions stand alone, without a text or a medium',
  },
  'unknown-language': {
    ko: '글자를 판단할 수 없는 언어가 선언되어 있습니다',
    en: 'a declared language has no script that is judged',
  },
  'no-media': { ko: '미디어를 가리키는 문항이 없습니다', en: 'no item refers to a medium' },
  'media-of-layout': {
    ko: '미디어를 문항이 아니라 폴더 구조가 가리키며, 사본은 그 구조를 따르지 않습니다',
    en: 'the media are told by the layout, not by the items, and a copy does not keep it',
  },
  'no-media-root': { ko: '매니페스트에 미디어 폴더(media.root)가 없습니다', en: 'the manifest names no media root' },
  'no-consortium': { ko: '매니페스트에 컨소시엄이 없습니다', en: 'the manifest has no consortium' },
  'no-table': { ko: '표 형식(CSV) 파일이 없습니다', en: 'there is no table (CSV)' },
  'all-text': { ko: '이 형식에서는 모든 값이 글자입니다', en: 'in this format all values are text' },
  'no-lines': { ko: '줄로 나뉜 형식의 파일이 없습니다', en: 'no file is made of lines' },
  'not-in-format': {
    ko: '이 형식의 문항 하나에만 생길 수 있는 결함이 아닙니다',
    en: 'an item of this format cannot have this defect by itself',
  },
  'below-media-root': {
    ko: '미디어 폴더가 납품물 전체라서, 선언하지 않은 파일은 모두 쓰이지 않는 미디어(A003)입니다',
    en: 'the media root is the whole deliverable, so that any file nobody declares is an unused medium (A003)',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Reason = keyof typeof REASONS;
