import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';
import { deliveredMedia } from './judge.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'A002',
    name: 'unreadable-media',
    severity: 'error',
    message: { ko: '{path}: {fault}', en: '{path}: {fault}' },
    words: {
      fault: {
        empty: { ko: '빈 파일입니다. 원본을 다시 넣으십시오.', en: 'the file is empty. Put the original in its place.' },
        unrecognised: {
          ko: '이름과 달리 알려진 미디어 형식이 아닙니다. 파일을 열어 확인하십시오.',
          en: 'its name is one of media, its content is not. Open the file and look.',
        },
        'other-type': {
          ko: '내용은 {type} 형식인데 확장자가 다릅니다. 확장자를 고치거나 이름대로 변환하십시오.',
          en: 'its content is {type}, its extension says otherwise. Rename it, or convert it to what its name says.',
        },
        truncated: {
          ko: '뒷부분이 잘렸습니다. 원본을 다시 넣으십시오.',
          en: 'its end is missing. Put the original in its place.',
        },
        damaged: {
          ko: '헤더가 깨져 열 수 없습니다. 원본을 다시 넣으십시오.',
          en: 'its headers are damaged, so it cannot be decoded. Put the original in its place.',
        },
        unreadable: {
          ko: '파일이 열리지 않습니다. 권한을, 압축 파일 안의 파일이면 암호와 손상 여부도 확인하십시오.',
          en: 'it cannot be opened. Look at its permissions or, in an archive, whether it is encrypted or damaged.',
        },
      },
    },
  },
  judge(view, emit) {
    for (const { path, fault, type } of deliveredMedia(view.media)) {
      if (fault !== null) emit({ at: null, place: filePlace(path), data: { path, fault, type }, subject: path });
    }
  },
};
