import type { NearOptions } from '@jatdae/rules';
import { expect, it } from 'vitest';
import type { ComparedItem } from '../read-items.js';
import { compareAgainst } from './against.js';

const near: NearOptions = {
  jaccard: 0.8,
  n: 5,
  least: 20,
  containment: 0.95,
  choices: 0.5,
  jamo: 40,
  normal: ['width', 'case', 'spaces', 'punctuation'],
};

const long = (seed: number): string =>
  Array.from({ length: 120 }, (_, k) => String.fromCharCode(0xac00 + ((k * k * 31 + k * seed * 7 + seed * 7919) % 11_172))).join(
    '',
  );

const itemOf = (path: string, record: number, question: string): ComparedItem => ({
  path,
  record,
  side: 'public',
  digest: question,
  text: { passage: '', question, choices: [], media: '' },
});

async function* iterate<T>(list: readonly T[]): AsyncGenerator<T, void, void> {
  yield* list;
}

it('tells the same whether all items are held at once or portion by portion, and reads the others once for each portion', async () => {
  // More than a block of anchors, most of them too short to be near anything.
  const items = Array.from({ length: 16_500 }, (_, k) =>
    itemOf('a.jsonl', k + 1, k === 3000 || k === 16_450 ? long(k) : `짧은 글 ${k}`),
  );
  const others = [
    itemOf('b.jsonl', 1, `앞에 더 쓴 긴 문장이 하나 있고 ${long(3000)} 뒤에도 적지 않은 글이 이어져서 훨씬 길다`),
    itemOf('b.jsonl', 2, `${long(16_450).slice(0, 117)}끝말`),
    itemOf('b.jsonl', 3, '짧은 글 16400'),
    itemOf('b.jsonl', 4, '아무것도 닮지 않은 글'),
  ];
  async function compared(memory: number) {
    let reads = 0;
    const texts = (): AsyncIterable<ComparedItem> => {
      reads += 1;
      return iterate(others);
    };
    return { found: await compareAgainst(iterate(items), near, [{ name: 'b', texts }], { keep: 10, memory }), reads };
  }
  const [atOnce, portions] = [await compared(2 ** 40), await compared(1)];
  expect([atOnce.reads, portions.reads]).toEqual([1, 2]);
  expect(portions.found).toEqual(atOnce.found);
  expect(atOnce.found.items).toEqual({ a: 16_500, b: 4 });
  expect(atOnce.found.counts).toEqual({ same: 1, similar: 1, contained: 1 });
});
