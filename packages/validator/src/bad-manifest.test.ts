import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from './options.js';
import { type Files, goodLines, manifestText } from './testing/folder.js';
import { expectUnread, found, itemsOf, judge, reportOf, row, where } from './testing/judged.js';

describe('a manifest that cannot be used', () => {
  const manifests: readonly (readonly [what: string, text: string | Uint8Array, code: string])[] = [
    ['is empty', '', 'M001'],
    ['is broken YAML', 'jatdae: 1\nprofile: [nia-2024-2\ndataset: {', 'M001'],
    ['is not UTF-8', Buffer.from([0x6a, 0x3a, 0x20, 0xff, 0xfe, 0xff]), 'M001'],
    ['is a list', '- 1\n- 2\n', 'M002'],
    ['has a key twice', 'jatdae: 1\njatdae: 1\n', 'M002'],
    ['nests brackets 100,000 deep', '['.repeat(100_000), 'M001'],
    [
      'multiplies itself by aliases',
      `a: &a [${'x, '.repeat(9)}x]\n${[...'bcdefghi'].map((c, k) => `${c}: &${c} [${`*${'abcdefgh'[k]}, `.repeat(9)}x]`).join('\n')}\n`,
      'M001',
    ],
  ];
  it.each(manifests)('that %s is told with its place', async (_, text, code) => {
    const { status, report } = await judge({ 'benchmark.yaml': text });
    expect(status).toBe('unusable');
    expect(found(report, code).length, JSON.stringify(report.findings)).toBeGreaterThan(0);
    expect(report.findings[0]?.place.path).toBe('benchmark.yaml');
    expect(report.findings[0]?.message.length).toBeLessThan(600);
    expect(row(report, 'Q-INTEGRITY')).toBe('fail');
  });

  it('that is JSON and broken is told with line and column', async () => {
    const { status, report } = await judge({ 'benchmark.json': '{\n  "jatdae": 1,\n  "profile" "x"\n}' });
    expect(status).toBe('unusable');
    expect(report.findings[0]).toMatchObject({ code: 'M001', place: { path: 'benchmark.json', line: 3 } });
  });

  it('names every unknown key, __proto__ and constructor too', async () => {
    const text = manifestText().replace(
      '"jatdae": 1,',
      '"jatdae": 1,\n  "__proto__": {"profile": "other"},\n  "constructor": 1,\n  "lisense": 2,',
    );
    const { status, report } = await judge({ 'benchmark.json': text });
    expect(status).toBe('unusable');
    expect(where(report.findings)).toEqual(['M002 benchmark.json:3', 'M002 benchmark.json:4', 'M002 benchmark.json:5']);
    expect(({} as Record<string, unknown>).profile).toBeUndefined();
  });

  it('is M001 where there is none, in an empty folder and in one with a folder of that name', async () => {
    for (const files of [{}, { 'benchmark.yaml': null }, { 'data/a.jsonl': goodLines(2) }] satisfies Files[]) {
      const { status, report } = await judge(files);
      expect(status).toBe('unusable');
      expect(where(report.findings)).toEqual(['M001 benchmark.yaml:-']);
    }
  });

  it('is one clear sentence where there is no such folder', async () => {
    await expect(judge({}, {}, (root) => rmSync(root, { recursive: true }))).rejects.toThrow(UsageError);
  });
});

describe('a resource', () => {
  it('whose glob matches nothing is M004, and its items count as none', async () => {
    const report = await reportOf({ 'benchmark.json': manifestText() });
    expect(where(found(report, 'M004'))).toEqual([expect.stringMatching(/^M004 benchmark\.json:\d+$/)]);
    expect(row(report, 'Q-INTEGRITY')).toBe('fail');
    expect(itemsOf(report)).toBe(0);
  });

  it.each(['[', '{a', 'data/[', '**', '***', '(((', 'data/\\', '!(a)', `${'*a'.repeat(200)}`])(
    'with the glob %j ends',
    async (path) => {
      expect(
        itemsOf(await reportOf({ 'benchmark.json': manifestText({ path }), [`data/${'a'.repeat(120)}.txt`]: 'x' })),
      ).toBeTypeOf('number');
    },
  );

  it('whose schema is no file, a folder, or no JSON Schema is one clear sentence', async () => {
    for (const schema of [null, '[]', 'x', '{"type": "strnig"}']) {
      const files = { 'benchmark.json': manifestText({ schema: 's.json' }), 's.json': schema, 'data/a.jsonl': goodLines(2) };
      await expect(judge(files)).rejects.toThrow(UsageError);
    }
  });

  it('whose format nobody reads yet is not taken for read', async () => {
    expectUnread(await reportOf({ 'benchmark.json': manifestText({ path: 'data/*.parquet' }), 'data/a.parquet': 'PAR1' }));
  });
});
