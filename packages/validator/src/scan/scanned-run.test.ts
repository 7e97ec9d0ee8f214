import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Engine, Workforce } from '../engine/engine.js';
import { ownLane } from '../engine/lanes.js';
import { createLocalEngine } from '../engine/local.js';
import { inspectMedia } from '../media/media-list.js';
import type { Plan } from '../plan/plan.js';
import { engineCases } from '../testing/engine-cases.js';
import { validate } from '../validate.js';
import { createAccumulators } from './accumulators.js';
import { joinRuns, type ScannedRun } from './scanned-run.js';

/** Joins runs that follow each other, two or more at a time, in an order that `pick` chooses, until so many are left. */
function joined(plan: Plan, runs: readonly ScannedRun[], left: number, pick: () => number): ScannedRun[] {
  const accumulators = createAccumulators(plan);
  const all = [...runs];
  while (all.length > left) {
    const at = pick() % (all.length - 1);
    const some = 2 + (pick() % 3);
    // As bytes they come from other hosts.
    all.splice(at, some, structuredClone(joinRuns(plan, accumulators, all.slice(at, at + some))));
  }
  return all;
}

/** One thread whose results are joined before they are merged. */
function joining(left: number, picks: readonly number[]): Workforce {
  let turn = 0;
  const pick = (): number => picks[turn++ % picks.length] ?? 0;
  return {
    inspect: inspectMedia,
    async start(plan) {
      const local = createLocalEngine([ownLane()]);
      const engine: Engine = {
        ...local,
        async *scan(...asked) {
          const runs: ScannedRun[] = [];
          for await (const run of local.scan(...asked)) runs.push(run);
          yield* joined(plan, runs, left, pick);
        },
      };
      return { engine, jobs: 1 };
    },
  };
}

const cases = engineCases(12, 3);

it('joins what runs left in any tree of joins for the same report', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cases),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(), { minLength: 1 }),
      async ({ options, splitBytes, open }, left, picks) =>
        open(async (root) => {
          const reportBy = async (engine: 'inline' | Workforce) => {
            const { report } = await validate(root, { language: 'ko', ...options, splitBytes: splitBytes >> 2, engine });
            return JSON.stringify({ ...report, run: null });
          };
          expect(await reportBy(joining(left, picks))).toBe(await reportBy('inline'));
        }),
    ),
    { numRuns: 15, seed: 5 },
  );
}, 120_000);
