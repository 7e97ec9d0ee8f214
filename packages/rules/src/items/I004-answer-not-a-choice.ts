import { Answer, type ItemBatch } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { nodeText } from '../item-text.js';
import { isSecret, MASK } from '../secrecy.js';

export const rule = findingsRule(
  {
    code: 'I004',
    name: 'answer-not-a-choice',
    severity: 'error',
    message: { ko: '{problem}: {answer}', en: '{problem}: {answer}' },
    words: {
      problem: {
        choice: {
          ko: '정답이 선택지 {choices}개 가운데 없습니다',
          en: 'The answer is none of the choices (there are {choices})',
        },
        label: { ko: '정답이 선언한 라벨 가운데 없습니다', en: 'The answer is not among the declared labels' },
      },
    },
  },
  () => ({
    batch(batch, report) {
      const { answer, choiceStart, field, tape } = batch;
      for (let i = 0; i < batch.size; i++) {
        if (answer[i] !== Answer.Foreign) continue;
        const choices = choiceStart[i + 1] - choiceStart[i];
        // Where the choices themselves are not what the schema wants, that is all there is to say.
        if (choices === 0 && breaksSchema(batch, i)) continue;
        const shown = isSecret(batch, i) ? MASK : nodeText(tape, field.answer[i]);
        const problem = choices === 0 ? 'label' : 'choice';
        report(i, { pointer: batch.pointer('answer'), data: { problem, answer: shown, choices } });
      }
    },
  }),
  { invalidates: true },
);

/** Faults are in record order. */
function breaksSchema({ faults }: ItemBatch, i: number): boolean {
  let low = 0;
  let high = faults.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (faults[middle].record < i) low = middle + 1;
    else high = middle;
  }
  for (; low < faults.length && faults[low].record === i; low++) if (faults[low].code === 'I001') return true;
  return false;
}
