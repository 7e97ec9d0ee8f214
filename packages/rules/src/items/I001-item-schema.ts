import { Side } from '@jatdae/kernel';
import type { Localized } from '@jatdae/schema';
import { findingsRule } from '../findings.js';
import { isAnswerPointer, MASK } from '../secrecy.js';

/** The schema check masks what it quotes of a leaderboard answer; an item of no known split may be the leaderboard's, too. */
const HIDDEN_REASON: Localized = {
  ko: '정답의 값이 스키마와 다릅니다(리더보드의 정답일 수 있어 값은 보이지 않습니다).',
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
        const hide = batch.side[record] === Side.Unknown && isAnswerPointer(batch, pointer);
        const shown = hide ? { keyword: data.keyword, reason: HIDDEN_REASON, value: MASK } : data;
        report(record, { pointer, column, data: shown });
      }
    },
  }),
);
