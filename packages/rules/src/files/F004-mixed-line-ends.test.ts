import { expect, it } from 'vitest';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './F004-mixed-line-ends.js';

it('adds up the parts of a file before it judges', () => {
  const parts = [part({ lf: 1200 }, { split: 0, whole: false }), part({ lf: 0, crlf: 3 }, { split: 1, whole: false })];
  const { drafts } = scan(rule, [], { parts });
  expect(messages(rule, drafts)).toEqual(['한 파일에 줄 끝이 섞여 있습니다: LF 1,200줄, CRLF 3줄, CR 0줄.']);
});

it('has nothing against two files that each keep to one kind', () => {
  expect(scan(rule, [], { parts: [part({ lf: 9 }), part({ lf: 0, crlf: 9 }, { file: 1, split: 1 })] }).count).toBe(0);
});
