import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Blobs } from './blobs.js';
import type { Fleet, Work } from './fleet.js';
import { inOrder, type Outcome } from './in-order.js';

/** What becomes of each offer of a piece, in turn; it is done where nothing more is said. */
type Fate = 'done' | 'given up' | 'vanishes' | 'result vanishes';

interface FakeFleet {
  readonly fleet: Fleet;
  readonly blobs: Blobs;
  /** most pieces that were offered and not yet taken at once */
  most(): number;
  readonly left: ReadonlyMap<string, unknown>;
}

/** Workers that end the pieces that are out in an order of their own, one whenever somebody waits. */
function fakeFleet(ahead: number, fates: ReadonlyMap<string, readonly Fate[]>, pick: (count: number) => number): FakeFleet {
  const values = new Map<string, unknown>();
  const out: string[] = [];
  const lost = new Set<string>();
  const tries = new Map<string, number>();
  const held = new Set<string>();
  let most = 0;
  const blobs: Blobs = {
    put: async (name, value) => void values.set(name, value),
    get: async (name) => values.get(name) ?? null,
    has: async (name) => values.has(name),
    drop: async (...names) => {
      for (const name of names) {
        values.delete(name);
        held.delete(name);
      }
    },
    isReachable: async () => true,
  };
  const fleet: Fleet = {
    ahead: () => ahead,
    slots: () => 1,
    beside: () => 1,
    async offer(work) {
      for (const { name } of work) {
        out.push(name);
        held.add(name);
      }
      most = Math.max(most, held.size);
    },
    async whereIs(name) {
      if (lost.has(name)) return { state: 'lost', reason: 'it burnt' };
      return { state: out.includes(name) ? 'open' : 'nowhere' };
    },
    withdraw: async () => {},
    async change() {
      const [name] = out.splice(pick(out.length), 1);
      if (name === undefined) return;
      const turn = tries.get(name) ?? 0;
      tries.set(name, turn + 1);
      const fate = fates.get(name)?.[turn] ?? 'done';
      if (fate === 'given up') lost.add(name);
      if (fate === 'done') values.set(name, `result of ${name}`);
    },
    wake: () => {},
    // An event may be lost: then only looking helps.
    hasEnded: () => true,
    forget: () => {},
    close: async () => {},
  };
  return { fleet, blobs, most: () => most, left: values };
}

const workAt = async (k: number): Promise<Work> => ({ name: `split-${k}`, split: k, task: null });

async function run({ fleet, blobs }: FakeFleet, count: number, signal = new AbortController().signal): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of inOrder(count, workAt, fleet, { blobs, provide: async () => {} }, signal)) outcomes.push(outcome);
  return outcomes;
}

const fate = fc.constantFrom<Fate>('done', 'vanishes', 'result vanishes', 'given up');

it('gives every piece once and in order, whatever the order in which they end and however often one is lost on the way', async () => {
  const property = fc.asyncProperty(
    fc.nat({ max: 30 }),
    fc.integer({ min: 1, max: 8 }),
    fc.array(fc.array(fate, { maxLength: 3 }), { maxLength: 30 }),
    fc.infiniteStream(fc.nat()),
    async (count, ahead, fates, picks) => {
      const byName = new Map(fates.map((each, k) => [`split-${k}`, each]));
      const fake = fakeFleet(ahead, byName, (size) => (size === 0 ? 0 : picks.next().value % size));
      const outcomes = await run(fake, count);
      expect(outcomes.map(({ name }) => name)).toEqual(Array.from({ length: count }, (_, k) => `split-${k}`));
      for (const outcome of outcomes) {
        // The first fate that is an end.
        const end = (byName.get(outcome.name) ?? []).find((each) => each === 'given up' || each === 'done') ?? 'done';
        expect('lost' in outcome ? 'given up' : 'done').toBe(end);
      }
      expect(fake.most()).toBeLessThanOrEqual(ahead);
      expect(fake.left.size).toBe(0);
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

it('ends without an error when it is stopped', async () => {
  const controller = new AbortController();
  const fake = fakeFleet(4, new Map(), () => 0);
  const seen: string[] = [];
  for await (const { name } of inOrder(
    20,
    workAt,
    fake.fleet,
    { blobs: fake.blobs, provide: async () => {} },
    controller.signal,
  )) {
    seen.push(name);
    if (seen.length === 3) controller.abort();
  }
  expect(seen).toHaveLength(3);
});
