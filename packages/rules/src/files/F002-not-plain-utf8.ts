import { fileRule } from '../file-findings.js';

interface Fact {
  readonly bom: boolean;
  readonly encoding: string;
}

const isUtf8 = (encoding: string): boolean => /^(?:utf-?8|us-ascii|ascii)$/i.test(encoding);

export const rule = fileRule<Fact>(
  {
    code: 'F002',
    name: 'not-plain-utf8',
    severity: 'warning',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        bom: { ko: '파일 맨 앞에 BOM이 있습니다.', en: 'The file starts with a byte order mark.' },
        encoding: {
          ko: '파일이 UTF-8이 아니라 {encoding}입니다. UTF-8로 저장하십시오.',
          en: 'The file is {encoding}, not UTF-8; save it as UTF-8.',
        },
      },
    },
  },
  () => ({
    fact: ({ facts }) => ({ bom: facts.bom, encoding: facts.encoding }),
    join: (left, right) => ({ bom: left.bom || right.bom, encoding: isUtf8(left.encoding) ? right.encoding : left.encoding }),
    judge({ bom, encoding }) {
      if (!isUtf8(encoding)) return { data: { problem: 'encoding', encoding: encoding.toUpperCase() } };
      return bom ? { data: { problem: 'bom', encoding } } : null;
    },
  }),
);
