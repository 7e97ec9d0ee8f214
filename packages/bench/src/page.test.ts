import { expect, it } from 'vitest';
import { renderPage } from './page.js';
import { type Case, emptyResults, type Figures, type Row, withCase } from './results.js';

const figures = (wall: number, peakMebibytes: number | null = 10): Figures => ({
  wall,
  user: wall,
  system: 0.5,
  peakBytes: peakMebibytes === null ? null : peakMebibytes * 2 ** 20,
});

const row = (name: string, of: Figures, ours: Figures, runs = 3): Row => ({ name, runs, figures: of, ours, date: '2026-11-24' });

const caseOf = (size: string, records: number, rows: Row[]): Case => ({
  format: 'jsonl',
  size,
  scenario: 'clean',
  bytes: 400e6,
  itemBytes: 400e6,
  records,
  jobs: 2,
  rows,
  failures: [],
});

it('shows our time over each peer’s, megabytes and records a second', () => {
  const ours = figures(2, 100);
  const results = withCase(
    emptyResults(),
    caseOf('256MiB', 300_000, [row('cat', figures(0.5, null), ours), row('duckdb', figures(8), ours), row('jatdae', ours, ours)]),
  );
  expect(renderPage(results).split('\n')).toEqual(
    expect.arrayContaining([
      '| **jatdae**, every rule | 2.00 s | 2.50 s | 100 MiB | 200 | 150 k |  | – |',
      '| DuckDB, checks in SQL | 8.00 s | 8.50 s | 10 MiB | 50 | 38 k | 0.25 | – |',
      '| `cat` into `cat` | 0.50 s | 1.00 s | – | 800 | 600 k | 4.00 | – |',
    ]),
  );
});

it('keeps the rows of a peer that was not measured again, with the ratio of its own run', () => {
  const [early, late] = [figures(4), figures(2)];
  const before = withCase(
    emptyResults(),
    caseOf('256MiB', 1000, [row('jatdae', early, early), row('duckdb', figures(8), early)]),
  );
  const after = withCase(before, caseOf('256MiB', 1000, [row('jatdae', late, late), row('loop', figures(20), late)]));
  const lines = renderPage(after).split('\n');

  expect(after.cases).toHaveLength(1);
  expect(lines.find((line) => line.startsWith('| DuckDB'))).toMatch(/\| 0\.50 \| – \|$/);
  expect(lines.find((line) => line.startsWith('| `readline` + `JSON.parse` |'))).toMatch(/\| 0\.10 \| – \|$/);
  expect(lines.find((line) => line.startsWith('| **jatdae**'))).toContain('2.00 s');
});

it('names a peer that did not get to the end below the table, until it does', () => {
  const ours = figures(2);
  const failed = {
    ...caseOf('4GiB', 1000, [row('jatdae', ours, ours)]),
    failures: [{ name: 'polars', why: 'ended by SIGKILL' }],
  };
  const before = withCase(emptyResults(), failed);
  expect(renderPage(before)).toContain('Not to the end: nodejs-polars (ended by SIGKILL).');
  const after = withCase(before, caseOf('4GiB', 1000, [row('jatdae', ours, ours), row('polars', figures(3), ours)]));
  expect(renderPage(after)).not.toContain('Not to the end');
});

it('puts the sizes of a format side by side at the top', () => {
  const ours = figures(2, 100);
  const results = withCase(emptyResults(), caseOf('1GiB', 1000, [row('jatdae', ours, ours), row('duckdb', figures(8), ours)]));
  expect(renderPage(results)).toContain('| JSON Lines, 1GiB | every rule | 2.00 s | 100 MiB | 0.25 | – | – | – |');
});

it('compares sizes by what the records between them cost', () => {
  const results = [
    caseOf('1GiB', 3_000_000, [row('jatdae', figures(2.3), figures(2.3))]),
    caseOf('16MiB', 1_000_000, [row('jatdae', figures(1.3), figures(1.3))]),
  ].reduce(withCase, emptyResults());
  expect(renderPage(results)).toContain('| JSON Lines | every rule | 16MiB → 1GiB | 0.50 s | 0.50 s |');
});

it('shows ours with the core rules beside ours with every rule, in every table', () => {
  const [every, core] = [figures(4), figures(2)];
  const rows = (scale: number): Row[] =>
    [
      row('jatdae', figures(4 * scale), every),
      row('jatdae-core', figures(2 * scale), every),
      row('duckdb', figures(8), every),
    ].map((one) => ({ ...one, core }));
  const results = [caseOf('1GiB', 2_000_000, rows(1)), caseOf('16MiB', 1_000_000, rows(0.5))].reduce(withCase, emptyResults());
  expect(renderPage(results).split('\n')).toEqual(
    expect.arrayContaining([
      '| JSON Lines, 1GiB | the core rules | 2.00 s | 10 MiB | 0.25 | – | – | – |',
      '| DuckDB, checks in SQL | 8.00 s | 8.50 s | 10 MiB | 50 | 250 k | 0.50 | 0.25 |',
      '| **jatdae**, the core rules | 2.00 s | 2.50 s | 10 MiB | 200 | 1000 k | 2.00 |  |',
      '| JSON Lines | the core rules | 16MiB → 1GiB | 1.00 s | 1.00 s |',
    ]),
  );
});
