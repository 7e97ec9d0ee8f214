import type { ManifestRule } from '../contract.js';

export const rule: ManifestRule = {
  kind: 'manifest',
  meta: {
    code: 'M003',
    name: 'unknown-profile',
    severity: 'error',
    message: { ko: '프로파일을 쓸 수 없습니다: {reason}', en: 'The profile cannot be used: {reason}' },
  },
};
