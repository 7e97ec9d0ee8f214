import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureCase, proveAgreement } from './compare.js';
import { disagreement } from './counts.js';
import { makeDataset } from './dataset.js';
import { PEERS, programOf, unavailable } from './peers.js';

// The programs are what the build made. A peer that is not installed is no fault: nobody but the bench needs one.
const built = existsSync(programOf('loop-ajv'));
const duckdb = PEERS.filter(({ name }) => name === 'duckdb');
const hasDuckdb = built && (await unavailable(duckdb[0])) === undefined;

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'jatdae-bench-test-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.skipIf(!built)('counts as the plain loop does on a mebibyte with planted faults', async () => {
  const loops = PEERS.filter(({ name }) => name === 'loop' || name === 'loop-ajv');
  await proveAgreement('jsonl', loops, root, 1, '1MiB');
});

it.skipIf(!built)('refuses to measure where a program counts other than what was planted', async () => {
  const loops = PEERS.filter(({ name }) => name === 'loop-ajv');
  const { folder, expected } = await makeDataset({ format: 'jsonl', size: '1MiB', variant: 'planted', models: 0 }, root);
  const facts = readFileSync(`${folder}.json`, 'utf8');
  writeFileSync(`${folder}.json`, facts.replace(/"invalid":\d+/, '"invalid":1'));
  try {
    await expect(proveAgreement('jsonl', loops, root, 1, '1MiB')).rejects.toThrow(
      `loop-ajv counts invalid: ${expected?.invalid}, not 1`,
    );
  } finally {
    writeFileSync(`${folder}.json`, facts);
  }
});

it.skipIf(!hasDuckdb)('counts as DuckDB does on a mebibyte with planted faults', async () => {
  await proveAgreement('jsonl', duckdb, root, 1, '1MiB');
  await proveAgreement('csv', duckdb, root, 1, '1MiB');
});

it.skipIf(!built)('gives each row the time of ours in the same run', async () => {
  const loops = PEERS.filter(({ name }) => name === 'loop-ajv');
  const plan = { format: 'jsonl', size: '1MiB', scenario: 'broken', jobs: 1, runs: 1 } as const;
  const { rows, records } = await measureCase(plan, loops, root, () => {});
  const [ours, core] = rows;
  expect(rows.map(({ name }) => name)).toEqual(['jatdae', 'jatdae-core', 'loop-ajv', 'jatdae-clean', 'jatdae-core-clean']);
  expect(rows.map((row) => row.ours)).toEqual(rows.map(() => ours.figures));
  expect(rows.map((row) => row.core)).toEqual(rows.map(() => core.figures));
  expect(ours.figures.wall).toBeGreaterThan(0);
  expect(records).toBeGreaterThan(500);
});

it.skipIf(!built)('goes on without a peer that breaks down, and says how it ended', async () => {
  const missing = { name: 'nothing', formats: ['jsonl'], title: 'nothing', does: 'nothing' } as const;
  const plan = { format: 'jsonl', size: '1MiB', scenario: 'clean', jobs: 1, runs: 2 } as const;
  const { rows, failures } = await measureCase(plan, [missing], root, () => {});
  expect(rows.map(({ name }) => name)).toEqual(['jatdae', 'jatdae-core']);
  expect(failures).toEqual([{ name: 'nothing', why: 'nothing ended with 1' }]);
});

it('says which counts differ, and passes over what a program does not count', () => {
  const expected = { records: 10, invalid: 2, distinctIds: 9, duplicateQuestions: 1, overlap: 0 };
  expect(disagreement(expected, { records: 10 })).toBeUndefined();
  expect(disagreement(expected, { records: 10, invalid: 3, overlap: 1 })).toBe('invalid: 3, not 2; overlap: 1, not 0');
});
