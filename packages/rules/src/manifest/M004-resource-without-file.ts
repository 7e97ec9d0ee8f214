import type { DeliverableRule } from '../contract.js';
import { escapeOf } from './escape.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'M004',
    name: 'resource-without-file',
    severity: 'error',
    message: {
      ko: '매니페스트의 리소스 {path}에 맞는 파일이 하나도 없습니다.',
      en: 'No file matches the resource {path} of the manifest.',
    },
  },
  judge(view, emit) {
    view.resources.forEach(({ path, files }, r) => {
      if (files.length > 0 || escapeOf(path) !== null) return;
      emit({ at: null, place: view.manifestPlace(`/resources/${r}/path`), data: { path }, subject: path });
    });
  },
};
