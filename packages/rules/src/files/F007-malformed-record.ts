import { faultRule } from '../fault-rule.js';
import { SYNTAX_WORDS } from './syntax-words.js';

export const rule = faultRule({
  code: 'F007',
  name: 'malformed-record',
  severity: 'error',
  message: { ko: '레코드의 형식이 잘못되었습니다: {reason}', en: 'The record is malformed: {reason}' },
  words: { reason: SYNTAX_WORDS },
});
