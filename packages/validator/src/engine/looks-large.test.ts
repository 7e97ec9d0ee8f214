import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looksLarge } from './looks-large.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'jatdae-large-'));
  mkdirSync(join(root, 'data/deep'), { recursive: true });
  mkdirSync(join(root, 'media'));
  writeFileSync(join(root, 'benchmark.yaml'), 'jatdae: 1\n');
  for (const [name, size] of [
    ['data/a.jsonl', 600],
    ['data/deep/b.CSV', 500],
    ['media/film.mp4', 1_000_000],
  ] as const) {
    writeFileSync(join(root, name), '');
    truncateSync(join(root, name), size);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

it('adds up the files of data, in folders too, and leaves media out', () => {
  expect(looksLarge(root, 1100)).toBe(true);
  expect(looksLarge(root, 1101)).toBe(false);
});

it('looks beside a manifest that was named', () => {
  expect(looksLarge(join(root, 'benchmark.yaml'), 1100)).toBe(true);
});

it('guesses nothing of what is not there, or far away', () => {
  expect(looksLarge(join(root, 'missing'), 1)).toBe(false);
  expect(looksLarge('https://example.org/data.zip', 1)).toBe(false);
});
