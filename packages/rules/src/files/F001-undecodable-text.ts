import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F001',
  name: 'undecodable-text',
  severity: 'error',
  message: { ko: '글자로 읽을 수 없습니다: {reason}', en: 'The text cannot be decoded: {reason}' },
  words: {
    reason: {
      'invalid-utf-8': { ko: 'UTF-8이 아닌 바이트가 있습니다.', en: 'it has bytes that are not UTF-8.' },
      'turns-to-cp949': {
        ko: '여기부터는 UTF-8이 아니라 CP949(EUC-KR)로 쓴 글자로 보입니다. 파일 전체를 UTF-8로 맞추십시오.',
        en: 'from here on it looks like CP949 (EUC-KR), not UTF-8; make all of the file UTF-8.',
      },
      'utf-16': {
        ko: '매니페스트의 encoding은 UTF-8인데 파일은 UTF-16입니다.',
        en: 'the manifest’s encoding is UTF-8, but the file is UTF-16.',
      },
      'unknown-encoding': {
        ko: '매니페스트의 encoding이 알려진 인코딩의 이름이 아닙니다.',
        en: 'the manifest’s encoding is not the name of an encoding that is known.',
      },
    },
  },
});
