import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

let folder: string;
let desk: string;

beforeEach(async () => {
  folder = await makeDeliverable();
  desk = await mkdtemp(join(tmpdir(), 'jatdae-심사-'));
});

afterEach(async () => {
  for (const each of [folder, desk]) await rm(each, { recursive: true, force: true });
});

const fileOf = async (name: string, text: string): Promise<string> => {
  const path = join(desk, name);
  await writeFile(path, text);
  return path;
};

it('validate takes the waivers of several reviewers and says whose each is', async () => {
  const kim = await fileOf('김.yaml', 'waivers:\n  - {rule: S001, reason: 시범 납품, by: 김심사, until: 2024-12-31}\n');
  const lee = await fileOf(
    '이.json',
    '{"waivers": [{"rule": "D003", "fingerprint": "f00d", "reason": "확인함", "by": "이심사"}]}',
  );
  const { code, out } = await call('validate', folder, '--waivers', kim, '--waivers', lee);
  expect(code).toBe(1);
  expect(out).toContain('[면제됨]');
  expect(out).toContain('면제 사유: 시범 납품 - 김심사, 2024-12-31까지 (심사자의 파일)');
  expect(out).toMatch(/쓰이지 않은 면제\n {2}D003 f00d: 해당하는 지적이 없습니다\n {4}확인함 - 이심사/u);
  const output = await fileOf('보고서.json', '');
  await call('validate', folder, '--waivers', kim, '-o', output);
  const report = JSON.parse(await readFile(output, 'utf8')) as Report;
  expect(report.findings.filter(({ waived }) => waived).map(({ code: rule, waiver }) => [rule, waiver?.source])).toEqual([
    ['S001', 'reviewer'],
  ]);
});

it('a file of waivers that cannot be used ends the call before anything is checked, with the line of each fault', async () => {
  const path = await fileOf('잘못.yaml', 'waivers:\n  - {rule: S001, by: 김심사}\n');
  const { code, out, err } = await call('validate', folder, '--waivers', path, '--lang', 'ko');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`${path}:2:`);
  expect(err).toContain('reason');
  expect(err).toContain('면제 파일로 쓸 수 없어');
});

it('a file of waivers that is not there is named', async () => {
  const { code, err } = await call('validate', folder, '--waivers', join(desk, '없음.yaml'), '--lang', 'en');
  expect([code, err]).toEqual([2, expect.stringContaining('cannot be read')]);
});
