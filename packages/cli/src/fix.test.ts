import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const ACCEPTED = fileURLToPath(new URL('../../../fixtures/accepted/deliverable/', import.meta.url));

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-고침-'));
  await cp(ACCEPTED, at('given'), { recursive: true });
  const path = at('given/data/capitals.jsonl');
  const text = await readFile(path, 'utf8');
  const isPublic = /"split":\s*"public"/;
  expect(text).toMatch(isPublic);
  await writeFile(path, `\uFEFF${text.replace(isPublic, (found) => found.replace('public', 'public '))}`);
});
afterEach(() => rm(folder, { recursive: true }));

it('shows what would be mended and writes nothing', async () => {
  const terminal = recorder();
  expect(await main(['fix', at('given'), '--dry-run'], terminal)).toBe(0);
  expect(terminal.written.out).toBe(
    [
      'data/capitals.jsonl',
      '  BOM 제거 (1)',
      '  정해진 값 앞뒤의 빈칸 제거 (1)',
      '      레코드 1 /split',
      "      - 'public '",
      "      + 'public'",
      '',
    ].join('\n'),
  );
  expect(await readdir(folder)).toEqual(['given']);
});

it('writes a copy that is accepted, and the log beside it', async () => {
  const terminal = recorder();
  expect(await main(['fix', at('given'), '-o', at('copy'), '--lang', 'en'], terminal)).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(['copy', 'copy.fixes.json', 'given']);
  expect(terminal.written.out).toMatch(/F002 not-plain-utf8: 1 → 0\n[\s\S]*verdict of the copy: accepted/);
  const original = await readFile(join(ACCEPTED, 'data/capitals.jsonl'), 'utf8');
  expect(await readFile(at('copy/data/capitals.jsonl'), 'utf8')).toBe(original);
  expect(JSON.parse(await readFile(at('copy.fixes.json'), 'utf8'))).toMatchObject({
    files: [
      {
        path: 'data/capitals.jsonl',
        changes: [
          { fix: 'bom', count: 1 },
          { fix: 'enum-blanks', count: 1 },
        ],
      },
    ],
    before: { findings: { F002: 1, I009: 1 } },
    after: { verdict: 'accepted', items: 60 },
  });
});

it('mends what is chosen', async () => {
  const terminal = recorder();
  await main(['fix', at('given'), '--dry-run', '--only', 'bom,nfc', '--lang', 'en'], terminal);
  expect(terminal.written.out).toBe('data/capitals.jsonl\n  byte order mark removed (1)\n');
  await main(['fix', at('given'), '--dry-run', '--skip', 'bom', '--skip', 'enum-blanks', '--lang', 'en'], terminal);
  expect(terminal.written.out).toContain('There is nothing to mend.');
});

it('says what it cannot use', async () => {
  const terminal = recorder();
  for (const more of [
    [],
    ['-o', at('given/copy')],
    ['-o', at('given')],
    ['--dry-run', '--only', 'typos'],
    ['-o', at('none/copy')],
  ])
    expect(await main(['fix', at('given'), ...more], terminal)).toBe(2);
  expect(await main(['fix', folder, '--dry-run'], terminal)).toBe(2);
  expect(terminal.written.err).toMatch(
    /-o로 지정[\s\S]*겹칩니다[\s\S]*비어 있지 않습니다[\s\S]*--only[\s\S]*폴더가 없습니다[\s\S]*M001/,
  );
  expect(await readdir(folder)).toEqual(['given']);
});
