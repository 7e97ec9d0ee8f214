import { expect, it } from 'vitest';
import { askedItem } from '../testing/asked-item.js';
import { predictionOf } from './reply.js';

const labelled = askedItem({ type: 'classification', labels: ['hate', 'not hate', '중립'] });
const shares = askedItem({ type: 'distribution', choices: ['네', '아니요'] });
const choice = askedItem({ choices: ['가', '나'] });

it.each([
  ['the reply of a choice as it is, for who scores it', choice, ' 정답은 B입니다.\n', '정답은 B입니다.'],
  ['what follows a thought', choice, '<think>A? No.</think>\n\nB', 'B'],
  ['nothing for silence', choice, ' \n', null],
  ['nothing where there is no text', choice, null, null],
  ['the reply of a label as it is', labelled, '분류는 "중립"입니다.', '분류는 "중립"입니다.'],
  ['shares out of a sentence', shares, 'I estimate [0.7, 0.3].', [0.7, 0.3]],
  ['per cent as they are', shares, '[70, 30]', [70, 30]],
  ['no shares where there are too few', shares, '[1.0]', null],
  ['no shares where all are 0', shares, '[0, 0]', null],
  ['no shares out of words', shares, '70 to 30', null],
])('takes %s', (_, item, reply, prediction) => {
  expect(predictionOf(item, reply)).toEqual(prediction);
});
