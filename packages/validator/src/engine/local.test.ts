import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../plan/plan.js';
import type { SplitRows } from '../scan/witness.js';
import type { Lane } from './lanes.js';
import { createLocalEngine } from './local.js';
import type { Result, Work } from './work.js';

const plan = { splits: [] } as unknown as Plan;
const piecesOf = (count: number): SplitRows[] => Array.from({ length: count }, (_, split) => ({ split, rows: [] }) as never);
const quiet = new AbortController().signal;

interface Hand {
  readonly lane: Lane;
  /** splits that it was given and has not done */
  readonly held: number[];
  /** does the first of them */
  finish(error?: Error): void;
}

/** A lane whose pieces are done when the test says so. */
function hand(depth: number): Hand {
  const held: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  return {
    held,
    finish(error) {
      held.shift();
      ends.shift()?.(error);
    },
    lane: {
      depth,
      take: () => {},
      stop() {
        for (const end of ends.splice(0)) end(new Error('stopped'));
      },
      close: async () => {},
      run: (work: Work) =>
        new Promise<Result>((resolve, reject) => {
          const split = 'split' in work ? work.split : -1;
          held.push(split);
          ends.push((error) => (error === undefined ? resolve({ kind: 'witnessed', split, witnesses: [] }) : reject(error)));
        }),
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function collect(hands: readonly Hand[], count: number, signal = quiet) {
  const got: number[] = [];
  const engine = createLocalEngine(hands.map(({ lane }) => lane));
  const done = (async () => {
    for await (const { split } of engine.witness(plan, piecesOf(count), signal)) got.push(split);
  })();
  await turn();
  return { got, done };
}

it('gives what was done in the order of the work, whoever is done first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
      fc.nat(40),
      fc.infiniteStream(fc.nat()),
      async (depths, count, order) => {
        const hands = depths.map(hand);
        const { got, done } = await collect(hands, count);
        for (;;) {
          const busy = hands.filter(({ held }) => held.length > 0);
          if (busy.length === 0) break;
          busy[(order.next().value as number) % busy.length]!.finish();
          await turn();
        }
        await done;
        expect(got).toEqual(Array.from({ length: count }, (_, k) => k));
      },
    ),
  );
});

it('hands out a second piece while the first is done, but not the last ones: they go to whoever is free', async () => {
  const [worker, own] = [hand(2), hand(1)];
  const { done } = await collect([worker, own], 5);
  expect([worker.held, own.held]).toEqual([[0, 2], [1]]);
  own.finish();
  await turn();
  expect([worker.held, own.held]).toEqual([[0, 2], [3]]);
  own.finish();
  await turn();
  expect([worker.held, own.held]).toEqual([[0, 2], [4]]);
  own.finish();
  worker.finish();
  worker.finish();
  await done;
});

it('runs no further ahead of a slow piece than its results have room for', async () => {
  const [slow, quick] = [hand(1), hand(1)];
  const { got, done } = await collect([slow, quick], 100);
  for (let k = 0; k < 50; k++) {
    quick.finish();
    await turn();
  }
  expect([slow.held, quick.held, got]).toEqual([[0], [], []]);
  slow.finish();
  await turn();
  expect(got.length).toBe(8);
  while (slow.held.length + quick.held.length > 0) {
    slow.finish();
    quick.finish();
    await turn();
  }
  await done;
  expect(got.length).toBe(100);
});

it('fails with what a lane failed with', async () => {
  const [one, other] = [hand(1), hand(1)];
  const { done } = await collect([one, other], 10);
  const failed = expect(done).rejects.toThrow('no space left on device');
  other.finish(new Error('no space left on device'));
  await failed;
});

it('ends early and without an error when it is told to stop, with all that is whole until there', async () => {
  const stop = new AbortController();
  const [one, other] = [hand(1), hand(1)];
  const { got, done } = await collect([one, other], 10, stop.signal);
  one.finish();
  await turn();
  stop.abort();
  await done;
  expect(got).toEqual([0]);
});
