import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askedItem } from '../testing/asked-item.js';
import { createShotPool } from './few-shot.js';

const sides = ['public', 'leaderboard', 'unknown'] as const;

/** Few questions, so that several items ask the same. */
const items = fc.array(
  fc.record({ question: fc.integer({ min: 0, max: 12 }), side: fc.constantFrom(...sides), key: fc.integer({ min: -1, max: 1 }) }),
  { maxLength: 40 },
);

const made = (given: readonly { question: number; side: (typeof sides)[number]; key: number }[]) =>
  given.map(({ question, side, key }, k) =>
    askedItem({ id: `q-${k}`, question: `${question}?`, choices: ['가', '나'], side, keys: key < 0 ? [] : [key] }),
  );

function poolOf(all: ReturnType<typeof made>, count: number, seed: number) {
  const pool = createShotPool(count, seed);
  for (const item of all) pool.offer(item);
  return pool;
}

it('examples are public, answered, no two alike, and never what is asked', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 6 }), fc.nat(), (given, count, seed) => {
      const all = made(given);
      const pool = poolOf(all, count, seed);
      for (const item of all) {
        const shots = pool.for(item);
        const known = new Set(
          all
            .filter(({ side, keys, question }) => side === 'public' && keys.length > 0 && question !== item.question)
            .map(({ question }) => question),
        );
        expect(shots.length).toBe(Math.min(count, known.size));
        expect(new Set(shots.map((shot) => shot.item.question)).size).toBe(shots.length);
        for (const { item: shown } of shots) {
          expect(shown.side).toBe('public');
          expect(shown.question).not.toBe(item.question);
        }
      }
    }),
  );
});

it('the draw depends on the seed and the items, not on their order', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 4 }), fc.nat(), (given, count, seed) => {
      const all = made(given);
      const questions = (pool: ReturnType<typeof poolOf>) => all.map((item) => pool.for(item).map((shot) => shot.item.question));
      expect(questions(poolOf(all.toReversed(), count, seed))).toEqual(questions(poolOf(all, count, seed)));
    }),
  );
});

it('another seed draws others', () => {
  const all = made(Array.from({ length: 40 }, (_, question) => ({ question, side: 'public' as const, key: 0 })));
  const drawn = (seed: number) => poolOf(all, 3, seed).ids();
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});
