import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan, PlanFile } from '../plan/plan.js';
import { packPlan, unpackPlan } from './packed-plan.js';

const member = {
  depth: 0,
  outer: '',
  holder: { kind: 'file', path: '' },
  offset: 30,
  localHeader: true,
  packed: 9,
  method: 'deflate',
  crc: 1,
};
const file = fc
  .record({
    path: fc.string({ unit: 'grapheme' }),
    stored: fc.option(fc.string(), { nil: undefined }),
    size: fc.nat(),
    modified: fc.double({ noNaN: true }),
    more: fc.constantFrom({}, { problem: 'encrypted' }, { member }, { version: '"1"' }),
  })
  .map(({ stored, more, ...known }) => ({ ...known, stored: stored ?? known.path, ...more }) as PlanFile);

it('brings every file of a plan to a worker as it was, a name that is none included', () => {
  fc.assert(
    fc.property(fc.array(file), (files) => {
      const plan = { root: '/납품', files } as unknown as Plan;
      expect(unpackPlan(structuredClone(packPlan(plan)))).toEqual(plan);
    }),
  );
});
