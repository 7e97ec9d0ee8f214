import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions } from './options.js';
import { messyFiles as deliverable, engineCases, withMessy as withDeliverable } from './testing/engine-cases.js';
import { stableReport } from './testing/golden.js';
import { MESSY_LIMITS } from './testing/messy.js';
import { validate } from './validate.js';

async function reportOf(root: string, options: Partial<ValidateOptions>): Promise<string> {
  const result = await validate(root, { language: 'ko', limits: MESSY_LIMITS, engine: 'inline', ...options });
  return stableReport(result.report, root);
}

const seldom = { numRuns: 25 } as const;

it('compares reports that have something to say', async () => {
  const tripped = new Set<string>();
  for (const files of fc.sample(deliverable, { numRuns: 12, seed: 1 })) {
    await withDeliverable(files, async (root) => {
      const { report } = await validate(root, { language: 'ko', limits: MESSY_LIMITS, engine: 'inline' });
      for (const { code, count } of report.rules) if (count > 0) tripped.add(code);
    });
  }
  const wanted = [
    'F001',
    'F002',
    'F003',
    'F004',
    'F006',
    'F007',
    'I001',
    'I002',
    'I003',
    'I004',
    'I007',
    'I009',
    'I010',
    'H003',
    'H005',
    'H007',
    'D001',
  ];
  expect(wanted.filter((code) => !tripped.has(code))).toEqual([]);
});

describe('a report is the same bytes', () => {
  it('wherever files are cut into splits, also inside a letter, a line end or a byte order mark', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(deliverable, cuts, fc.constantFrom(2, 1000), (files, sizes, maxFindings) =>
      withDeliverable(files, async (root) => {
        const whole = await reportOf(root, { maxFindings });
        for (const splitBytes of sizes)
          expect(await reportOf(root, { maxFindings, splitBytes }), `${splitBytes} bytes`).toBe(whole);
      }),
    );
    await fc.assert(property, seldom);
  });

  it('whether records are proved by their bytes or all go through JSON.parse and ajv', async () => {
    const property = fc.asyncProperty(deliverable, (files) =>
      withDeliverable(files, async (root) => {
        expect(await reportOf(root, { fast: false })).toBe(await reportOf(root, {}));
      }),
    );
    await fc.assert(property, seldom);
  });

  it('whether fingerprints stay in memory or go to the disk', async () => {
    const property = fc.asyncProperty(deliverable, (files) =>
      withDeliverable(files, async (root) => {
        expect(await reportOf(root, { memory: 1, splitBytes: 500 })).toBe(await reportOf(root, {}));
      }),
    );
    await fc.assert(property, { numRuns: 8 });
  });

  // Threads run what was built: without it there is nothing to compare.
  describe.skipIf(!existsSync(new URL('../dist/engine/worker.js', import.meta.url)))('inline and in threads', () => {
    it('whatever the order in which they end', async () => {
      const property = fc.asyncProperty(deliverable, fc.integer({ min: 200, max: 2000 }), (files, splitBytes) =>
        withDeliverable(files, async (root) => {
          const inline = await reportOf(root, {});
          for (const jobs of [1, 2, 4]) {
            expect(await reportOf(root, { engine: 'threads', jobs, splitBytes }), `${jobs} threads`).toBe(inline);
          }
        }),
      );
      await fc.assert(property, { numRuns: 4 });
    });

    // The fleet is held against the same table. Every eighth here, all of it where it is asked for.
    const isAll = process.env.JATDAE_FLEET === 'all';
    it.each([1, 2, 5])(
      'of %i, for fixtures and messy deliverables',
      async (jobs) => {
        const cases = engineCases(isAll ? 40 : 3, 1).filter((_, k) => isAll || k % 8 === jobs);
        for (const { name, options, splitBytes, open } of cases)
          await open(async (root) => {
            const inline = await reportOf(root, { limits: {}, ...options });
            expect(await reportOf(root, { limits: {}, ...options, engine: 'threads', jobs, splitBytes }), name).toBe(inline);
          });
      },
      600_000,
    );
  });
});
