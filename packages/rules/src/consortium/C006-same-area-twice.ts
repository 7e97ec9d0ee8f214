import type { ConsortiumRule } from '../contract.js';
import { rolesByInstitution } from './applications.js';

export const rule: ConsortiumRule = {
  kind: 'consortium',
  meta: {
    code: 'C006',
    name: 'same-area-twice',
    severity: 'error',
    message: {
      ko: '{name|이/가} {area}번 과제에 두 번 이상 참여했습니다.',
      en: '{name} takes part in area {area} more than once.',
    },
  },
  judge(applications, profile, emit) {
    for (const roles of rolesByInstitution(applications, profile)) {
      for (const area of new Set(roles.map((role) => role.area))) {
        const [, second] = roles.filter((role) => role.area === area);
        if (second === undefined) continue;
        const { name, institution, place } = second;
        emit({ at: null, place, data: { name, area }, subject: `${institution}#${area}` });
      }
    }
  },
};
