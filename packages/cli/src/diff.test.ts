import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../../../fixtures/${name}/deliverable/`, import.meta.url));

let folder: string;
const at = (name: string): string => join(folder, name);

async function diff(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recorder({ columns: 120 });
  const status = await main(['diff', ...argv], terminal);
  return { status, ...terminal.written };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-견주기-'));
  for (const name of ['accepted', 'H003-leaderboard-leak', 'I001-item-schema'])
    await main(['validate', fixture(name), '--no-progress', '-o', at(`${name}.json`)], recorder());
});
afterAll(() => rm(folder, { recursive: true }));

it('says that nothing is worse once a leak is fixed', async () => {
  const { status, out } = await diff(at('H003-leaderboard-leak.json'), at('accepted.json'));
  expect(status).toBe(0);
  expect(out).toContain('[불합격] → small-eval 1.0.0 [합격]');
  expect(out).toMatch(/Q-LEAK +미충족 +충족/);
  expect(out).toMatch(/고쳐진 지적 \(1\)\n +H003 오류 data\//);
  expect(out).toMatch(/지적: 고쳐짐 1 · 남음 0 · 새로 생김 0 · 알 수 없음 0\n$/);
});

it('gives status 1 where an error is new, in English too', async () => {
  const { status, out } = await diff(at('accepted.json'), at('I001-item-schema.json'), '--lang', 'en');
  expect(status).toBe(1);
  expect(out).toMatch(/New findings \(1\)\n +I001 error data\//);
  expect(out).toMatch(/I001 +item-schema +error +0 +1/);
});

it('writes Markdown in which data cannot become markup, and JSON with every finding', async () => {
  const report = JSON.parse(await readFile(at('H003-leaderboard-leak.json'), 'utf8'));
  report.findings[0].message = 'a | b <script>\n# *c*';
  await writeFile(at('odd.json'), JSON.stringify(report));
  const { out } = await diff(at('accepted.json'), at('odd.json'), '--format', 'markdown');
  expect(out).toContain('a \\| b \\<script\\>\\\\u000a\\# \\*c\\*');
  expect(out).toContain('| Q-LEAK | 충족 | 미충족 |');
  const json = await diff(at('accepted.json'), at('odd.json'), '--format', 'json', '--max-findings', '0');
  expect(JSON.parse(json.out)).toMatchObject({ kind: 'reports', added: [{ code: 'H003' }], fixed: [] });
});

it('shows no more of a list than it is told to, and says how many there are', async () => {
  const { out } = await diff(at('accepted.json'), at('H003-leaderboard-leak.json'), '--max-findings', '0');
  expect(out).toMatch(/새로 생긴 지적 \(1\)\n +… 외 1건/);
});

it('compares two deliverables, and shows no value of an item', async () => {
  await cp(fixture('accepted'), at('새 납품'), { recursive: true });
  const path = at('새 납품/data/capitals.jsonl');
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [lines[1]?.replace('"answer":"B"', '"answer":"A"'), ...lines.slice(2)].join('\n'));
  const { status, out } = await diff(fixture('accepted'), at('새 납품'));
  expect(status).toBe(1);
  expect(out).toContain('small-eval 1.0.0 (문항 60개) → small-eval 1.0.0 (문항 59개)');
  expect(out).toMatch(/capitals +18 \+ 2 +17 \+ 2/);
  expect(out).toMatch(/빠진 문항 \(1\)\n +data\/capitals\.jsonl 1번째 레코드/);
  expect(out).toContain('data/capitals.jsonl 1번째 레코드 ← data/capitals.jsonl 2번째 레코드: 정답');
  expect(out).toMatch(/문항: 더해짐 0 · 빠짐 1 · 달라짐 1 \(정답 1\) · 같음 58\n$/);
  const json = await diff(fixture('accepted'), at('새 납품'), '--format', 'json', '--memory', '1');
  expect(JSON.parse(json.out)).toMatchObject({ kind: 'deliverables', same: 58, removed: { count: 1 } });
  expect((await diff(fixture('accepted'), fixture('accepted'))).status).toBe(0);
});

it('says what it cannot compare, and which member of a report is wrong', async () => {
  await writeFile(at('other.json'), '{"report": 7, "verdict": "accepted"}');
  const mixed = await diff(at('accepted.json'), fixture('accepted'), '--lang', 'en');
  expect([mixed.status, mixed.err]).toEqual([2, expect.stringContaining('A report cannot be compared with a deliverable')]);
  const none = await diff(at('not-there'), fixture('accepted'));
  expect([none.status, none.err]).toEqual([2, expect.stringContaining('그런 파일이나 폴더가 없습니다')]);
  const { status, err } = await diff(at('accepted.json'), at('other.json'), '--lang', 'en');
  expect([status, err]).toEqual([2, expect.stringContaining('The report has another form')]);
});
