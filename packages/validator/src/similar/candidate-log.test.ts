import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { candidatesOf, createCandidateLog } from './candidate-log.js';

const relation = fc.constantFrom('within' as const, 'across' as const);
const near = fc.record({ relation, owner: fc.nat(40), partner: fc.nat(9), rank: fc.nat(257) });
const contained = fc.record({
  relation,
  owner: fc.nat(40),
  partner: fc.nat(29),
  common: fc.nat(40),
  missing: fc.nat(128),
  units: fc.nat(1 << 16),
});

/** What an item has of each: the best that differ, in their order. */
function best<T extends { readonly partner: number }>(list: readonly T[], order: (a: T, b: T) => number, most: number): number[] {
  const sorted = [...list].sort((a, b) => order(a, b) || a.partner - b.partner).map(({ partner }) => partner);
  return [...new Set(sorted)].slice(0, most);
}

it('keeps the likeliest partners of each item, whatever the budget, the order in which pairs come, and the logs that they are in', () => {
  const tempDir = mkdtempSync(join(tmpdir(), 'jatdae-test-'));
  const pairs = fc.array(fc.oneof(near, contained), { minLength: 0, maxLength: 5000, size: 'max' });
  fc.assert(
    fc.property(pairs, fc.constantFrom(0, 1e7), fc.integer({ min: 1, max: 3 }), (given, budget, count) => {
      const folder = mkdtempSync(join(tempDir, 'logs-'));
      const logs = Array.from({ length: count }, () => createCandidateLog(budget, folder));
      for (const [k, pair] of given.entries()) {
        const log = logs[k % count]!;
        if ('rank' in pair) log.addNear(pair.relation, pair.owner, pair.partner, pair.rank);
        else log.addContained(pair.relation, pair.owner, pair.partner, pair.common, pair.missing, pair.units);
      }
      const expected = Array.from({ length: 41 }, (_, owner) =>
        ['within' as const, 'across' as const].map((relation) => {
          const own = given.filter((pair) => pair.owner === owner && pair.relation === relation);
          const similar = best(
            own.filter((pair) => 'rank' in pair),
            (a, b) => b.rank - a.rank,
            6,
          );
          const inside = best(
            own.filter((pair) => 'units' in pair),
            (a, b) => Math.min(b.common, 31) - Math.min(a.common, 31) || a.missing - b.missing || b.units - a.units,
            16,
          );
          return { relation, owner, partners: [...new Set([...similar, ...inside])], near: similar.length };
        }),
      )
        .flat()
        .filter(({ partners }) => partners.length > 0);
      expect([...candidatesOf(logs.map((log) => log.finish()))]).toEqual(expected);
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 30 },
  );
  rmSync(tempDir, { recursive: true });
});
