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
      unreadable: { ko: '열 권한이 없거나 읽히지 않습니다.', en: 'it cannot be opened or read.' },
      vanished: { ko: '검사하는 동안 사라졌습니다.', en: 'it vanished while it was checked.' },
      overlap: { ko: '압축 파일의 구성원이 서로 겹칩니다.', en: 'members of the archive overlap.' },
      'duplicate-member': {
        ko: '압축 파일에 이름이 같은 구성원이 또 있습니다. 하나만 남기십시오.',
        en: 'the archive has another member of this name; keep one of them.',
      },
      method: {
        ko: '이 도구가 모르는 압축 방식입니다. deflate로 다시 압축하십시오.',
        en: 'it uses a compression method that this tool does not know; compress it again with deflate.',
      },
      sparse: {
        ko: '희소(sparse) 형식의 tar 구성원입니다. 보통 형식으로 다시 묶으십시오.',
        en: 'it is a sparse member of a tar; pack it again without.',
      },
      'not-an-archive': {
        ko: '압축 파일이 아니거나 목록이 손상되었습니다.',
        en: 'it is no archive, or its list of members is damaged.',
      },
      'too-many-members': { ko: '압축 파일의 구성원 수가 한도를 넘습니다.', en: 'the archive has more members than the limit.' },
      'too-deep': { ko: '압축 파일이 두 겹 넘게 들어 있습니다.', en: 'archives are nested more than one level deep.' },
      window: { ko: '압축을 푸는 데 필요한 메모리가 한도를 넘습니다.', en: 'unpacking it needs more memory than the limit.' },
      'not-xlsx': {
        ko: 'xlsx가 아니라 암호가 걸린 파일이나 옛 xls 파일입니다. 암호를 풀고 xlsx로 저장하십시오.',
        en: 'it is no xlsx but has a password or is an old xls file; save it as xlsx without a password.',
      },
    },
  },
});
