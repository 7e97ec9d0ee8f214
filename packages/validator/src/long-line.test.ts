import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { goodLines, manifestText, withFolder } from './testing/folder.js';

const built = fileURLToPath(new URL('../dist/validate.js', import.meta.url));

/** Validates in a process of its own, whose memory is nobody else's; prints what matters. */
const program = `
const { validate } = await import(process.argv[1]);
const { report } = await validate(process.argv[2], { language: 'en', engine: 'inline' });
const found = report.findings.filter(({ code }) => code.startsWith('F'));
const places = found.map(({ code, place }) => code + ' ' + place.path + ':' + place.line);
console.log(JSON.stringify({ places, items: report.deliverable.items, rss: process.resourceUsage().maxRSS * 1024 }));
`;

async function writeLongLine(path: string, before: string, mebibytes: number, after: string): Promise<void> {
  const file = await open(path, 'w');
  const piece = Buffer.from('가'.repeat(1 << 18));
  await file.write(before);
  for (let written = 0; written < mebibytes << 20; written += piece.length) await file.write(piece);
  await file.write(after);
  await file.close();
}

const kinds = [
  ['a.jsonl', {}, '{"id":"', '"}\n', goodLines(1), goodLines(1, 1)],
  ['a.json', { path: 'data/a.json' }, '{"id":"', '"},', `[\n${goodLines(1).trim()},\n`, `\n${goodLines(1, 1).trim()}]`],
  [
    'a.csv',
    { path: 'data/a.csv', fields: { id: 'id' }, split: { value: 'public' } },
    '"',
    '",a\n',
    'id,sub_metric\nq1,a\n',
    'q2,a\n',
  ],
] as const;

it.skipIf(!existsSync(built)).each(kinds)(
  'a line of 200 MB in %s is F006 at its place, and takes no memory of its size',
  async (name, resource, open, close, first, last) => {
    await withFolder({ 'benchmark.json': manifestText(resource), data: null }, async (root) => {
      await writeLongLine(join(root, 'data', name), `${first}${open}`, 200, `${close}${last}`);
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', program, built, root], { encoding: 'utf8' });
      const { places, items, rss } = JSON.parse(output);
      expect(places).toEqual([`F006 data/${name}:${first.split('\n').length}`]);
      expect(items).toBe(3);
      expect(rss).toBeLessThan(300 * 2 ** 20);
    });
  },
);
