import type { DeliverableRule } from '../contract.js';
import { percent, threshold } from '../settings.js';
import { dataMixOf, judgesBenchmarks } from './data-mix.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'T005',
    name: 'labelled-share',
    severity: 'error',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        labelled: {
          ko: '비라벨링 데이터가 중심이어야 하는데 {share}%뿐입니다(라벨 없음 {unlabelled}, 라벨 있음 {labelled}, 기준 {min}% 이상).',
          en: 'The data must be mostly unlabelled, and {share}% is (without labels {unlabelled}, with labels {labelled}; at least {min}% is asked for).',
        },
        none: {
          ko: '라벨이 있는 데이터가 {labelled}건입니다. 일부는 라벨링되어야 합니다({least}건 이상).',
          en: 'Items with labels: {labelled}. Some of the data must be labelled (at least {least}).',
        },
      },
    },
  },
  judge(view, emit) {
    const min = threshold(view.profile, 'N-DATA-MIX', 'min');
    const least = threshold(view.profile, 'N-DATA-MIX', 'labelled') ?? 0;
    const { labelled, unlabelled } = dataMixOf(view);
    const all = labelled + unlabelled;
    if (min === undefined || all === 0 || judgesBenchmarks(view.profile)) return;
    const place = view.manifestPlace('/resources');
    if (unlabelled < min * all) {
      const share = percent(Math.floor((unlabelled / all) * 1e4) / 1e4);
      emit({ at: null, place, data: { problem: 'labelled', share, unlabelled, labelled, min: percent(min) }, subject: 'mix' });
    }
    if (labelled < least) emit({ at: null, place, data: { problem: 'none', labelled, least }, subject: 'labels' });
  },
};
