import { faultRule } from '../fault-rule.js';

export const rule = faultRule({
  code: 'F001',
  name: 'undecodable-text',
  severity: 'error',
  message: { ko: '글자로 읽을 수 없습니다: {reason}', en: 'The text cannot be decoded: {reason}' },
  words: {
    reason: {
      'invalid-utf-8': {
        ko: '{byte}바이트 자리에 파일의 인코딩(매니페스트나 BOM이 따로 정하지 않으면 UTF-8)으로 읽을 수 없는 바이트가 있습니다.',
        en: 'at byte {byte} there is what the file’s encoding (UTF-8 unless the manifest or a byte order mark says otherwise) does not have.',
      },
      'turns-to-cp949': {
        ko: '{byte}바이트 자리부터는 UTF-8이 아니라 CP949(EUC-KR)로 쓴 글자로 보입니다. 파일 전체를 UTF-8로 맞추십시오.',
        en: 'from byte {byte} on it looks like CP949 (EUC-KR), not UTF-8; make all of the file UTF-8.',
      },
      'cell-not-utf-8': {
        ko: '글자 열에 UTF-8이 아닌 값이 있습니다. 그 열을 UTF-8로 다시 쓰십시오.',
        en: 'a text column holds a value that is not UTF-8; write the column as UTF-8.',
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
