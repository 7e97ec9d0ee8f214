import { gzipSync } from 'node:zlib';
import type { Finding, Report } from '@jatdae/schema';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import type { ValidateOptions } from './options.js';
import { goodLines, manifestText, withFolder } from './testing/folder.js';
import { validate } from './validate.js';

async function reportOf(content: Uint8Array, resource: object = {}, options: Partial<ValidateOptions> = {}): Promise<Report> {
  const files = { 'benchmark.json': manifestText({ path: 'data/*', ...resource }), 'data/a.jsonl': content };
  return withFolder(files, async (root) => (await validate(root, { language: 'ko', engine: 'inline', ...options })).report);
}

const found = ({ findings }: Report, code: string): Finding[] => findings.filter((finding) => finding.code === code);
const countOf = ({ rules }: Report, code: string): number | undefined => rules.find((rule) => rule.code === code)?.count;
const utf8 = (text: string): Buffer => Buffer.from(text);
const cp949 = (text: string): Buffer => iconv.encode(text, 'cp949');
const utf16 = (text: string): Buffer => iconv.encode(text, 'utf-16le', { addBOM: true });

it.each([
  ['CP949', cp949(goodLines(20)), 'CP949'],
  ['CP949, compressed', gzipSync(cp949(goodLines(20))), 'CP949'],
  ['UTF-16', utf16(goodLines(20)), 'UTF-16LE'],
])('reads a file of %s whole, and says once what it is', async (_, content, name) => {
  const report = await reportOf(content);
  expect(report.subMetrics.map(({ valid, unique }) => [valid, unique])).toEqual([
    [10, 10],
    [10, 10],
  ]);
  expect(found(report, 'F002').map(({ message }) => message)).toEqual([
    `파일이 UTF-8이 아니라 ${name}입니다. UTF-8로 저장하십시오.`,
  ]);
  expect(countOf(report, 'F001')).toBe(0);
});

it('says at which byte a file turns from UTF-8 into CP949, and reads what is UTF-8', async () => {
  const before = utf8(goodLines(10));
  const [broken, ...rest] = goodLines(5, 10).split(/(?<=\n)/u);
  const content = Buffer.concat([before, cp949(broken ?? ''), utf8(rest.join(''))]);
  const turn = before.length + cp949((broken ?? '').slice(0, (broken ?? '').search(/[가-힣]/u))).length;
  for (const splitBytes of [undefined, 500]) {
    const report = await reportOf(content, {}, splitBytes === undefined ? {} : { splitBytes });
    expect(report.subMetrics.reduce((sum, { valid }) => sum + valid, 0)).toBe(14);
    const [finding, ...others] = found(report, 'F001');
    expect(others).toEqual([]);
    expect(finding?.place).toMatchObject({ path: 'data/a.jsonl', record: 11, line: 11 });
    expect(finding?.data).toEqual({ reason: 'turns-to-cp949', byte: turn, hint: 'cp949' });
    expect(finding?.message).toContain(
      `${turn.toLocaleString('en')}바이트 자리부터는 UTF-8이 아니라 CP949(EUC-KR)로 쓴 글자로 보입니다.`,
    );
  }
});

it('says it of every record of CP949 before a file turns into UTF-8', async () => {
  const report = await reportOf(Buffer.concat([cp949(goodLines(4)), utf8(goodLines(6, 4))]));
  expect(found(report, 'F001').map(({ place, data }) => [place?.line, data?.reason])).toEqual(
    [1, 2, 3, 4].map((line) => [line, 'turns-to-cp949']),
  );
  expect(report.subMetrics.reduce((sum, { valid }) => sum + valid, 0)).toBe(6);
});

it('leaves only the damaged record of a file that the manifest calls CP949', async () => {
  const content = Buffer.concat([cp949(goodLines(4)), Buffer.from('{"id": "\xff"}\n', 'latin1'), cp949(goodLines(5, 4))]);
  expect(countOf(await reportOf(content), 'F001')).toBe(10);
  const told = await reportOf(content, { encoding: 'cp949' });
  expect(found(told, 'F001').map(({ place }) => place?.line)).toEqual([5]);
});

it('looks at the last byte of forty megabytes, too', async () => {
  const lines = goodLines(1000);
  const good = utf8(lines.repeat(Math.ceil((40 << 20) / Buffer.byteLength(lines))));
  const content = Buffer.concat([good, Buffer.from('{"id": "끝"}')]);
  content[content.length - 3] = 0xff;
  const report = await reportOf(content, {}, { select: ['F'] });
  expect(found(report, 'F001').map(({ data }) => data?.byte)).toEqual([content.length - 5]);
  expect(countOf(report, 'F001')).toBe(1);
});

it('shows what UTF-8 was before somebody read it as CP949 or Latin-1, wherever it stands', async () => {
  const asCp949 = (text: string): string => iconv.decode(utf8(text), 'cp949');
  const asLatin = (text: string): string => utf8(text).toString('latin1');
  const [item = ''] = goodLines(1).split('\n');
  const lines = [item.replace('아니오', asCp949('교육')), item.replace('아니오', asLatin('국어')), item];
  const report = await reportOf(utf8(lines.join('\n')));
  expect(found(report, 'I008').map(({ place, data }) => [place?.line, place?.pointer, data?.original])).toEqual([
    [1, '/choices/1', '교육'],
    [2, '/choices/1', '국어'],
  ]);
});
