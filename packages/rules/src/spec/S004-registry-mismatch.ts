import type { DeliverableRule } from '../contract.js';
import { areaOf } from '../settings.js';
import { judgesBenchmarks } from '../term/data-mix.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'S004',
    name: 'registry-mismatch',
    severity: 'error',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        task: {
          ko: '공고의 과제 목록에 {task}번은 없습니다(있는 번호: {areas}).',
          en: 'The notice has no area number {task} (there are {areas}).',
        },
        profile: {
          ko: '{task}번 과제는 평가용 데이터인데, 프로파일 {profile|은/는} 평가용 데이터의 요건을 판정하지 않습니다. profile을 nia-2024-2로 적으십시오.',
          en: 'Area {task} is about evaluation data, whose requirements the profile {profile} does not judge. Set profile to nia-2024-2.',
        },
        modality: {
          ko: '{task}번 과제에 필요한 모달리티가 빠져 있습니다: {missing}',
          en: 'Area {task} needs a modality that is not declared: {missing}',
        },
        'modality-count': {
          ko: '{task}번 과제에는 모달리티가 {wanted}가지 이상 필요한데 {found}가지만 선언되어 있습니다.',
          en: 'Area {task} needs {wanted} modalities or more, and {found} are declared.',
        },
      },
    },
  },
  judge(view, emit) {
    const { task, modalities } = view.manifest.dataset;
    const area = areaOf(view.profile, view.manifest);
    if (area === undefined) {
      const data = { problem: 'task', task, areas: view.profile.areas.map(({ number }) => number).join(', ') };
      emit({ at: null, place: view.manifestPlace('/dataset/task'), data, subject: 'task' });
      return;
    }
    if (area.benchmark === true && !judgesBenchmarks(view.profile)) {
      const data = { problem: 'profile', task, profile: view.profile.name };
      emit({ at: null, place: view.manifestPlace('/profile'), data, subject: 'profile' });
    }
    const place = view.manifestPlace('/dataset/modalities');
    const missing = (area.needs?.modalities ?? []).filter((modality) => !modalities.includes(modality));
    if (missing.length > 0) {
      emit({ at: null, place, data: { problem: 'modality', task, missing: missing.join(', ') }, subject: 'modalities' });
    }
    const wanted = area.needs?.minModalities ?? 0;
    if (modalities.length < wanted) {
      const data = { problem: 'modality-count', task, wanted, found: modalities.length };
      emit({ at: null, place, data, subject: 'modality-count' });
    }
  },
};
