import { expect, it } from 'vitest';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './F009-empty-file.js';

it('names files of size 0 and files of nothing but white space', () => {
  const parts = [part({}, { size: 0 }), part({ blank: true }, { file: 1, split: 1 })];
  const { drafts } = scan(rule, [], { parts });
  expect(drafts.map(({ at }) => at?.file)).toEqual([0, 1]);
  expect(messages(rule, drafts)).toEqual(['파일에 내용이 없습니다.', '파일에 내용이 없습니다.']);
});

it('has nothing against a file with one blank part, or one that could not be unpacked', () => {
  const damage = { code: 'F005', byte: 0, reason: 'corrupt', told: false } as const;
  const parts = [
    part({ blank: true }, { split: 0, whole: false }),
    part({}, { split: 1, whole: false }),
    part({ blank: true, damage }, { split: 2, file: 1 }),
  ];
  expect(scan(rule, [], { parts }).count).toBe(0);
});
