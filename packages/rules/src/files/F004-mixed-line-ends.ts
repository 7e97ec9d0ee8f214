import { fileRule } from '../file-findings.js';

interface Fact {
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
}

export const rule = fileRule<Fact>(
  {
    code: 'F004',
    name: 'mixed-line-ends',
    severity: 'warning',
    message: {
      ko: '한 파일에 줄 끝이 섞여 있습니다: LF {lf}줄, CRLF {crlf}줄, CR {cr}줄.',
      en: 'The file mixes line ends: {lf} LF, {crlf} CRLF, {cr} CR.',
    },
  },
  () => ({
    fact: ({ facts: { lf, crlf, cr } }) => ({ lf, crlf, cr }),
    join: (left, right) => ({ lf: left.lf + right.lf, crlf: left.crlf + right.crlf, cr: left.cr + right.cr }),
    judge({ lf, crlf, cr }) {
      const kinds = [lf, crlf, cr].filter((count) => count > 0).length;
      return kinds > 1 ? { data: { lf, crlf, cr } } : null;
    },
  }),
);
