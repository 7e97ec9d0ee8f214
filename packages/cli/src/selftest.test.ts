import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const ACCEPTED = fileURLToPath(new URL('../../../fixtures/accepted/deliverable/', import.meta.url));

it('shows which planted defects were found', async () => {
  const terminal = recorder();
  expect(await main(['selftest', ACCEPTED, '--each', '1', '--seed', '3'], terminal)).toBe(0);
  expect(terminal.written.out).toMatch(/^코드 +이름 +심음 +찾음 +오경보 +원래 있던 지적\n/);
  expect(terminal.written.out).toMatch(/\nI002 +duplicate-id +1 +1 +0 +0\n/);
  expect(terminal.written.out).toMatch(/문항 60개 가운데 60개의 사본에 결함 (\d+)개를 심어 \1개를 찾았고, 오경보는 0건입니다\./);
}, 180_000);

it('gives the certificate as JSON', async () => {
  const terminal = recorder();
  await main(['selftest', ACCEPTED, '--each', '1', '--items', '20', '--format', 'json'], terminal);
  expect(JSON.parse(terminal.written.out)).toMatchObject({ seed: 1, items: 60, copied: 20 });
}, 180_000);

it('says what it cannot use', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-빈-폴더-'));
  const terminal = recorder();
  expect(await main(['selftest', folder], terminal)).toBe(2);
  expect(terminal.written.err).toContain('M001');
  expect(await main(['selftest', folder, '--each', '0'], terminal)).toBe(2);
  expect(terminal.written.err).toContain('--each');
  await rm(folder, { recursive: true });
});
