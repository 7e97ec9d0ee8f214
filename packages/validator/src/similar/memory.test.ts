import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions } from '../options.js';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { stableReport } from '../testing/golden.js';
import { validate } from '../validate.js';

const SENTENCES = [
  '설 연휴에 고향 집을 찾은 대학생이 큰댁 어른께 절을 올렸다.',
  '처음 만난 어른이 손을 내밀며 악수를 청하였고 뒤에는 다른 손님이 기다린다.',
  '먼저 온 사람들은 저마다 자기 방식대로 움직이고 있었다.',
  '밤 아홉 시가 되자 등산객 무리가 그림책을 정리하기 시작하였다.',
  '이 상황에서 가장 알맞은 행동은 무엇인지 고르시오.',
  '장례식장에서 옷차림을 어떻게 하는 것이 도리인지 물었다.',
  '그 까닭을 옛 문헌에서 찾아 두 가지만 적으시오.',
  '버스에서 자리를 양보받은 노인이 고개를 끄덕이며 앉았다.',
];

/** Of few sentences, so that many items are near each other or stand in one another; an edit is a letter that is put in. */
const item = fc.record({
  sentences: fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 6 }),
  edit: fc.option(fc.nat(60)),
  split: fc.constantFrom<string>('public', 'leaderboard'),
});

const deliverable = fc.array(fc.array(item, { minLength: 30, maxLength: 60, size: 'max' }), { minLength: 1, maxLength: 3 });

type Items = readonly (readonly {
  readonly sentences: readonly string[];
  readonly edit: number | null;
  readonly split: string;
}[])[];

const resource = { fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } } };

function textOf({ sentences, edit }: Items[number][number]): string {
  const text = sentences.join(' ');
  return edit === null ? text : `${text.slice(0, edit)}갑${text.slice(edit)}`;
}

const withItems = (files: Items, work: (root: string) => Promise<void>): Promise<void> =>
  withFolder(
    {
      'benchmark.json': manifestText(resource),
      ...Object.fromEntries(
        files.map((items, file) => [
          `data/${file}.jsonl`,
          items
            .map((one, k) => `${JSON.stringify(itemOf(file * 100 + k, { question: textOf(one), split: one.split }))}\n`)
            .join(''),
        ]),
      ),
    },
    work,
  );

async function reportOf(root: string, options: Partial<ValidateOptions>): Promise<string> {
  const { report } = await validate(root, { language: 'ko', engine: 'inline', select: ['D002', 'H004'], ...options });
  return stableReport(report, root);
}

describe('what is found near', () => {
  it('are items that are similar and items inside others, in both rules', async () => {
    const files = [
      SENTENCES.map((_, k) => ({ sentences: SENTENCES.slice(k), edit: null, split: k % 3 === 0 ? 'leaderboard' : 'public' })),
      SENTENCES.map((_, k) => ({ sentences: SENTENCES.slice(k), edit: 5, split: k % 2 === 0 ? 'leaderboard' : 'public' })),
    ];
    await withItems(files, async (root) => {
      const report = await reportOf(root, {});
      for (const code of ['D002', 'H004']) expect(report).toContain(`"code": "${code}"`);
      for (const kind of ['similar', 'contained']) expect(report).toContain(`"kind": "${kind}"`);
    });
  });

  it('is the same in memory and on the disk, wherever files are cut', async () => {
    const property = fc.asyncProperty(deliverable, fc.integer({ min: 2_000, max: 20_000 }), (files, splitBytes) =>
      withItems(files, async (root) => {
        const report = await reportOf(root, { memory: 1 << 30 });
        for (const memory of [1, 20_000, 200_000, 8 << 20]) {
          expect(await reportOf(root, { memory, splitBytes }), `${memory} bytes`).toBe(report);
        }
      }),
    );
    await fc.assert(property, { numRuns: 3 });
  });

  // Threads run what was built: without it there is nothing to compare.
  it.skipIf(!existsSync(new URL('../../dist/engine/worker.js', import.meta.url)))('is the same in threads', async () => {
    const property = fc.asyncProperty(deliverable, (files) =>
      withItems(files, async (root) => {
        const report = await reportOf(root, { memory: 1 << 30 });
        for (const memory of [1, 8 << 20]) {
          expect(await reportOf(root, { memory, engine: 'threads', jobs: 3, splitBytes: 3_000 })).toBe(report);
        }
      }),
    );
    await fc.assert(property, { numRuns: 1 });
  });
});
