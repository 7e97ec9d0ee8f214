import type { Locator } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { mediaFile } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './A004-repeated-media.js';

const item = (record: number): Locator => ({ split: 0, file: 0, record, line: record, byte: record });
const files = ['a', 'b', 'c', 'd'].map((name) => mediaFile(`media/${name}.png`, { sha256: name === 'd' ? 'ff' : 'ee' }));

function repeated(uses: readonly [file: number, record: number, shared?: boolean][]) {
  const used = new Map(uses.map(([file, record, shared = false]) => [file, { at: item(record), shared }]));
  return judgeView(rule, { media: { files, used, outside: { count: 0, first: [] } } });
}

it('names each further file of the same bytes, at its item and with the earlier one', () => {
  const drafts = repeated([
    [0, 4],
    [1, 7],
    [2, 9],
    [3, 9],
  ]);
  expect(messages(rule, drafts)).toEqual([
    '이름만 다르고 내용이 똑같은 미디어가 다른 문항에 쓰였습니다: media/a.png, media/b.png',
    '이름만 다르고 내용이 똑같은 미디어가 다른 문항에 쓰였습니다: media/a.png, media/c.png',
  ]);
  expect(drafts.map(({ at, related }) => [at?.record, related?.[0]?.record])).toEqual([
    [7, 4],
    [9, 4],
  ]);
});

it('passes one file that several items share, copies that no item uses, and two copies in one and the same item', () => {
  expect(repeated([[0, 4, true]])).toEqual([]);
  expect(
    repeated([
      [0, 4],
      [1, 4],
    ]),
  ).toEqual([]);
  expect(
    repeated([
      [0, 4],
      [1, 4, true],
    ]),
  ).toHaveLength(1);
});
