import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F005',
  name: 'damaged-file',
  severity: 'error',
  message: {
    ko: '파일을 끝까지 읽을 수 없습니다: {reason} 그 뒤는 검사하지 못했습니다.',
    en: 'The file cannot be read to its end: {reason} What comes after was not checked.',
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
      'row-count': {
        ko: '파일이 밝힌 행 수만큼 행이 들어 있지 않습니다.',
        en: 'it does not hold as many rows as it says.',
      },
      encrypted: { ko: '암호가 걸려 있습니다. 암호를 풀고 넣으십시오.', en: 'it is encrypted; deliver it without a password.' },
      unsupported: {
        ko: '이 도구가 모르는 인코딩이나 압축 방식을 씁니다. 흔한 방식으로 다시 저장하십시오.',
        en: 'it uses an encoding or a codec that this tool does not know; save it again with a common one.',
      },
      'not-xlsx': {
        ko: 'xlsx가 아니라 암호가 걸린 파일이나 옛 xls 파일입니다. 암호를 풀고 xlsx로 저장하십시오.',
        en: 'it is no xlsx but has a password or is an old xls file; save it as xlsx without a password.',
      },
    },
  },
});
