import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGate } from './gate.js';

it('lets nothing run beside what must be alone, lets everything through, and keeps nobody waiting for good', async () => {
  const piece = fc.record({ alone: fc.boolean(), fails: fc.boolean() });
  const property = fc.asyncProperty(fc.array(piece, { maxLength: 20 }), fc.scheduler(), async (pieces, scheduler) => {
    const gate = createGate();
    const inside = new Set<number>();
    const begun: number[] = [];
    const ends = pieces.map(({ alone, fails }, k) =>
      gate
        .pass(alone, async () => {
          expect([...inside].filter((other) => alone || pieces[other]?.alone === true)).toEqual([]);
          inside.add(k);
          begun.push(k);
          await scheduler.schedule(Promise.resolve());
          inside.delete(k);
          if (fails) throw new Error('it burnt');
        })
        .then(
          () => 'done',
          () => 'failed',
        ),
    );
    await scheduler.waitFor(Promise.all(ends));
    expect(await Promise.all(ends)).toEqual(pieces.map(({ fails }) => (fails ? 'failed' : 'done')));
    expect(begun).toEqual(pieces.map((_, k) => k));
  });
  await fc.assert(property, { numRuns: 200 });
});
