import type { ConsortiumRule } from '../contract.js';
import { threshold } from '../settings.js';
import { inOrder, rolesByInstitution } from './applications.js';

export const rule: ConsortiumRule = {
  kind: 'consortium',
  meta: {
    code: 'C005',
    name: 'lead-twice',
    severity: 'error',
    message: {
      ko: '{name|이/가} 주관기관으로 {count}번({areas}번 과제) 신청했습니다. 주관은 {max}번까지만 됩니다.',
      en: '{name} applies {count} times as lead (areas {areas}); {max} is allowed.',
    },
  },
  judge(applications, profile, emit) {
    const max = threshold(profile, 'N-CON-LEAD', 'max');
    if (max === undefined) return;
    for (const roles of rolesByInstitution(applications, profile)) {
      // Two leads inside one application are C002.
      const leads = roles.filter(({ isLead }) => isLead);
      const once = leads.filter((role, k) => leads.findIndex(({ application }) => application === role.application) === k);
      if (once.length <= max) continue;
      const { name, institution, place } = once[max];
      const data = { name, count: once.length, areas: inOrder(once.map(({ area }) => area)), max };
      emit({ at: null, place, data, subject: institution });
    }
  },
};
