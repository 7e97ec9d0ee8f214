import { fileRule } from '../file-findings.js';

export const rule = fileRule<boolean>(
  {
    code: 'F009',
    name: 'empty-file',
    severity: 'error',
    message: { ko: '파일에 내용이 없습니다.', en: 'The file holds nothing.' },
  },
  () => ({
    fact: ({ size, facts }) => size === 0 || (facts.blank && facts.damage === null),
    join: (left, right) => left && right,
    judge: (empty) => (empty ? { data: {} } : null),
  }),
);
