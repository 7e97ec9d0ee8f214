import { Answer } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { nodeText } from '../item-text.js';
import { isSecret, MASK } from '../secrecy.js';

export const rule = findingsRule(
  {
    code: 'I004',
    name: 'answer-not-a-choice',
    severity: 'error',
    message: {
      ko: '정답 {answer|이/가} 선택지에 없습니다(선택지 {choices}개).',
      en: 'The answer {answer} is not among the choices ({choices} of them).',
    },
  },
  () => ({
    batch(batch, report) {
      const { answer, choiceStart, field, tape } = batch;
      for (let i = 0; i < batch.size; i++) {
        if (answer[i] !== Answer.Foreign) continue;
        const shown = isSecret(batch, i) ? MASK : nodeText(tape, field.answer[i]);
        const choices = choiceStart[i + 1] - choiceStart[i];
        report(i, { pointer: batch.pointer('answer'), data: { answer: shown, choices } });
      }
    },
  }),
  { invalidates: true },
);
