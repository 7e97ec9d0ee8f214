import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { writeRawTables } from './data/raw-tables.js';
import { wordsOf } from './guide/shell.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'packages/cli/bin/jatdae.js');

const GUIDES = [
  { page: 'guide-builders.ko.md', raw: '원자료', delivery: '납품물', passphrase: '암호.txt', receipt: '영수증.json' },
  { page: 'guide-builders.md', raw: 'raw', delivery: 'delivery', passphrase: 'passphrase.txt', receipt: 'receipt.json' },
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-guide-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Block {
  readonly kind: string;
  readonly text: string;
}

const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind = '', text = '']) => ({ kind, text }));

function run(line: string): string {
  const [name, ...words] = wordsOf(line);
  expect(name, line).toBe('jatdae');
  const { FORCE_COLOR, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: folder, env, encoding: 'utf8' });
  expect(status, `${line}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/** What a person types into the manifest: members of maps, and of experiments by their id. */
async function fillIn(manifest: string, text: string): Promise<void> {
  const document = parseDocument(await readFile(manifest, 'utf8'));
  for (const [key, value] of Object.entries<Record<string, unknown> | Record<string, unknown>[]>(parse(text))) {
    if (!Array.isArray(value)) for (const [member, inner] of Object.entries(value)) document.setIn([key, member], inner);
    else if (!document.has(key)) document.set(key, value);
    else {
      const known = document.toJS()[key].map(({ id }: { id: string }) => id);
      for (const { id, scores } of value) document.setIn([key, known.indexOf(id), 'scores'], scores);
    }
  }
  await writeFile(manifest, String(document));
}

it.skipIf(!existsSync(join(root, 'packages/cli/dist'))).each(GUIDES)(
  'leads from raw tables to an accepted deliverable in seven commands: $page',
  async ({ page, raw, delivery, passphrase, receipt }) => {
    await writeRawTables(join(folder, raw), 1000);
    await writeFile(join(folder, passphrase), '한 사람만 아는 긴 암호\n');
    const blocks = blocksOf(await readFile(join(root, 'docs', page), 'utf8'));
    let last = '';
    let commands = 0;
    for (const { kind, text } of blocks) {
      if (kind === 'yaml') await fillIn(join(folder, raw, 'benchmark.yaml'), text);
      if (kind === 'text') expect(last).toContain(text.trim());
      if (kind !== 'sh') continue;
      last = run(text.trim());
      commands++;
      if (text.includes('experiment score')) await fillIn(join(folder, delivery, 'benchmark.yaml'), last);
    }
    expect(commands).toBe(7);
    expect(JSON.parse(await readFile(join(folder, receipt), 'utf8'))).toMatchObject({ report: { verdict: 'accepted' } });
  },
  300_000,
);
