import type { Localized } from '@jatdae/schema';
import type { ExportItem } from './item.js';

/** `texts` and `numbers` are lists; `turns` a list of `{role, content}`. */
export type ColumnKind = 'text' | 'texts' | 'numbers' | 'turns';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** every item has one */
  readonly isRequired: boolean;
  readonly about: Localized;
}

export type Cell =
  | string
  | number
  | null
  | readonly string[]
  | readonly number[]
  | readonly Readonly<Record<string, unknown>>[]
  | Readonly<Record<string, unknown>>;
export type ItemRecord = Readonly<Record<string, Cell>>;

const text = (name: string, ko: string, en: string, isRequired = false): Column => ({
  name,
  kind: 'text',
  isRequired,
  about: { ko, en },
});
const list = (name: string, kind: 'texts' | 'numbers' | 'turns', ko: string, en: string): Column => ({
  name,
  kind,
  isRequired: true,
  about: { ko, en },
});

const COLUMNS: readonly Column[] = [
  text('id', '문항의 id', 'id of the item', true),
  text('sub_metric', '하위 측정 항목', 'sub-metric', true),
  text('split', '분할: public 또는 leaderboard', 'split: public or leaderboard', true),
  text('type', '문항의 유형', 'type of the item', true),
  text('context', '지문', 'passage'),
  text('question', '질문', 'question'),
  list('turns', 'turns', '대화: 말한 이와 말', 'conversation: who speaks and what'),
  list('choices', 'texts', '선택지', 'choices'),
  list('keys', 'numbers', '정답인 선택지의 번호, 0부터', 'the choices that are right, counted from 0'),
  text('answer', '납품된 답 (글이 아니면 JSON)', 'the answer as delivered (JSON where it is no text)'),
  text('explanation', '해설', 'explanation'),
  text('category', '분류', 'category'),
  text('difficulty', '난이도', 'difficulty'),
  list('media', 'texts', '미디어 파일의 경로', 'paths of the media'),
];

const CANARY = text(
  'canary',
  '학습 데이터에 섞였는지 알아보는 표지',
  'a mark by which the data is recognised in training data',
  true,
);

/** What targets that publish the data, rather than ask it, hold of each item. */
export const columnsOf = (canary: string | undefined): readonly Column[] =>
  canary === undefined ? COLUMNS : [...COLUMNS, CANARY];

export function recordOf(item: ExportItem, canary: string | undefined): ItemRecord {
  return {
    id: item.name,
    sub_metric: item.subMetric,
    split: item.side,
    type: item.type,
    context: item.context,
    question: item.question,
    turns: item.turns.map(({ role, content }) => ({ role, content })),
    choices: item.choices,
    keys: item.keys,
    answer: item.answerText,
    explanation: item.explanation,
    category: item.category,
    difficulty: item.difficulty,
    media: item.mediaPaths,
    ...(canary === undefined ? {} : { canary }),
  };
}
