/** Names, in small letters without blanks and signs, that fields of answers and of explanations go by, and nothing else does. */
const ANSWER = [
  'answer',
  'answers',
  'answerkey',
  'answerindex',
  'answeridx',
  'correct',
  'iscorrect',
  'correctanswer',
  'correctanswers',
  'correctchoice',
  'correctoption',
  'correctindex',
  'gold',
  'goldanswer',
  'goldlabel',
  'goldenanswer',
  'groundtruth',
  'rightanswer',
  '정답',
  '답',
  '답안',
  '정답번호',
  '정답키',
  '모범답안',
] as const;
const EXPLANATION = [
  'explanation',
  'explanations',
  'rationale',
  'rationales',
  'solution',
  'chainofthought',
  'cot',
  '해설',
  '풀이',
  '정답해설',
  '정답풀이',
  '풀이과정',
  '정답근거',
] as const;

export type Telltale = 'answer' | 'explanation';

const KINDS: ReadonlyMap<string, Telltale> = new Map([
  ...ANSWER.map((name) => [name, 'answer'] as const),
  ...EXPLANATION.map((name) => [name, 'explanation'] as const),
]);

/** What such a name, in any spelling, says that a field holds. */
export const telltaleName = (name: string): Telltale | undefined =>
  KINDS.get(
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s_\-.:]/g, ''),
  );
