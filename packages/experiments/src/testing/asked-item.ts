import type { AskedItem } from '@jatdae/validator';

/** An item of the public split, of what is given. */
export const askedItem = (given: Partial<AskedItem>): AskedItem => ({
  path: 'data/a.jsonl',
  record: 1,
  id: 'q-1',
  subMetric: 'a',
  side: 'public',
  type: 'multiple-choice',
  context: null,
  question: null,
  turns: [],
  choices: [],
  keys: [],
  answer: null,
  explanation: null,
  category: null,
  difficulty: null,
  labels: [],
  media: [],
  ...given,
});
