import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'A003',
    name: 'unused-media',
    severity: 'warning',
    message: {
      ko: '어느 문항도 가리키지 않는 미디어 파일입니다: {path}',
      en: 'No item refers to this media file: {path}',
    },
  },
  judge({ media }, emit) {
    media.files.forEach(({ path, below }, f) => {
      if (below && !media.used.has(f)) emit({ at: null, place: filePlace(path), data: { path }, subject: path });
    });
  },
};
