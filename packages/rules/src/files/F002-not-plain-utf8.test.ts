import { expect, it } from 'vitest';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './F002-not-plain-utf8.js';

it('tells of a byte order mark and of another encoding, once a file', () => {
  const parts = [
    part({ bom: true }, { file: 0 }),
    part({ encoding: 'cp949' }, { file: 1, split: 1, whole: false }),
    part({ encoding: 'cp949' }, { file: 1, split: 2, whole: false }),
  ];
  const { count, drafts } = scan(rule, [], { parts });
  expect(count).toBe(2);
  expect(messages(rule, drafts)).toEqual([
    '파일 맨 앞에 BOM이 있습니다.',
    '파일이 UTF-8이 아니라 CP949입니다. UTF-8로 저장하십시오.',
  ]);
  expect(drafts.map(({ at }) => at?.file)).toEqual([0, 1]);
});

it('has nothing against plain UTF-8', () => {
  expect(scan(rule, [], { parts: [part(), part({ encoding: 'UTF-8' })] }).count).toBe(0);
});
