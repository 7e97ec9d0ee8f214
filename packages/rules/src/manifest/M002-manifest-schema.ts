import type { ManifestRule } from '../contract.js';

export const rule: ManifestRule = {
  kind: 'manifest',
  meta: {
    code: 'M002',
    name: 'manifest-schema',
    severity: 'error',
    message: { ko: '매니페스트가 정해진 형식과 다릅니다: {reason}', en: 'The manifest breaks its schema: {reason}' },
  },
};
