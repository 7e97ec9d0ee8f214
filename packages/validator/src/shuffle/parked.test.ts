import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createParking, unpark } from './parked.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jatdae-parked-'));
  mkdirSync(join(root, 'here'));
  writeFileSync(join(root, 'here', 'column'), 'x');
});
afterEach(() => rmSync(root, { recursive: true }));

const lengths = new Uint16Array(new SharedArrayBuffer(40_000)).fill(7);
const work = (folder: string) => ({
  kind: 'seek',
  lengths,
  again: [lengths, Int32Array.of(1, -2)],
  file: { path: join(folder, 'column'), length: 3 },
  folder,
  nothing: null,
});

it('is the same where another host sees the folder at another path, and large arrays are there once', () => {
  const here = join(root, 'here');
  const parking = createParking(here, 'array');
  const first = parking.park(work(here));
  const second = parking.park(work(here));
  expect(second).toEqual(first);
  expect(JSON.stringify(first)).not.toContain(here);
  expect(readdirSync(here)).toEqual(['array-0', 'column']);
  const there = join(root, 'there');
  renameSync(here, there);
  expect(unpark(structuredClone(first), there)).toEqual(work(there));
});

it('leaves arrays with what holds them where no name is given', () => {
  const here = join(root, 'here');
  expect(unpark(createParking(here, null).park(work(here)), here)).toEqual(work(here));
  expect(readdirSync(here)).toEqual(['column']);
});
