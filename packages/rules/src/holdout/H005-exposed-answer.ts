import { Answer, type ItemBatch, Kind, kindOf, Side } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { isBlank } from '../item-text.js';

export const rule = findingsRule(
  {
    code: 'H005',
    name: 'exposed-answer',
    severity: 'error',
    message: {
      ko: '감추기로 한 리더보드 문항의 {field|이/가} 그대로 드러나 있습니다.',
      en: 'The {field} of a leaderboard item is in clear, though the manifest says that it is not handed over.',
    },
    words: { field: { answer: { ko: '정답', en: 'answer' }, explanation: { ko: '해설', en: 'explanation' } } },
  },
  ({ manifest }) => {
    if ((manifest.dataset.leaderboardAnswers ?? 'included') === 'included') return {};
    return {
      batch(batch, report) {
        for (let i = 0; i < batch.size; i++) {
          if (batch.side[i] !== Side.Leaderboard) continue;
          const field = exposedField(batch, i);
          if (field !== null) report(i, { pointer: batch.pointer(field), data: { field } });
        }
      },
    };
  },
);

function exposedField({ tape, answer, field }: ItemBatch, i: number): 'answer' | 'explanation' | null {
  if (answer[i] !== Answer.Absent) return 'answer';
  const node = field.explanation[i];
  const isThere = node >= 0 && kindOf(tape, node) !== Kind.Null && !isBlank(tape, node);
  return isThere ? 'explanation' : null;
}
