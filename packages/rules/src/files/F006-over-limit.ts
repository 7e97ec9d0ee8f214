import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F006',
  name: 'over-limit',
  severity: 'error',
  message: { ko: '레코드가 한도를 넘습니다: {reason}', en: 'The record is over a limit: {reason}' },
  words: {
    reason: {
      'record-bytes': {
        ko: '{size}바이트로 한도 {limit}바이트보다 큽니다(--max-record-bytes로 바꿉니다).',
        en: '{size} bytes, and {limit} are allowed (--max-record-bytes changes that).',
      },
      'file-bytes': {
        ko: '이 형식은 파일을 통째로 메모리에 올려 읽는데, 그러기에는 파일이 너무 큽니다. 여러 파일로 나누거나 JSONL로 저장하십시오.',
        en: 'a file of this format is read into memory whole, and it is too large for that; split it, or save it as JSONL.',
      },
      depth: {
        ko: '괄호가 한도 {limit}단계보다 깊이 겹칩니다(--max-depth로 바꿉니다).',
        en: 'it is nested deeper than {limit} levels (--max-depth changes that).',
      },
      'too-deep': {
        ko: '괄호가 한도보다 깊이 겹칩니다(--max-depth로 바꿉니다).',
        en: 'it is nested too deep (--max-depth changes the limit).',
      },
    },
  },
});
