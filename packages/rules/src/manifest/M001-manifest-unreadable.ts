import type { ManifestRule } from '../contract.js';

export const rule: ManifestRule = {
  kind: 'manifest',
  meta: {
    code: 'M001',
    name: 'manifest-unreadable',
    severity: 'error',
    message: { ko: '매니페스트를 읽을 수 없습니다: {reason}', en: 'The manifest cannot be read: {reason}' },
  },
};
