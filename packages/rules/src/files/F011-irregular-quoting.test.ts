import { expect, it } from 'vitest';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './F011-irregular-quoting.js';

it('tells once a file where the first such quote is and how the file was read', () => {
  const parts = [
    part({ quoting: { byte: 120, reading: 'plain' } }, { whole: false }),
    part({}, { split: 1, whole: false }),
    part({ quoting: { byte: 7, reading: 'quoted' } }, { split: 2, file: 1 }),
  ];
  const { count, drafts } = scan(rule, [], { parts });
  expect(count).toBe(2);
  expect(drafts.map(({ at }) => [at?.file, at?.byte])).toEqual([
    [0, 120],
    [1, 7],
  ]);
  expect(messages(rule, drafts)[0]).toBe(
    '따옴표를 쓴 방식이 RFC 4180과 다릅니다. 모든 따옴표를 보통 글자로 보고 모든 행을 읽었습니다. 그것이 맞으면 매니페스트에 csv: {quote: null}을 적으십시오.',
  );
});

it('has nothing against quoting by the standard, and tables alone have any', () => {
  expect(scan(rule, [], { parts: [part({ quoting: null }), part()] }).count).toBe(0);
});
