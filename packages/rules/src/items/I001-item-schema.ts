import type { Localized } from '@jatdae/schema';
import { findingsRule } from '../findings.js';
import { isAnswerPointer, isSecret, MASK } from '../secrecy.js';

/** The sentence of a schema error may quote the value. */
const HIDDEN_REASON: Localized = {
  ko: '정답의 값이 스키마와 다릅니다(리더보드 정답이므로 값은 보이지 않습니다).',
  en: 'the answer breaks the schema (its value is not shown: it may be a leaderboard answer).',
};

export const rule = findingsRule(
  {
    code: 'I001',
    name: 'item-schema',
    severity: 'error',
    message: { ko: '문항이 스키마와 다릅니다: {reason}', en: 'The item breaks its schema: {reason}' },
  },
  () => ({
    batch(batch, report) {
      for (const { code, record, pointer, column, data } of batch.faults) {
        if (code !== 'I001') continue;
        const hide = isSecret(batch, record) && isAnswerPointer(batch, pointer);
        const shown = hide ? { keyword: data.keyword, reason: HIDDEN_REASON, value: MASK } : data;
        report(record, { pointer, column, data: shown });
      }
    },
  }),
);
