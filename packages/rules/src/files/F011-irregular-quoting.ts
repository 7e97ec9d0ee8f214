import { fileLocator } from '../file-findings.js';
import { findingsRule } from '../findings.js';

export const rule = findingsRule(
  {
    code: 'F011',
    name: 'irregular-quoting',
    severity: 'warning',
    message: {
      ko: '따옴표를 쓴 방식이 RFC 4180과 다릅니다. {reading}',
      en: 'The quoting is not that of RFC 4180. {reading}',
    },
    words: {
      reading: {
        plain: {
          ko: '모든 따옴표를 보통 글자로 보고 모든 행을 읽었습니다. 그것이 맞으면 매니페스트에 csv: {quote: null}을 적으십시오.',
          en: 'All quotes were taken for text, and every row was read; if that is right, say csv: {quote: null} in the manifest.',
        },
        quoted: {
          ko: '규칙에 맞지 않는 따옴표만 보통 글자로 보았습니다. 따옴표가 든 칸은 따옴표로 감싸고 안의 따옴표는 두 번 쓰십시오.',
          en: 'Quotes out of place were taken for text. Put a cell that holds quotes in quotes, and double those inside it.',
        },
      },
    },
  },
  () => ({
    part(part, report) {
      const { quoting } = part.facts;
      if (quoting === undefined || quoting === null) return;
      report({ at: fileLocator(part, quoting.byte), data: { reading: quoting.reading } });
    },
  }),
);
