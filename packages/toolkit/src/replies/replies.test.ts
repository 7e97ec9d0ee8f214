import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '@jatdae/report';
import type { Finding, Report, RuleRow } from '@jatdae/schema';
import { workbookBytes } from '@jatdae/workbook';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { joinReplies } from './join-replies.js';
import { readReplies } from './read-replies.js';

let folder: string;
const at = (name: string): string => join(folder, name);
const { signal } = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-답변-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const finding = (fingerprint: string, code = 'I002'): Finding => ({
  code,
  severity: 'error',
  message: '같은 식별자가 있습니다.',
  fingerprint,
  waived: false,
  place: { path: 'data/예절.jsonl', record: 17, line: 17, byte: 9120, pointer: '/id', column: null },
  related: [],
  data: {},
});

const rule = (code: string, count: number, shown = count): RuleRow => ({
  code,
  name: 'duplicate-id',
  severity: 'error',
  count,
  shown,
  coverage: { bytes: 1, records: 1, exact: true },
});

const reportOf = (findings: Finding[], rules: RuleRow[] = [rule('I002', findings.length)]): Report => ({
  jatdae: '0.1.0',
  report: 1,
  verdict: 'rejected',
  complete: true,
  profile: null,
  deliverable: null,
  requirements: [],
  subMetrics: [],
  rules,
  findings,
  statistics: {},
  run: { startedAt: '2024-12-20T00:00:00.000Z', seconds: 1, jobs: 1, host: 'host', peakBytes: 1 },
});

/** All-digit fingerprints are what a spreadsheet would make numbers of. */
const PRINTS = ['0123456789012345', '1e34567890123456', 'aaaabbbbccccdddd', 'ffffeeeeddddcccc'];
const earlier = reportOf(PRINTS.map((print) => finding(print)));
const noMask = (text: string): string => text;

/** The CSV of findings, as a builder fills it in: answers by row. */
async function csvWith(answers: readonly string[], report = earlier): Promise<string> {
  const draw = await FORMATS.csv.load();
  const lines = [...draw(report, { language: 'ko', color: false, width: 80 })].join('').split('\r\n');
  return lines.map((line, k) => (k === 0 ? line : line.replace(/,,,,$/u, `,${answers[k - 1] ?? ',,,'}`))).join('\r\n');
}

/** The sheet 보완요청서 of a workbook, as somebody saves it again. */
async function saveSheet(
  path: string,
  name: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const pieces: Uint8Array[] = [];
  const other = { name: '요약', columns: [{ title: '구분', width: 9 }], rows: [['가']] };
  const sheets = [other, { name, columns: titles.map((title) => ({ title, width: 9 })), rows }];
  for await (const piece of workbookBytes(sheets, 'Calibri')) pieces.push(piece);
  await writeFile(path, Buffer.concat(pieces));
}

it('the workbook that a report gives is read back, with no answer in it yet', async () => {
  const draw = await FORMATS.xlsx.load();
  for (const language of ['ko', 'en'] as const) {
    const pieces: Uint8Array[] = [];
    for await (const piece of draw(earlier, { language, color: false, width: 80 })) pieces.push(piece);
    await writeFile(at('요청.xlsx'), Buffer.concat(pieces));
    const replies = await readReplies(at('요청.xlsx'), signal);
    expect(replies.map(({ fingerprint }) => fingerprint)).toEqual(PRINTS);
    expect(joinReplies(earlier, replies, noMask).replies).toEqual({
      answered: 0,
      remains: 0,
      unanswered: 4,
      new: 0,
      gone: 0,
      rows: [],
    });
  }
});

it.each(['utf-8', 'cp949'])('tells what is answered, remains, is gone and is new, from a CSV in %s', async (encoding) => {
  const csv = await csvWith(['수정함,,홍길동,2024-12-01', '이상 없음,원문 그대로입니다,,', '수정 완료,고쳤습니다,,']);
  const bytes = encoding === 'utf-8' ? Buffer.from(csv) : (await import('iconv-lite')).default.encode(csv.slice(1), 'cp949');
  await writeFile(at('답변.csv'), bytes);
  const replies = await readReplies(at('답변.csv'), signal);
  const next = reportOf([finding(PRINTS[0] as string), finding(PRINTS[1] as string), finding('0000000000000001')]);
  const joined = joinReplies(next, replies, noMask);
  expect(joined.findings.map(({ reply }) => reply)).toEqual([
    { state: 'remains', action: 'fixed', by: '홍길동', date: '2024-12-01' },
    { state: 'answered', action: 'intended', explanation: '원문 그대로입니다' },
    { state: 'new' },
  ]);
  expect(joined.replies).toEqual({
    answered: 1,
    remains: 1,
    unanswered: 0,
    new: 1,
    gone: 2,
    rows: [
      { row: 3, state: 'gone', rule: 'I002', fingerprint: PRINTS[2], action: 'other', explanation: '수정 완료 - 고쳤습니다' },
      { row: 4, state: 'gone', rule: 'I002', fingerprint: PRINTS[3] },
    ],
  });
  expect({ ...joined, findings: next.findings, replies: undefined }).toEqual({ ...next, replies: undefined });
});

it('what is not listed is not gone: the rule lists a part, or did not run', async () => {
  await writeFile(at('답변.csv'), await csvWith(['수정함,,,']));
  const replies = await readReplies(at('답변.csv'), signal);
  const states = (rules: RuleRow[]): unknown =>
    joinReplies(reportOf([], rules), replies, noMask).replies?.rows.map(({ state }) => state);
  expect(states([rule('I002', 9, 3)])).toEqual(PRINTS.map(() => 'unseen'));
  expect(states([])).toEqual(PRINTS.map(() => 'unseen'));
  expect(states([rule('I002', 0)])).toEqual(PRINTS.map(() => 'gone'));
});

it('rows that meet nothing are named: without a fingerprint, or with one that an earlier row has', async () => {
  const titles = ['규칙', '지문', '조치', '설명', '담당', '날짜'];
  await saveSheet(at('답변.xlsx'), '보완요청서', titles, [
    ['I002', `#${PRINTS[2]}`, '문의', '', '', ''],
    ['I002', PRINTS[2] as string, '수정함', '', '', ''],
    ['', '모름', '', '여기에도 적었습니다', '', ''],
    ['', '', '', '', '', ''],
  ]);
  const { findings, replies } = joinReplies(earlier, await readReplies(at('답변.xlsx'), signal), noMask);
  expect(findings[2]?.reply).toEqual({ state: 'answered', action: 'question' });
  expect(replies?.rows.map(({ row, state }) => [row, state])).toEqual([
    [2, 'repeated'],
    [3, 'unmatched'],
  ]);
  expect(replies).toMatchObject({ answered: 1, new: 3, gone: 0 });
});

it('what a builder wrote is masked, cut and shows no control characters', async () => {
  const titles = ['지문', '설명', '규칙', '담당', '날짜'];
  const words = [`비밀\u202e ${'가'.repeat(2000)}`, '비밀 규칙', '비밀 담당', '비밀 날짜'];
  await saveSheet(at('답변.xlsx'), 'Requests', titles, [
    [PRINTS[2] as string, ...words],
    ['abcd', ...words],
  ]);
  const joined = joinReplies(earlier, await readReplies(at('답변.xlsx'), signal), (text) => text.replace('비밀', '**'));
  expect(joined.findings[2]?.reply?.explanation).toMatch(/^\*\*\\u202e 가+…$/u);
  expect(joined.findings[2]?.reply?.explanation?.length).toBeLessThan(1100);
  expect(JSON.stringify(joined)).not.toContain('비밀');
});

it('texts full of semicolons are no columns', async () => {
  const semicolons = reportOf(PRINTS.map((print) => ({ ...finding(print), message: 'a;b;c;d;e;f;g;h;i;j;k;l;m;n;o' })));
  await writeFile(at('답변.csv'), await csvWith(['문의,가;나;다,,'], semicolons));
  const replies = await readReplies(at('답변.csv'), signal);
  expect(replies.map(({ fingerprint }) => fingerprint)).toEqual(PRINTS);
  expect(replies[0]?.explanation).toBe('가;나;다');
});

it('an answer that starts like a formula comes back as it was meant, through the CSV', async () => {
  await writeFile(at('답변.csv'), await csvWith(["이상 없음,'=1+1이 정답입니다,,"]));
  expect((await readReplies(at('답변.csv'), signal))[0]?.explanation).toBe('=1+1이 정답입니다');
});

it('a note beside the table, below no title, is told with its row', async () => {
  await writeFile(at('답변.csv'), `규칙,지문,조치\r\nI002,#${PRINTS[2]},수정함\r\nI002,#${PRINTS[3]},문의,메모\r\n`);
  await expect(readReplies(at('답변.csv'), signal)).rejects.toMatchObject({
    localized: { ko: expect.stringContaining('제목 아래 2번째 행') },
  });
});

it.each([
  ['없음.xlsx', null, '그런 파일이 없습니다'],
  ['빈 것.xlsx', '', '빈 파일입니다'],
  ['글.xlsx', '보완요청서입니다', '깨졌거나'],
  ['반쪽.xlsx', 'PK\u0003\u0004\u0014\u0000', '깨졌거나'],
  ['다른 표.csv', '가,나\r\n1,2\r\n', "'지문' 열이 없습니다"],
  ['데이터.json', '[{"지문": "aaaabbbbccccdddd"}]', '깨졌거나'],
])('a wrong file is told in one sentence: %s', async (name, content, why) => {
  if (content !== null) await writeFile(at(name), content);
  await expect(readReplies(at(name), signal)).rejects.toMatchObject({ localized: { ko: expect.stringContaining(why) } });
});

it('a workbook that ends early is told, not read in part', async () => {
  const titles = ['지문', '설명'];
  await saveSheet(
    at('답변.xlsx'),
    '보완요청서',
    titles,
    PRINTS.map((print) => [print, '가']),
  );
  const whole = await readFile(at('답변.xlsx'));
  for (const share of [0.3, 0.6, 0.9]) {
    await writeFile(at('잘림.xlsx'), whole.subarray(0, Math.floor(whole.length * share)));
    await expect(readReplies(at('잘림.xlsx'), signal)).rejects.toThrow('cannot be read as answers');
  }
});
