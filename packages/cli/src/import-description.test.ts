import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

let folder = '';
beforeEach(async () => {
  folder = await makeDeliverable({ manifest: null });
  const resources = [
    { name: 'items', path: '자료/예절.jsonl', format: 'jsonl' },
    { name: 'more', path: 'https://example.org/more.jsonl' },
  ];
  await writeFile(join(folder, 'datapackage.json'), JSON.stringify({ name: 'etiquette', title: '예절 문제', resources }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes a manifest that validate can use, and says of each file at an address that it was not fetched', async () => {
  const { code, out, err } = await call('import', folder);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`${folder}/benchmark.yaml`);
  expect(out).toContain('https://example.org/more.jsonl: 주소에 있는 파일은 내려받지 않았습니다');
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toContain('title: 예절 문제 # 설명에서');
  expect((await call('validate', folder, '--no-progress')).code).toBe(1);
});

it('does not write over a manifest unless --force says so; another name beside it does not need to', async () => {
  await call('import', folder);
  const before = await readFile(join(folder, 'benchmark.yaml'), 'utf8');
  const again = await call('import', join(folder, 'datapackage.json'), '--lang', 'en');
  expect(again).toMatchObject({ code: 2, out: '' });
  expect(again.err).toContain('--force');
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toBe(before);
  await rm(join(folder, 'schemas'), { recursive: true });
  const other = await call('import', folder, '-o', join(folder, 'other.yaml'), '--lang', 'en');
  expect(other).toMatchObject({ code: 0, err: '' });
  expect(other.out).toContain('Next: read other.yaml');
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toBe(before);
  expect((await call('import', folder, '-o', join(folder, 'other.yaml'))).code).toBe(2);
  expect((await call('import', folder, '--force', '--lang', 'en')).code).toBe(0);
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toContain('# from the description');
});

it('--dry-run shows the manifest and writes nothing', async () => {
  const { code, out } = await call('import', folder, '--dry-run');
  expect(code).toBe(0);
  expect(out).toMatch(/^jatdae: 1$/mu);
  expect(await readdir(folder)).toEqual(['datapackage.json', '자료']);
});

it('what cannot be used ends with 2 and a sentence, and nothing is written', async () => {
  const place = await mkdtemp(join(tmpdir(), 'jatdae-import-'));
  try {
    await cp(folder, join(place, 'a'), { recursive: true });
    const target = join(place, 'a');
    await writeFile(join(target, 'datapackage.json'), JSON.stringify({ resources: [{ path: '../../etc/passwd' }] }));
    const calls = [
      [target],
      [join(place, 'nothing')],
      [place],
      ['https://example.org/croissant.json'],
      [folder, '-o', join(place, 'benchmark.yaml')],
      [folder, '-o', join(folder, 'benchmark.json')],
    ];
    for (const argv of calls) {
      const { code, out, err } = await call('import', ...argv, '--lang', 'ko');
      expect({ argv, code, out }).toEqual({ argv, code: 2, out: '' });
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      expect(err).toMatch(/\p{Script=Hangul}/u);
    }
    expect(await readdir(place)).toEqual(['a']);
    expect(await readdir(target)).toEqual(['datapackage.json', '자료']);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
