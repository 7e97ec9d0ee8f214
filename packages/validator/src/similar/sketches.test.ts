import { type ItemBatch, plainMemory } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import { openItems } from '../read-items.js';
import { createLogRoom } from '../scan/log-room.js';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { createSketchWriter } from './sketches.js';
import type { NearLog } from './split-log.js';

const resource = {
  fields: {
    id: 'id',
    context: 'passage',
    question: 'question',
    turns: 'turns',
    choices: 'choices',
    media: ['image'],
    answer: { field: 'answer', as: 'index0' },
  },
};

const LETTERS = [...'가나다라마바사아자차카타파하각넋닭몫값이그저는을에서 .,?!1234567890abcXYZ'];
const words = (most: number) =>
  fc.array(fc.constantFrom(...LETTERS), { maxLength: most, size: 'max' }).map((letters) => letters.join(''));
const text = fc.oneof(
  { weight: 6, arbitrary: words(60) },
  { weight: 3, arbitrary: words(400) },
  { weight: 1, arbitrary: words(200).map((letters) => `ﬁ${letters}Ⅳ😀\n"\\`) },
  { weight: 1, arbitrary: fc.integer() },
);
const turns = fc.oneof(
  fc.constant(null),
  fc.array(fc.record({ role: fc.constant('user'), content: text }), { maxLength: 4 }),
  text,
);
const item = fc.record({
  passage: fc.oneof(fc.constant(null), text),
  question: text,
  turns,
  split: fc.constantFrom('public', 'leaderboard', 'else'),
  choices: fc.oneof(fc.constant([]), fc.array(words(8), { maxLength: 9 })),
  image: fc.constantFrom(null, 'a.png', 'b.png'),
});

/** What is noted of the items of a file: by the kernel, and in plain TypeScript row by row. */
async function bothOf(lines: string): Promise<readonly [NearLog, NearLog]> {
  const files = { 'benchmark.json': manifestText(resource), 'data/a.jsonl': lines };
  return withFolder(files, async (root) => {
    const opened = await openItems(root, new AbortController().signal);
    if (!opened.ok) throw new Error('the folder is no deliverable');
    const rules = ['H004', 'D002'].map((code) => ({ code, severity: 'warning', selected: true }) as const);
    const plan: Plan = { ...opened.plan, rules };
    const [fast, plain] = [createSketchWriter(plan, createLogRoom()), createSketchWriter(plan, createLogRoom())];
    const memory = plainMemory();
    let rows = 0;
    for await (const { batch } of opened.batches()) {
      fast?.write(batch, rows);
      plain?.write({ ...batch, tape: { ...batch.tape, memory } } satisfies ItemBatch, rows);
      rows += batch.size;
    }
    await opened.close();
    if (fast === null || plain === null) throw new Error('no rule asks');
    return [fast.take(), plain.take()];
  });
}

it('notes the same of items batch by batch as row by row, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 30 }), async (items) => {
      const [fast, plain] = await bothOf(items.map((more, k) => `${JSON.stringify(itemOf(k, more))}\n`).join('{\n'));
      expect(fast).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

it('notes items that together have more anchors than there is room for at once, and more than are sketched at once', async () => {
  const long = (k: number): string =>
    Array.from({ length: 9000 }, (_, at) => String.fromCharCode(0xac00 + ((at * at + k * 7919) % 11_172))).join('');
  const items = Array.from({ length: 60 }, (_, k) => ({ question: long(k) }));
  const short = Array.from({ length: 2500 }, (_, k) => ({
    question: `${k}번째 문항에서 가장 알맞은 답을 하나 고르면 무엇인가요`,
  }));
  const [fast, plain] = await bothOf([...items, ...short].map((more, k) => `${JSON.stringify(itemOf(k, more))}\n`).join(''));
  expect(fast.lengths.filter((units) => units === 9000)).toHaveLength(60);
  expect(fast).toEqual(plain);
});
