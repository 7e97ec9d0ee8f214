import type { DeliverableRule } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'M007',
    name: 'declared-fact-differs',
    severity: 'error',
    message: {
      ko: '리소스 {path}의 {fact|이/가} 매니페스트와 다릅니다: 선언 {declared}, 실제 {measured}',
      en: 'The {fact} of the resource {path} differs from the manifest: declared {declared}, measured {measured}',
    },
    words: {
      fact: {
        bytes: { ko: '바이트 수', en: 'number of bytes' },
        records: { ko: '레코드 수', en: 'number of records' },
        sha256: { ko: 'SHA-256', en: 'SHA-256' },
      },
    },
  },
  judge(view, emit) {
    view.manifest.resources.forEach((resource, r) => {
      const { path, files, measured } = view.resources[r];
      if (files.length === 0) return;
      for (const fact of ['bytes', 'records', 'sha256'] as const) {
        const declared = normal(resource[fact]);
        if (declared === undefined || measured[fact] === null || measured[fact] === declared) continue;
        const data = { path, fact, declared, measured: measured[fact] };
        emit({ at: null, place: view.manifestPlace(`/resources/${r}/${fact}`), data, subject: `${path}#${fact}` });
      }
    });
  },
};

/** A hash may be written in capitals. */
const normal = (value: string | number | undefined): string | number | undefined =>
  typeof value === 'string' ? value.toLowerCase() : value;
