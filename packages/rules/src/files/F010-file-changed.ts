import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'F010',
    name: 'file-changed',
    severity: 'error',
    message: {
      ko: '검사하는 동안 파일이 바뀌었습니다: {path}',
      en: 'The file changed while it was read: {path}',
    },
  },
  judge(view, emit) {
    for (const path of view.changed) emit({ at: null, place: filePlace(path), data: { path }, subject: path });
  },
};
