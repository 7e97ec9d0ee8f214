import type { Locator } from '@jatdae/kernel';
import type { DeliverableRule, MediaFile, MediaUse } from '../contract.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'A004',
    name: 'repeated-media',
    severity: 'warning',
    message: {
      ko: '이름만 다르고 내용이 똑같은 미디어가 다른 문항에 쓰였습니다: {first}, {path}',
      en: '{path} has the same bytes as {first}, and different items use them.',
    },
  },
  judge({ media: { files, used } }, emit) {
    const firsts = new Map<string, { readonly file: MediaFile; readonly use: MediaUse }>();
    files.forEach((file, f) => {
      const use = used.get(f);
      if (use === undefined || file.sha256 === null || file.bytes === 0) return;
      const first = firsts.get(file.sha256);
      if (first === undefined) firsts.set(file.sha256, { file, use });
      else if (use.shared || first.use.shared || !isSame(use.at, first.use.at)) {
        const data = { path: file.path, first: first.file.path };
        emit({ at: use.at, related: [first.use.at], data, subject: file.path });
      }
    });
  },
};

const isSame = (a: Locator, b: Locator): boolean => a.split === b.split && a.file === b.file && a.record === b.record;
