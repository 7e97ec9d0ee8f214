import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';
import { createNameReader } from './garbled-name.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'F008',
    name: 'file-name',
    severity: 'warning',
    message: { ko: '{problem} {path}', en: '{problem} {path}' },
    words: {
      problem: {
        'not-nfc': {
          ko: '파일 이름의 한글이 자모로 풀려 있습니다(NFC가 아닙니다):',
          en: 'The file name is not NFC (its Hangul may be stored as single jamo):',
        },
        cp949: {
          ko: '압축 파일 안의 이름이 UTF-8이 아니라 CP949로 적혀 있습니다:',
          en: 'The name in the archive is stored as CP949, not as UTF-8:',
        },
        mojibake: {
          ko: '파일 이름이 다른 인코딩으로 잘못 읽혀 깨져 있습니다(원래 이름: {original}):',
          en: 'The file name is garbled: it was read in the wrong encoding (the original: {original}):',
        },
      },
    },
  },
  judge(view, emit) {
    const readGarbled = createNameReader();
    for (const { path, nameIssue } of view.files) {
      const original = nameIssue === null ? readGarbled(path) : null;
      if (nameIssue === null && original === null) continue;
      const data = nameIssue === null ? { problem: 'mojibake', path, original } : { problem: nameIssue, path };
      emit({ at: null, place: filePlace(path), data, subject: path });
    }
  },
};
