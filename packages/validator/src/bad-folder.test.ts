import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from './options.js';
import { goodLines, manifestText, withFolder } from './testing/folder.js';
import { expectUnread, found, itemsOf, judge, reportOf, row, where } from './testing/judged.js';
import { validate } from './validate.js';

const language = 'en';
const onWindows = process.platform === 'win32';
/** Root reads whatever it likes. */
const isRoot = process.getuid?.() === 0;

describe('a folder', () => {
  const base = { 'benchmark.json': manifestText(), 'data/a.jsonl': goodLines(4) } as const;

  it('with empty files tells each', async () => {
    const report = await reportOf({ ...base, 'data/b.jsonl': '', 'data/c.jsonl': ' \n\n', 'data/d.jsonl': '\uFEFF' });
    expect(where(found(report, 'F009'))).toEqual(['b', 'c', 'd'].map((name) => `F009 data/${name}.jsonl:-`));
    expect(itemsOf(report)).toBe(4);
  });

  it('with a folder named like a file passes over the name', async () => {
    const report = await reportOf({ ...base, 'data/b.jsonl': null, 'data/c.jsonl/inner.jsonl': goodLines(2, 10) });
    expect(itemsOf(report)).toBe(4);
    expect(where(found(report, 'M006'))).toEqual(['M006 data/c.jsonl/inner.jsonl:-']);
  });

  it('of many levels is walked to its end', async () => {
    const path = `${'깊은-폴더/'.repeat(100)}a.jsonl`;
    const report = await reportOf({ 'benchmark.json': manifestText({ path: '**/*.jsonl' }), [path]: goodLines(3) });
    expect(itemsOf(report)).toBe(3);
  });

  it('whose names are decomposed is found by composed globs, and the other way round', async () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const report = await reportOf({
        'benchmark.json': manifestText({ path: '자료/*.jsonl'.normalize(form) }),
        ['자료/문항.jsonl'.normalize('NFD')]: `${goodLines(3)}x\n`,
      });
      expect(itemsOf(report), form).toBe(4);
      expect(found(report, 'F007')[0]?.place.path).toBe('자료/문항.jsonl');
      expect(where(found(report, 'F008'))).toEqual(['F008 자료/문항.jsonl:-']);
    }
  });

  it.skipIf(onWindows)('with control characters in names shows them harmless in messages', async () => {
    const report = await reportOf({ ...base, 'data/\u001b[31m빨강\n.txt': 'x', 'data/b\u0007.jsonl': '' });
    expect(found(report, 'M006')[0]?.place.path).toBe('data/\u001b[31m빨강\n.txt');
    for (const { message } of report.findings) expect(message).not.toMatch(/\p{Cc}/u);
  });

  it.skipIf(onWindows)('with links and pipes tells them and reads none of them', async () => {
    const outside = { 'secret.jsonl': goodLines(9, 100) };
    await withFolder(outside, async (elsewhere) => {
      const report = await reportOf(base, {}, (root) => {
        symlinkSync(join(elsewhere, 'secret.jsonl'), join(root, 'data/link.jsonl'));
        symlinkSync(elsewhere, join(root, 'data/folder'));
        symlinkSync('nowhere', join(root, 'data/dangling.jsonl'));
        execFileSync('mkfifo', [join(root, 'data/pipe.jsonl')]);
      });
      expect(where(found(report, 'M005')).sort()).toEqual(
        ['dangling.jsonl', 'folder', 'link.jsonl', 'pipe.jsonl'].map((name) => `M005 data/${name}:-`),
      );
      expect(itemsOf(report)).toBe(4);
      expect(row(report, 'Q-INTEGRITY')).toBe('fail');
    });
  });

  it.skipIf(onWindows)('whose schema or profile is a pipe or a link out is answered, not waited for', async () => {
    await withFolder(
      { 's.json': '{"maxProperties": 0}', 'p.yaml': 'extends: nia-2024-2\nname: elsewhere\nversion: "1"\n' },
      async (elsewhere) => {
        const make = [
          (path: string) => execFileSync('mkfifo', [path]),
          (path: string) => symlinkSync(join(elsewhere, path.endsWith('json') ? 's.json' : 'p.yaml'), path),
        ];
        for (const place of make) {
          await expect(
            judge({ ...base, 'benchmark.json': manifestText({ schema: 's.json' }) }, {}, (root) => place(join(root, 's.json'))),
          ).rejects.toThrow(UsageError);
          const { status } = await judge({ ...base, 'benchmark.json': manifestText({}, { profile: 'p.yaml' }) }, {}, (root) =>
            place(join(root, 'p.yaml')),
          );
          expect(status).toBe('unusable');
        }
        const { status, report } = await judge({}, {}, (root) => execFileSync('mkfifo', [join(root, 'benchmark.yaml')]));
        expect({ status, found: where(report.findings) }).toEqual({ status: 'unusable', found: ['M001 benchmark.yaml:-'] });
      },
    );
  });

  it.skipIf(onWindows || isRoot)('with a file that may not be read says so and is not taken for read', async () => {
    const report = await reportOf({ ...base, 'data/b.jsonl': goodLines(4, 10) }, { receipt: true }, (root) =>
      chmodSync(join(root, 'data/b.jsonl'), 0),
    );
    expect(report.findings.some(({ place }) => place.path === 'data/b.jsonl')).toBe(true);
    expectUnread(report);
  });

  it('with a file that vanishes while others are read is F010', async () => {
    for (const receipt of [false, true]) {
      await withFolder({ ...base, 'data/b.jsonl': goodLines(4, 10) }, async (root) => {
        const { report } = await validate(root, {
          language,
          engine: 'inline',
          splitBytes: 100,
          receipt,
          onProgress: () => rmSync(join(root, 'data/b.jsonl'), { force: true }),
        });
        expect(where(found(report, 'F010'))).toEqual(['F010 data/b.jsonl:-']);
        expect(row(report, 'Q-INTEGRITY')).toBe('fail');
        expectUnread(report);
      });
    }
  });

  it('with a file that changes, shrinks or becomes a folder while it is read is F010', async () => {
    const changes: readonly ((path: string) => void)[] = [
      (path) => writeFileSync(path, goodLines(5, 10)),
      (path) => writeFileSync(path, ''),
      (path) => renameSync(join(path, '../../other'), path),
    ];
    for (const change of changes) {
      await withFolder({ ...base, 'data/b.jsonl': goodLines(40, 10), 'other/x': 'x' }, async (root) => {
        let due = true;
        const onProgress = () => {
          if (!due) return;
          due = false;
          rmSync(join(root, 'data/b.jsonl'));
          change(join(root, 'data/b.jsonl'));
        };
        const { report } = await validate(root, { language, engine: 'inline', splitBytes: 100, onProgress });
        expect(where(found(report, 'F010'))).toEqual(['F010 data/b.jsonl:-']);
        expectUnread(report);
      });
    }
  });
});
