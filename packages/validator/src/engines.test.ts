import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions } from './options.js';
import { stableReport } from './testing/golden.js';
import { MESSY_LIMITS, type MessyFiles, type MessyItem, type Spoil, writeMessy } from './testing/messy.js';
import { validate } from './validate.js';

const spoils: readonly Spoil[] = [
  'cut',
  'blank',
  'bad-utf8',
  'deep',
  'long',
  'no-id',
  'decomposed',
  'control',
  'scalar',
  'foreign-answer',
];

// Few contents and ids, so that duplicates, leaks and conflicting answers are common.
const item: fc.Arbitrary<MessyItem> = fc.record({
  content: fc.nat({ max: 14 }),
  id: fc.nat({ max: 30 }),
  answer: fc.constantFrom(0, 1, null),
  split: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('public', 'leaderboard') },
    { weight: 1, arbitrary: fc.constant('hidden') },
  ),
  spoil: fc.oneof({ weight: 3, arbitrary: fc.constant<Spoil>('none') }, { weight: 2, arbitrary: fc.constantFrom(...spoils) }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

const items = (maxLength: number): fc.Arbitrary<MessyItem[]> => fc.array(item, { maxLength });

const deliverable: fc.Arbitrary<MessyFiles> = fc.record({
  lines: fc.array(items(25), { minLength: 1, maxLength: 3 }),
  table: items(12),
  array: items(12),
  singles: items(6),
  packed: items(12),
  overlap: fc.boolean(),
  bom: fc.boolean(),
  lastLineEnds: fc.boolean(),
});

async function withDeliverable(files: MessyFiles, work: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-messy-'));
  try {
    await writeMessy(root, files);
    await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

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
  it.skipIf(!existsSync(new URL('../dist/engine/worker.js', import.meta.url)))(
    'inline and in 1, 2 or 4 threads, whatever the order in which they end',
    async () => {
      const property = fc.asyncProperty(deliverable, fc.integer({ min: 200, max: 2000 }), (files, splitBytes) =>
        withDeliverable(files, async (root) => {
          const inline = await reportOf(root, {});
          for (const jobs of [1, 2, 4]) {
            expect(await reportOf(root, { engine: 'threads', jobs, splitBytes }), `${jobs} threads`).toBe(inline);
          }
        }),
      );
      await fc.assert(property, { numRuns: 4 });
    },
  );
});
