import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'M006',
    name: 'undeclared-file',
    severity: 'warning',
    message: {
      ko: '매니페스트의 어느 항목에도 속하지 않는 파일이라 검사하지 않았습니다: {path}',
      en: 'Nothing in the manifest declares this file, so it was not checked: {path}',
    },
  },
  judge(view, emit) {
    view.files.forEach(({ path, kind }, f) => {
      if (kind !== 'file' || view.declared.has(f)) return;
      emit({ at: null, place: filePlace(path), data: { path }, subject: path });
    });
  },
};
