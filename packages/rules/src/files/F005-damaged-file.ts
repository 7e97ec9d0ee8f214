import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F005',
  name: 'damaged-file',
  severity: 'error',
  message: {
    ko: '압축 파일을 끝까지 풀 수 없습니다: {reason} 그 뒤는 검사하지 못했습니다.',
    en: 'The compressed file cannot be read to its end: {reason} What comes after was not checked.',
  },
  words: {
    reason: {
      truncated: { ko: '파일이 중간에 끊겼습니다.', en: 'it is cut short.' },
      corrupt: { ko: '내용이 손상되었습니다.', en: 'its content is damaged.' },
      checksum: { ko: '풀린 내용이 검사 합과 다릅니다.', en: 'its content does not match its checksum.' },
      'expansion-ratio': {
        ko: '압축을 푼 크기가 허용 비율을 넘습니다.',
        en: 'it expands beyond the allowed ratio.',
      },
    },
  },
});
