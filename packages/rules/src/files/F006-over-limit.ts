import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F006',
  name: 'over-limit',
  severity: 'error',
  message: { ko: '레코드가 한도를 넘습니다: {reason}', en: 'The record is over a limit: {reason}' },
  words: {
    reason: {
      'record-bytes': {
        ko: '레코드가 너무 큽니다(한도는 --max-record-bytes로 바꿉니다).',
        en: 'it is too large (--max-record-bytes changes the limit).',
      },
      'too-deep': {
        ko: '괄호가 너무 깊이 겹칩니다(한도는 --max-depth로 바꿉니다).',
        en: 'it is nested too deep (--max-depth changes the limit).',
      },
    },
  },
});
