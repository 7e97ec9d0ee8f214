import { fileRule } from '../file-findings.js';

interface Fact {
  readonly seen: boolean;
  readonly blank: boolean;
}

export const rule = fileRule<Fact>(
  {
    code: 'H007',
    name: 'missing-canary',
    severity: 'error',
    message: {
      ko: '매니페스트의 카나리 문자열이 파일에 없습니다.',
      en: 'The file does not carry the canary of the manifest.',
    },
  },
  ({ manifest }) => ({
    // A file that could not be read to its end may carry it further on: what it lacks is another rule's finding.
    fact: ({ facts }) => ({ seen: facts.canary || facts.damage !== null, blank: facts.blank }),
    join: (left, right) => ({ seen: left.seen || right.seen, blank: left.blank && right.blank }),
    judge: ({ seen, blank }) => (manifest.dataset.canary === undefined || seen || blank ? null : { data: {} }),
  }),
);
