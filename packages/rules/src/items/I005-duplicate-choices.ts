import { canonicalString, FINGERPRINT_WORDS, type ItemBatch, textOf } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';

export const rule = findingsRule(
  {
    code: 'I005',
    name: 'duplicate-choices',
    severity: 'warning',
    message: {
      ko: '{first}번째 선택지와 {second}번째 선택지가 같습니다.',
      en: 'Choices {first} and {second} are the same.',
    },
  },
  () => ({
    batch(batch, report) {
      for (let i = 0; i < batch.size; i++) {
        const pair = equalChoices(batch, i);
        if (pair === null) continue;
        const [first, second] = pair;
        report(i, { pointer: batch.pointer('choices', second), data: { first: first + 1, second: second + 1 } });
      }
    },
  }),
);

/** Up to here pairs are compared; a hostile record could hold a million choices. */
const FEW = 64;

/** Two choices with the same canonical text. Blank ones are I006. */
function equalChoices(batch: ItemBatch, i: number): readonly [number, number] | null {
  const { tape, choice, choiceStart, choicePrint } = batch;
  const start = choiceStart[i];
  const end = choiceStart[i + 1];
  if (end - start > FEW) return equalAmongMany(batch, i);
  for (let second = start + 1; second < end; second++) {
    const word = choicePrint[second * FINGERPRINT_WORDS];
    for (let first = start; first < second; first++) {
      // The first word of the fingerprint tells almost all choices apart.
      if (choicePrint[first * FINGERPRINT_WORDS] !== word) continue;
      const text = canonicalString(textOf(tape, choice[first]));
      if (text !== '' && text === canonicalString(textOf(tape, choice[second]))) return [first - start, second - start];
    }
  }
  return null;
}

function equalAmongMany({ tape, choice, choiceStart }: ItemBatch, i: number): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (let c = choiceStart[i]; c < choiceStart[i + 1]; c++) {
    const text = canonicalString(textOf(tape, choice[c]));
    const first = text === '' ? undefined : seen.get(text);
    if (first !== undefined) return [first, c - choiceStart[i]];
    seen.set(text, c - choiceStart[i]);
  }
  return null;
}
