import { Buffer } from 'node:buffer';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type TarMember, tarArchive, type ZipMember, zipArchive } from '@jatdae/readers/testing-archives';
import type { Report } from '@jatdae/schema';
import { describe, expect, it } from 'vitest';
import { judgeConsortium } from './consortium.js';
import type { ValidateOptions, ValidateResult } from './options.js';
import { type Files, goodLines, itemOf, manifestText, withFolder } from './testing/folder.js';
import { stableReport } from './testing/golden.js';
import { zipOf } from './testing/zip.js';
import { validate } from './validate.js';

const language = 'en';
const picture = readFileSync(new URL('./media/samples/picture.png', import.meta.url));
const FIELDS = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' }, media: 'image' };
const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

type Contents = Readonly<Record<string, string | Uint8Array>>;
const tarOf = (contents: Contents): Uint8Array =>
  tarArchive(Object.entries(contents).map(([name, content]) => ({ name, content })));

const judge = (files: Files, target = '', options: Partial<ValidateOptions> = {}): Promise<ValidateResult> =>
  withFolder(files, (root) => validate(join(root, target), { language, engine: 'inline', ...options }));

async function reportOf(files: Files, options: Partial<ValidateOptions> = {}): Promise<Report> {
  const { status, report } = await judge(files, '', options);
  expect(status).toBe('judged');
  return report;
}

const found = ({ findings }: Report, ...codes: string[]): string[] =>
  findings.filter(({ code }) => codes.includes(code)).map(({ code, place, severity }) => `${code} ${severity} ${place.path}`);
const integrity = ({ requirements }: Report) => requirements.find(({ id }) => id === 'Q-INTEGRITY')?.verdict;

describe('a delivery that is an archive', () => {
  const contents: Contents = {
    'benchmark.json': manifestText({ fields: FIELDS }, { media: { root: 'media' } }),
    'data/문항.jsonl': lines([
      itemOf(0, { image: '그림.png' }),
      itemOf(1, { image: 'cut.png' }),
      itemOf(2, { image: 'none.png' }),
      itemOf(3, { image: '../../밖.png' }),
      itemOf(0, { image: null }),
    ]),
    'media/그림.png': picture,
    'media/cut.png': picture.subarray(0, 200),
    'media/unused.png': Buffer.concat([picture, Buffer.from('!')]),
    'rest.txt': 'nobody declares this',
  };
  const packed: Contents = {
    'deflated.zip': zipOf(contents),
    'stored.zip': zipOf(contents, true),
    'in one folder.zip': zipOf(Object.fromEntries(Object.entries(contents).map(([name, content]) => [`납품/${name}`, content]))),
    'a.tar': tarOf(contents),
    'a.tar.gz': gzipSync(tarOf(contents)),
  };

  it.each(Object.entries(packed))('%s has the report that the folder has, media too', async (name, bytes) => {
    const folder = await reportOf(contents);
    expect(found(folder, 'A001', 'A002', 'A003', 'I002', 'M005', 'M006')).toHaveLength(6);
    const archive = await judge({ [name]: bytes }, name);
    expect(stableReport(archive.report, '/')).toBe(stableReport(folder, '/'));
  });

  it('serves a call of consortia as its manifest does', async () => {
    const report = (path: string, bytes: string | Uint8Array): Promise<Report> =>
      withFolder({ [path]: bytes }, async (root) => (await judgeConsortium([join(root, path)], { language })).report);
    const ofManifest = await report('benchmark.json', contents['benchmark.json'] as string);
    const ofZip = await report('a.zip', zipOf(contents));
    expect(ofZip.requirements).toEqual(ofManifest.requirements);
    expect(ofZip.statistics).toMatchObject({ applications: [{ name: 'small' }] });
  });

  it.each<[string, readonly ZipMember[]]>([
    ['of which there are two', [{ name: 'benchmark.json', content: '{}' }]],
    ['encrypted', []],
  ])('with a manifest %s is not guessed at', async (_, more) => {
    const manifest = { name: 'benchmark.json', content: manifestText(), flags: more.length === 0 ? 1 : 0 };
    const { status, report } = await judge({ 'a.zip': zipArchive([manifest, ...more]) }, 'a.zip');
    expect([status, ...found(report, 'M001')]).toEqual(['unusable', 'M001 error benchmark.json']);
    expect(report.findings[0]?.message).toContain(more.length === 0 ? 'encrypted' : 'another member of this name');
  });

  it('over a limit is incomplete, and names the flag', async () => {
    const files = { 'a.zip': zipOf(contents) };
    const result = await judge(files, 'a.zip', { archives: { members: 5 } });
    expect(result.status === 'unusable' && result.problems.map(({ limit }) => limit)).toEqual([true]);
    expect(result.report.verdict).toBe('incomplete');
    expect(result.report.findings[0]?.message).toContain('--max-members');
    expect((await judge(files, 'a.zip', { archives: { members: 6 } })).status).toBe('judged');
  });
});

describe('an archive that the manifest names', () => {
  const base = (path: string): Files => ({ 'benchmark.json': manifestText({ path }) });
  const items = goodLines(3);

  it('holds files whose names lead out, links, pipes and devices: each is M005, and none is read', async () => {
    const inZip: ZipMember[] = [
      { name: 'data/a.jsonl', content: items },
      { name: '../evil.jsonl', content: items },
      { name: '/tmp/evil.jsonl', content: items },
      { name: 'data\\b.jsonl', content: items },
      { name: 'data/link.jsonl', content: '/etc/passwd', mode: 0o120777 },
    ];
    const zip = await reportOf({ ...base('a.zip!/**/*.jsonl'), 'a.zip': zipArchive(inZip) });
    expect(found(zip, 'M005')).toHaveLength(4);
    expect(zip.deliverable?.items).toBe(3);
    const inTar: TarMember[] = [
      { name: 'data/a.jsonl', content: items },
      { name: 'data/hard.jsonl', type: '1', link: 'data/a.jsonl' },
      { name: 'data/pipe.jsonl', type: '6' },
      { name: 'data/null.jsonl', type: '3' },
    ];
    const tar = await reportOf({ ...base('a.tar!/**/*.jsonl'), 'a.tar': tarArchive(inTar) });
    expect(found(tar, 'M005')).toEqual(['hard', 'null', 'pipe'].map((name) => `M005 error a.tar!/data/${name}.jsonl`));
    expect(tar.deliverable?.items).toBe(3);
  });

  it('holds a file that cannot be read: F005 says why', async () => {
    const members: ZipMember[] = [
      { name: 'a.jsonl', content: items },
      { name: 'b.jsonl', content: items, flags: 1 },
      { name: 'c.jsonl', content: items, crc: 1 },
      { name: 'a.jsonl', content: items },
    ];
    const report = await reportOf({ ...base('a.zip!/*.jsonl'), 'a.zip': zipArchive(members) });
    expect(found(report, 'F005')).toEqual(['a', 'b', 'c'].map((name) => `F005 error a.zip!/${name}.jsonl`));
    const words = report.findings.filter(({ code }) => code === 'F005').map(({ message }) => message);
    for (const word of ['another member', 'password', 'checksum']) expect(words.some((text) => text.includes(word))).toBe(true);
    expect([integrity(report), report.complete]).toEqual(['fail', false]);
  });

  it('of names in CP949 is F008 and read', async () => {
    // 문항.jsonl
    const name = Buffer.from([0xb9, 0xae, 0xc7, 0xd7, ...Buffer.from('.jsonl')]);
    const report = await reportOf({ ...base('a.zip!/*.jsonl'), 'a.zip': zipArchive([{ name, content: items }]) });
    expect(found(report, 'F008')).toEqual(['F008 warning a.zip!/문항.jsonl']);
    expect(report.deliverable?.items).toBe(3);
  });

  it('lies in another one, and as deep as the limit allows', async () => {
    const deep = zipOf({ 'b.zip': zipOf({ 'c.zip': zipOf({ 'd.jsonl': items }), 'd.jsonl': items }) });
    const two = await reportOf({ ...base('a.zip!/b.zip!/*.jsonl'), 'a.zip': deep });
    expect([two.deliverable?.items, two.complete]).toEqual([3, true]);
    const files = { ...base('a.zip!/b.zip!/c.zip!/*.jsonl'), 'a.zip': deep };
    const three = await reportOf(files);
    expect(found(three, 'F005')).toEqual(['F005 warning a.zip!/b.zip!/c.zip']);
    expect([integrity(three), three.complete]).toEqual(['not-run', false]);
    expect((await reportOf(files, { archives: { depth: 3 } })).deliverable?.items).toBe(3);
  });

  it('or a compressed file that expands beyond the limit is told of and leaves the verdict open', async () => {
    const bomb = Buffer.alloc(70 << 20, `{"id": "${'x'.repeat(1 << 20)}"}\n`);
    for (const files of [
      { ...base('data/*.gz'), 'data/a.jsonl.gz': gzipSync(bomb) },
      { ...base('a.zip!/*.jsonl'), 'a.zip': zipOf({ 'a.jsonl': bomb }) },
      { ...base('a.tar.gz!/*.jsonl'), 'a.tar.gz': gzipSync(tarOf({ 'a.jsonl': bomb })) },
    ]) {
      const report = await reportOf(files, { select: ['F005'] });
      expect(found(report, 'F005')[0]).toMatch(/^F005 warning /u);
      expect([integrity(report), report.complete]).toEqual(['not-run', false]);
      expect(report.verdict).toBe('incomplete');
    }
    const gzip = { ...base('data/*.gz'), 'data/a.jsonl.gz': gzipSync(bomb) };
    const raised = await reportOf(gzip, { select: ['F005'], archives: { ratio: 5000 } });
    expect([found(raised, 'F005'), raised.complete]).toEqual([[], true]);
  });

  it('of more members than the limit is told of and leaves the verdict open', async () => {
    const files = { ...base('a.zip!/*.jsonl'), 'a.zip': zipOf({ 'a.jsonl': items, 'b.jsonl': '', 'c.jsonl': '' }) };
    const report = await reportOf(files, { archives: { members: 2 }, select: ['F005'] });
    expect(found(report, 'F005')).toEqual(['F005 warning a.zip']);
    expect(report.verdict).toBe('incomplete');
  });
});

describe.skipIf(process.platform === 'win32')('a manifest', () => {
  it('that is a link out of the deliverable is refused, one inside it is read', async () => {
    await withFolder(
      { 'elsewhere/m.json': manifestText(), 'a/data/a.jsonl': goodLines(2), 'b/m.json': manifestText() },
      async (root) => {
        symlinkSync(join(root, 'elsewhere/m.json'), join(root, 'a/benchmark.json'));
        symlinkSync('m.json', join(root, 'b/benchmark.json'));
        writeFileSync(join(root, 'b/data.txt'), '');
        for (const target of ['a', 'a/benchmark.json']) {
          const { status, report } = await validate(join(root, target), { language, engine: 'inline' });
          expect([status, ...found(report, 'M001')]).toEqual(['unusable', 'M001 error benchmark.json']);
          expect(report.findings[0]?.message).toContain('link');
        }
        expect((await validate(join(root, 'b'), { language, engine: 'inline' })).status).toBe('judged');
      },
    );
  });
});
