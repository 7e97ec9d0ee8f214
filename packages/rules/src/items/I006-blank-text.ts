import { endOf, type ItemBatch, startOf } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { isBlank, isRecord } from '../item-text.js';

export const rule = findingsRule(
  {
    code: 'I006',
    name: 'blank-text',
    severity: 'error',
    message: { ko: '{field|이/가} 비어 있습니다.', en: 'The {field} is blank.' },
    words: {
      field: {
        question: { ko: '질문', en: 'question' },
        context: { ko: '지문', en: 'context' },
        choices: { ko: '선택지', en: 'choice' },
      },
    },
  },
  () => ({
    batch(batch, report) {
      for (let i = 0; i < batch.size; i++) {
        const blank = blankField(batch, i);
        if (blank !== null && isRecord(batch, i))
          report(i, { pointer: batch.pointer(blank.field, blank.k), data: { field: blank.field } });
      }
    },
  }),
  { invalidates: true },
);

interface Blank {
  readonly field: 'question' | 'context' | 'choices';
  readonly k?: number;
}

function blankField({ tape, field, choice, choiceStart }: ItemBatch, i: number): Blank | null {
  const question = field.question[i];
  if (question >= 0 && isBlank(tape, question)) return { field: 'question' };
  // A context is optional, and an empty cell is how a table says that there is none: only white space is a blank context.
  const context = field.context[i];
  if (context >= 0 && endOf(tape, context) > startOf(tape, context) && isBlank(tape, context)) return { field: 'context' };
  for (let c = choiceStart[i]; c < choiceStart[i + 1]; c++) {
    if (isBlank(tape, choice[c])) return { field: 'choices', k: c - choiceStart[i] };
  }
  return null;
}
