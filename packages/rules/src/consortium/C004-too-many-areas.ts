import type { ConsortiumRule } from '../contract.js';
import { threshold } from '../settings.js';
import { inOrder, rolesByInstitution } from './applications.js';

export const rule: ConsortiumRule = {
  kind: 'consortium',
  meta: {
    code: 'C004',
    name: 'too-many-areas',
    severity: 'error',
    message: {
      ko: '{name|이/가} 과제 {count}개({areas})에 참여했습니다. {max}개까지만 됩니다.',
      en: '{name} applies in {count} areas ({areas}); {max} are allowed.',
    },
  },
  judge(applications, profile, emit) {
    const max = threshold(profile, 'N-CON-AREAS', 'max');
    if (max === undefined) return;
    for (const roles of rolesByInstitution(applications, profile)) {
      const areas = [...new Set(roles.map(({ area }) => area))];
      const surplus = roles.find(({ area }) => areas.indexOf(area) >= max);
      if (surplus === undefined) continue;
      const data = { name: surplus.name, count: areas.length, areas: inOrder(areas), max };
      emit({ at: null, place: surplus.place, data, subject: surplus.institution });
    }
  },
};
