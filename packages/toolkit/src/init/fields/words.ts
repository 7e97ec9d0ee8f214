/** Parts of an item that one field holds, as a manifest names them. */
export type Role =
  | 'id'
  | 'context'
  | 'question'
  | 'choices'
  | 'answer'
  | 'explanation'
  | 'category'
  | 'difficulty'
  | 'group'
  | 'rubric'
  | 'turns';

/** Names that public data sets use, the most telling first. */
const WORDS: Readonly<Record<Role, readonly string[]>> = {
  id: [
    'id',
    'qid',
    'uid',
    'guid',
    'uuid',
    'question_id',
    'item_id',
    'sample_id',
    'qa_id',
    '문항번호',
    '문항_번호',
    '번호',
    '$key',
    'id_',
    'no',
    'idx',
    'index',
  ],
  context: [
    'context',
    'passage',
    'premise',
    'paragraph',
    'article',
    'document',
    'story',
    'background',
    '지문',
    '본문',
    '맥락',
    'sentence1',
    'sentence_1',
    'support',
  ],
  question: [
    'question',
    'query',
    '질문',
    '문제',
    '발문',
    '문항',
    'prompt',
    'instruction',
    'hypothesis',
    'sentence2',
    'sentence_2',
    'problem',
    'stem',
    'input',
    'goal',
    'q',
    'question_text',
    'ctx',
    'sentence',
    'text',
    'utterance',
    'comment',
    'comments',
    'review',
    'source',
    'title',
    'document',
  ],
  choices: [
    'choices',
    'options',
    'choice',
    'option',
    '보기',
    '선택지',
    '선지',
    'candidates',
    'alternatives',
    'endings',
    'answers',
    'mc1_targets',
  ],
  answer: [
    'answer',
    'answers',
    '정답',
    '답',
    '답안',
    'gold',
    'gold_label',
    'answer_key',
    'answerkey',
    'correct_answer',
    'correct',
    'ground_truth',
    'label',
    'target',
    'targets',
    'answer_idx',
    'answer_index',
    'gold_answer',
    'reference',
    'references',
    'output',
    'class',
    'response',
    'a',
    'labels',
    'binary_label',
    'completion',
    'winner',
    'preference',
    'preferred',
  ],
  explanation: ['explanation', 'rationale', '해설', '풀이', 'solution', 'reasoning', 'cot', 'chain_of_thought', 'cot_content'],
  category: ['category', '분류', '범주', 'topic', 'type', 'domain', 'subject', 'source', 'question_type', 'task', 'img_type'],
  difficulty: ['difficulty', '난이도', 'level', 'topic_difficulty'],
  group: ['group', 'group_id', 'passage_id', 'template_id', 'context_id', 'story_id', 'demographic_group'],
  rubric: ['rubric', 'rubrics', 'criteria', '채점기준', '평가기준'],
  turns: ['turns', 'messages', 'conversation', 'conversations', 'dialogue', 'dialog', 'utterances', '대화'],
};

/** Names of the field that says which sub-metric an item belongs to: those that say nothing else, and those that mostly do. */
const SUB_METRIC = ['sub_metric', 'submetric', '하위측정항목', '하위_측정_항목', '측정항목', '평가항목'] as const;
const SUBJECT = [
  'subject',
  '과목',
  'category',
  '분류',
  '범주',
  'domain',
  '분야',
  'topic',
  '주제',
  'task',
  'subset',
  'skill',
  '영역',
  'type',
  'label',
] as const;

const SPLIT = ['split', 'subset', '분할', 'partition', 'set', 'fold'] as const;

/** How telling a name is for a role: 1 for the best, 0 for none. A name that ends in a word is told by it half as well. */
export const tellsRole = (name: string, role: Role): number => tells(name, WORDS[role]);

export const tellsSubMetric = (name: string): number => Math.max(tells(name, SUB_METRIC), 0.9 * tells(name, SUBJECT));

/** Whether a name can mean nothing but the sub-metric. */
export const namesSubMetric = (name: string): boolean => (SUB_METRIC as readonly string[]).includes(name);

export const tellsSplit = (name: string): number => tells(name, SPLIT);

/** What may stand behind a word without making another thing of it: `question_text` is a question, `question_type` is none. */
const FORM = 'text|str|string|content|body|raw|stem|ko|kor|korean|idx|index|key|no|num|number|label|annotation';

function tells(name: string, words: readonly string[]): number {
  const at = words.indexOf(name);
  if (at >= 0) return 1 - at / (2 * words.length);
  const plain = name.replace(new RegExp(`_(?:${FORM})$`, 'u'), '');
  const last = words.findIndex((word) => (word.length > 1 && name.endsWith(`_${word}`)) || plain === word);
  return last < 0 ? 0 : 0.4 - last / (4 * words.length);
}

/** What a word of a path or of a split field says of the side that items are on. */
export type SplitWord = 'train' | 'dev' | 'test' | 'public' | 'leaderboard';

const SPLIT_WORDS: Readonly<Record<SplitWord, RegExp>> = {
  train: /^(?:train|training|trn|학습|훈련)$/u,
  dev: /^(?:dev|devel|development|valid|validation|val|검증|fewshot)$/u,
  test: /^(?:test|testing|tst|eval|evaluation|시험|평가)$/u,
  public: /^(?:public|open|공개)$/u,
  leaderboard: /^(?:leaderboard|hidden|private|heldout|holdout|blind|secret|비공개|리더보드)$/u,
};

/** The split that a single word names, null for any other. */
export function splitOf(word: string): SplitWord | null {
  const plain = word
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^\d+\.?|[\s_-]+/gu, '');
  for (const [split, pattern] of Object.entries(SPLIT_WORDS)) if (pattern.test(plain)) return split as SplitWord;
  return null;
}
