import type { DeliverableRule } from '../contract.js';
import { filePlace } from '../place.js';
import { deliveredMedia, shortfallOf } from './judge.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'A005',
    name: 'below-minimum',
    severity: 'error',
    message: {
      ko: '{path}: {what} {actual|은/는} 매니페스트가 정한 최솟값 {least}에 못 미칩니다.',
      en: '{path}: {what} {actual} is below the minimum that the manifest sets, {least}.',
    },
    words: {
      what: {
        width: { ko: '너비(픽셀)', en: 'width in pixels' },
        height: { ko: '높이(픽셀)', en: 'height in pixels' },
        sampleRate: { ko: '표본화율(Hz)', en: 'sampling rate in Hz' },
        seconds: { ko: '길이(초)', en: 'length in seconds' },
        bytes: { ko: '크기(바이트)', en: 'size in bytes' },
      },
    },
  },
  judge(view, emit) {
    const minimum = view.manifest.media?.minimum;
    for (const file of deliveredMedia(view.media)) {
      const shortfall = shortfallOf(file, minimum);
      if (shortfall === null) continue;
      emit({ at: null, place: filePlace(file.path), data: { path: file.path, ...shortfall }, subject: file.path });
    }
  },
};
