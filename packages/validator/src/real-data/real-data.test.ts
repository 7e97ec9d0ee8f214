import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RelatedPlace, Report } from '@jatdae/schema';
import { describe, expect, it } from 'vitest';
import { validate } from '../validate.js';
import { copy, DATA, exists } from './copies.js';
import { DATASETS, type Dataset, RULES_COUNTED } from './datasets.js';

const MANIFESTS = fileURLToPath(new URL('./manifests/', import.meta.url));

const present = await Promise.all(DATASETS.map(({ folder, files }) => exists(join(DATA, folder, files[0] ?? ''))));
const absent = DATASETS.filter((_, k) => present[k] !== true).map(({ name }) => name);
const title =
  absent.length === 0
    ? `${DATASETS.length} real datasets, none skipped`
    : `${absent.length} of ${DATASETS.length} real datasets skipped, because ../shared/data lacks them: ${absent.join(', ')}`;

describe(title, () => {
  for (const dataset of DATASETS) {
    it.skipIf(absent.includes(dataset.name))(
      `${dataset.name}: the counts are those of an independent count, at their places, however the files are cut`,
      async () => {
        await withDeliverable(dataset, async (root) => {
          const report = await judge(root);
          expect(summary(report)).toEqual(dataset.expected);
          for (const [path, places] of placesByFile(report)) checkPlaces(await readFile(join(root, path)), places);
          expect(withoutRun(await judge(root, 40_000))).toEqual(withoutRun(report));
        });
      },
    );
  }
});

const puzzles = DATASETS.find(({ name }) => name === 'puzzle-vqa') as Dataset;

it.skipIf(absent.includes(puzzles.name))(
  'puzzle-vqa: every picture that is there passes, every other is told at its item',
  async () => {
    await withDeliverable(puzzles, async (root) => {
      const data = join(root, 'PuzzleVQA/data');
      const names = (await readdir(data)).filter((name) => name.endsWith('.json')).sort();
      const missing: [string, number][] = [];
      let there = 0;
      for (const name of names) {
        const items = (await readFile(join(data, name), 'utf8')).trimEnd().split('\n');
        for (const [k, line] of items.entries()) {
          const { image } = JSON.parse(line) as { image: string };
          if (await exists(join(data, image))) there += 1;
          else missing.push([`PuzzleVQA/data/${name}`, k + 1]);
        }
      }
      expect(there).toBe(56);
      const { report } = await validate(root, { language: 'ko', engine: 'inline', maxFindings: 5000 });
      const told = report.findings.filter(({ code }) => code === 'A001').map(({ place }) => [place.path, place.record]);
      expect(told).toEqual(missing);
      expect(report.rules.find(({ code }) => code === 'A002')?.count).toBe(0);
      expect(report.requirements.find(({ id }) => id === 'Q-MEDIA')?.measured).toMatchObject({ references: 2000, bad: 1944 });
    });
  },
);

async function judge(root: string, splitBytes?: number): Promise<Report> {
  const result = await validate(root, { language: 'ko', engine: 'inline', ...(splitBytes === undefined ? {} : { splitBytes }) });
  expect(result).toMatchObject({ status: 'judged' });
  return result.report;
}

function summary({ complete, requirements, rules, subMetrics }: Report): Dataset['expected'] {
  const passed = requirements.filter(({ id, verdict }) => /^N-BM|^Q-(SYNTAX|IDENTITY|INTEGRITY)$/.test(id) && verdict === 'pass');
  const counted = rules.filter(({ code, count }) => count > 0 && RULES_COUNTED.test(code));
  return {
    complete,
    passed: passed.map(({ id }) => id).sort(),
    counts: Object.fromEntries(counted.map(({ code, count }) => [code, count])),
    subMetrics: Object.fromEntries(
      subMetrics.map(({ id, items, valid, unique, public: open, leaderboard }) => [
        id,
        [items, valid, unique, open, leaderboard],
      ]),
    ),
  };
}

const withoutRun = ({ run: _, ...report }: Report) => report;

function placesByFile({ findings }: Report): Map<string, RelatedPlace[]> {
  const groups = new Map<string, RelatedPlace[]>();
  for (const place of findings.flatMap(({ place, related }) => [place, ...related])) {
    if (typeof place.byte !== 'number') continue;
    const group = groups.get(place.path);
    if (group === undefined) groups.set(place.path, [place]);
    else group.push(place);
  }
  return groups;
}

/** A record starts its line, or stands alone on it after the indentation; the line is the one its first byte is in. */
function checkPlaces(bytes: Buffer, places: readonly RelatedPlace[]): void {
  let line = 1;
  let from = 0;
  let start = 0;
  for (const place of [...places].sort((a, b) => (a.byte ?? 0) - (b.byte ?? 0))) {
    const byte = place.byte ?? 0;
    for (let p = bytes.indexOf(10, from); p >= 0 && p < byte; p = bytes.indexOf(10, from)) {
      line += 1;
      from = p + 1;
      start = from;
    }
    expect(place).toMatchObject({ line });
    expect(bytes.subarray(start, byte).toString().trim()).toBe('');
  }
}

async function withDeliverable(dataset: Dataset, use: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-real-'));
  try {
    await copyFile(join(MANIFESTS, `${dataset.name}.yaml`), join(root, 'benchmark.yaml'));
    for (const path of dataset.files) await copy(join(DATA, dataset.folder, path), join(root, path));
    await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
