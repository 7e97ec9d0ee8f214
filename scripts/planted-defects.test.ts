import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DefectName, defectNames, type Planted } from './data/defects.js';
import { writeDeliverable } from './data/deliverable.js';

const program = fileURLToPath(new URL('../packages/cli/bin/jatdae.js', import.meta.url));
const built = existsSync(new URL('../packages/cli/dist/main.js', import.meta.url));
if (!built) console.warn('packages/cli is not built: the tests of planted defects are skipped. Run `pnpm build` first.');

interface Report {
  readonly verdict: string;
  readonly requirements: readonly { readonly id: string; readonly verdict: string }[];
  readonly findings: readonly {
    readonly code: string;
    readonly place: { readonly path: string; readonly line: number | null };
  }[];
}

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-planted-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function judged(
  plant: readonly DefectName[],
  layout: 'one-file' | 'file-per-sub-metric',
): Promise<{ planted: readonly Planted[]; report: Report }> {
  const folder = await mkdtemp(join(root, 'deliverable-'));
  const plan = {
    seed: 11,
    subMetrics: 12,
    itemsPerSubMetric: 1000,
    share: 0.1,
    leaderboardAnswers: 'withheld',
    models: 3,
  } as const;
  const { planted } = await writeDeliverable({ ...plan, folder, layout, plant });
  const run = spawnSync(process.execPath, [program, 'validate', folder, '--format', 'json'], { maxBuffer: 2 ** 26 });
  return { planted, report: JSON.parse(run.stdout.toString('utf8')) as Report };
}

/** A defect that concerns the file as a whole is reported without a line. */
const found = ({ findings }: Report, { defect, rule, path, line }: Planted): boolean =>
  findings.some(
    (finding) =>
      finding.code === rule && finding.place.path === path && (defect === 'mixed-line-ends' || finding.place.line === line),
  );

describe.skipIf(!built)('a generated deliverable', () => {
  it('without defects fails no requirement and has no finding', async () => {
    const { report } = await judged([], 'one-file');
    expect(report.findings).toEqual([]);
    expect(report.requirements.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(report.verdict).not.toBe('rejected');
  });

  it.each(['one-file', 'file-per-sub-metric'] as const)(
    'has every planted defect found at its place, and nothing else (%s)',
    async (layout) => {
      const { planted, report } = await judged(defectNames, layout);
      expect(planted).toHaveLength(defectNames.length);
      expect(planted.filter((defect) => !found(report, defect))).toEqual([]);
      expect(report.verdict).toBe('rejected');

      const expected = new Set(planted.map(({ rule }) => rule));
      // An item that is not valid or not unique is missing from its sub-metric's thousand.
      expected.add('S002');
      expect(report.findings.filter(({ code }) => !expected.has(code))).toEqual([]);
      // The item with another key is the same item, so it is also a duplicate.
      expect(report.findings.filter(({ code }) => code === 'D001')).toHaveLength(2);
    },
  );
});
