import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';

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
          ko: '압축 파일 안의 이름이 깨져 있습니다:',
          en: 'The name in the archive is garbled:',
        },
      },
    },
  },
  judge(view, emit) {
    for (const { path, nameIssue } of view.files) {
      if (nameIssue === null) continue;
      emit({ at: null, place: filePlace(path), data: { problem: nameIssue, path }, subject: path });
    }
  },
};
