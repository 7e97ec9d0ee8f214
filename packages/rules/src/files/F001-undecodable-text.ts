import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F001',
  name: 'undecodable-text',
  severity: 'error',
  message: { ko: '글자로 읽을 수 없습니다: {reason}', en: 'The text cannot be decoded: {reason}' },
  words: {
    reason: {
      'invalid-utf-8': { ko: 'UTF-8이 아닌 바이트가 있습니다.', en: 'it has bytes that are not UTF-8.' },
      'utf-16': { ko: 'UTF-16 파일입니다. UTF-8로 저장하십시오.', en: 'the file is UTF-16; save it as UTF-8.' },
    },
  },
});
