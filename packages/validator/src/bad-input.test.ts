import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Finding, Report } from '@jatdae/schema';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions, ValidateResult } from './options.js';
import { UsageError } from './options.js';
import { type Files, goodLines, itemOf, manifestText, withFolder } from './testing/folder.js';
import { validate } from './validate.js';

const language = 'en';
const onWindows = process.platform === 'win32';
/** Root reads whatever it likes. */
const isRoot = process.getuid?.() === 0;

const judge = (
  files: Files,
  options: Partial<ValidateOptions> = {},
  prepare: (root: string) => void = () => undefined,
): Promise<ValidateResult> =>
  withFolder(files, async (root) => {
    prepare(root);
    return validate(root, { language, engine: 'inline', ...options });
  });

async function reportOf(...args: Parameters<typeof judge>): Promise<Report> {
  const { status, report } = await judge(...args);
  expect(status).toBe('judged');
  return report;
}

const found = ({ findings }: Report, ...codes: string[]): Finding[] => findings.filter(({ code }) => codes.includes(code));
const where = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, place }) => `${code} ${place.path}:${place.line ?? '-'}`);
const row = ({ requirements }: Report, id: string): string | undefined => requirements.find((each) => each.id === id)?.verdict;
const itemsOf = ({ deliverable }: Report): number | undefined => deliverable?.items;

/** What nobody read must not look passed. */
function expectUnread(report: Report): void {
  expect(report.complete).toBe(false);
  for (const id of ['N-BM-SUB', 'N-BM-ITEMS', 'N-BM-HOLD', 'Q-SYNTAX']) expect(row(report, id), id).toBe('not-run');
}

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

describe('lines', () => {
  const data = (content: string | Uint8Array, resource = {}): Files => ({
    'benchmark.json': manifestText(resource),
    'data/a.jsonl': content,
  });

  it('with bytes that are not UTF-8 in the middle are F001 there, and the rest is read', async () => {
    const bad = Buffer.concat([
      Buffer.from(goodLines(500)),
      Buffer.from([0x7b, 0xb0, 0xa1, 0x7d, 0x0a]),
      Buffer.from(goodLines(500, 500)),
    ]);
    const report = await reportOf(data(bad), { splitBytes: 10_000 });
    expect(where(found(report, 'F001'))).toEqual(['F001 data/a.jsonl:501']);
    expect(itemsOf(report)).toBe(1001);
    expect(report.complete).toBe(true);
  });

  it('of which the last is cut short are F007 in the last', async () => {
    const report = await reportOf(data(goodLines(3).slice(0, -15)));
    expect(where(found(report, 'F007'))).toEqual(['F007 data/a.jsonl:3']);
  });

  it('with 100,000 nested brackets are F006, wherever they stand', async () => {
    const deep = '['.repeat(100_000);
    const lines = [
      `${deep}${']'.repeat(100_000)}`,
      deep,
      `{"question": ${deep}`,
      JSON.stringify(itemOf(1)),
      '{"a":'.repeat(100_000),
    ];
    const report = await reportOf(data(`${lines.join('\n')}\n`));
    expect(where(found(report, 'F006', 'F007'))).toEqual([1, 2, 3, 5].map((line) => `F006 data/a.jsonl:${line}`));
  });

  it('with texts that nest lists 100,000 deep in a cell do not go on forever', async () => {
    const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    const items = [{ choices: deep }, { answer: deep }, { choices: `[${deep}]` }, { choices: '['.repeat(100_000) }];
    const report = await reportOf(data(items.map((more, k) => `${JSON.stringify(itemOf(k, more))}\n`).join('')));
    expect(itemsOf(report)).toBe(4);
    expect(new Set(report.findings.filter(({ place }) => place.path === 'data/a.jsonl').map(({ place }) => place.line))).toEqual(
      new Set([1, 2, 3, 4]),
    );
  });

  it('with keys like __proto__ are data', async () => {
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const items = keys.flatMap((key, k) => [
      JSON.stringify(itemOf(k)).replace('{', `{"${key}": {"polluted": true, "id": "x"},`),
      JSON.stringify(itemOf(k + 10, { sub_metric: key })),
      JSON.stringify(itemOf(k + 20, { split: key })),
    ]);
    const report = await reportOf(data(`${items.join('\n')}\n`));
    expect(found(report, 'I009')).toHaveLength(8);
    expect(found(report, 'I001', 'I002', 'I003', 'F007')).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('map from fields named __proto__', async () => {
    const fields = { id: '__proto__', question: 'constructor.name', choices: '/toString', answer: 'valueOf' };
    const text =
      '{"__proto__":"q1","constructor":{"name":"문항"},"toString":["예","아니오"],"valueOf":1,"sub_metric":"a","split":"public"}\n{"sub_metric":"a","split":"public"}\n';
    const report = await reportOf(data(text, { fields }));
    expect(where(found(report, 'I003'))).toEqual(['I003 data/a.jsonl:2']);
    expect(found(report, 'I001').every(({ place }) => place.line === 2)).toBe(true);
  });

  it('that are no objects are told one by one', async () => {
    const report = await reportOf(data('1\n"x"\nnull\n[]\n[{}]\ntrue\n'));
    expect(new Set(where(found(report, 'I001')))).toEqual(new Set([1, 2, 3, 4, 5, 6].map((line) => `I001 data/a.jsonl:${line}`)));
    expect(row(report, 'Q-SYNTAX')).toBe('fail');
  });

  it('with lone surrogates, huge numbers and strange escapes are read', async () => {
    const texts = ['"\\ud800"', '"\\udc00\\ud800"', '1e400', '-0', '123456789012345678901234567890', '"\\u0000"', '"\\/\\b\\f"'];
    const lines = texts.flatMap((text, k) => [
      JSON.stringify(itemOf(k)).replace(`"q${k}"`, text),
      JSON.stringify(itemOf(k + 50)).replace(`"${k + 50}번 문항"`, text),
    ]);
    expect(itemsOf(await reportOf(data(`${lines.join('\n')}\n`)))).toBe(14);
  });

  it('in UTF-16 are read, and told for what they are', async () => {
    const report = await reportOf(data(Buffer.from(`\uFEFF${goodLines(2)}`, 'utf16le')));
    expect(where(found(report, 'F001', 'F002'))).toEqual(['F002 data/a.jsonl:-']);
    expect(itemsOf(report)).toBe(2);
  });

  it('of binary rubbish end', async () => {
    const rubbish = Buffer.from(Array.from({ length: 200_000 }, (_, k) => (k * k * 31 + (k >> 3)) & 0xff));
    for (const path of ['data/a.jsonl', 'data/a.json', 'data/a.csv', 'data/a.tsv', 'data/a', 'data/a.jsonl.gz']) {
      const report = await reportOf({ 'benchmark.json': manifestText({ path }), [path]: rubbish });
      expect(report.verdict, path).not.toBe('accepted');
      expect(found(report, 'F001', 'F005', 'F006', 'F007').length + Number(!report.complete), path).toBeGreaterThan(0);
    }
  });
});

describe('a table', () => {
  const fields = { id: 'id', question: 'question', choices: ['A', 'B'], answer: { field: 'answer', as: 'letter' } };
  const table = (text: string): Files => ({
    'benchmark.json': manifestText({ path: 'data/*.csv', fields }),
    'data/a.csv': `id,sub_metric,split,question,A,B,answer\n${text}`,
  });

  it('with ragged rows tells each of them and reads the others', async () => {
    const report = await reportOf(
      table('q1,a,public,문항 1,예,아니오,A\nq2,a,public\nq3,a,public,문항 3,예,아니오,B,더\nq4,a,public,문항 4,예,아니오,B\n'),
    );
    expect(where(found(report, 'F007'))).toEqual(['F007 data/a.csv:3', 'F007 data/a.csv:4']);
    expect(found(report, 'I001')).toEqual([]);
    expect(report.complete).toBe(true);
  });

  it('with a quote that is not closed says so, and loses no row in silence', async () => {
    const rest = Array.from({ length: 50 }, (_, k) => `r${k},a,public,문항,예,아니오,A\n`).join('');
    const report = await reportOf(table(`q1,a,public,문항 1,예,아니오,A\nq2,a,public,"문항 2,예,아니오,B\n${rest}`));
    expect(found(report, 'F007', 'F011').map(({ place }) => place.path)).toEqual(['data/a.csv']);
    if (itemsOf(report) !== 52) expectUnread(report);
  });

  it('of nothing but a header has no items', async () => {
    const report = await reportOf(table(''));
    expect(itemsOf(report)).toBe(0);
    expect(row(report, 'Q-SYNTAX')).toBe('fail');
  });
});

describe('a JSON document', () => {
  const document = (text: string, resource = {}): Files => ({
    'benchmark.json': manifestText({ path: 'data/*.json', ...resource }),
    'data/a.json': text,
  });
  const whole = `[\n${Array.from({ length: 5 }, (_, k) => JSON.stringify(itemOf(k))).join(',\n')}\n]\n`;

  it('that is cut short is told where, and not taken for whole', async () => {
    for (const cut of [3, 40, 200]) {
      const report = await reportOf(document(whole.slice(0, -cut)));
      expect(found(report, 'F007').length, `${cut} bytes short`).toBe(1);
      expect(found(report, 'F007')[0]?.place.path).toBe('data/a.json');
      expectUnread(report);
    }
  });

  it('that has more behind its end, or commas too many, is F007', async () => {
    for (const text of [`${whole}x`, whole.replace('},\n{', '},,\n{'), whole.replace('\n]', ',\n]'), whole.replace('[', '[,')]) {
      const report = await reportOf(document(text));
      expect(found(report, 'F007').length, text.slice(0, 20)).toBeGreaterThan(0);
    }
  });

  it('without what its pointer names is told', async () => {
    const report = await reportOf(document(`{"data": ${whole}}`, { at: '/items' }));
    expect(found(report, 'F007').length).toBe(1);
    expect(report.verdict).not.toBe('accepted');
  });

  it('that nests 100,000 deep is F006', async () => {
    for (const text of [
      '['.repeat(100_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`,
    ]) {
      const report = await reportOf(document(text));
      expect(found(report, 'F006', 'F007').length).toBeGreaterThan(0);
    }
  });
});

describe('a compressed file', () => {
  const packed = (content: Uint8Array): Files => ({
    'benchmark.json': manifestText({ path: 'data/*.gz' }),
    'data/a.jsonl.gz': content,
  });
  const whole = gzipSync(goodLines(2000));

  it.each([1, 8, 30, 1000])('without its last %i bytes is F005, and what it hides was not read', async (missing) => {
    const report = await reportOf(packed(whole.subarray(0, -missing)));
    expect(where(found(report, 'F005'))).toEqual(['F005 data/a.jsonl.gz:-']);
    expect(row(report, 'Q-INTEGRITY')).toBe('fail');
    expectUnread(report);
  });

  it('that is none, or has rubbish behind it, is F005', async () => {
    for (const content of [
      Buffer.from(goodLines(3)),
      Buffer.concat([whole, Buffer.from('rubbish!')]),
      Buffer.from([0x1f, 0x8b]),
    ]) {
      const report = await reportOf(packed(content));
      expect(where(found(report, 'F005')), `${content.length} bytes`).toEqual(['F005 data/a.jsonl.gz:-']);
    }
  });

  it('that grows without bound is stopped', async () => {
    const bomb = gzipSync(Buffer.alloc(100 << 20));
    const report = await reportOf(packed(bomb));
    expect(found(report, 'F005', 'F006').length).toBeGreaterThan(0);
    expect(report.verdict).not.toBe('accepted');
  });
});

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
