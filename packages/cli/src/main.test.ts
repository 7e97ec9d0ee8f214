import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Report } from '@jatdae/schema';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import { main } from './main.js';
import { call } from './testing/call.js';
import { recorder } from './testing/recorder.js';

const { validate, judgeConsortium } = vi.hoisted(() => ({ validate: vi.fn(), judgeConsortium: vi.fn() }));
vi.mock('@jatdae/validator', () => ({ validate, judgeConsortium }));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-납품물-'));
});

afterEach(async () => {
  vi.resetAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const report: Report = {
  jatdae: '0.1.0',
  report: 1,
  verdict: 'rejected',
  complete: true,
  profile: { name: 'nia-2024-2', version: '1', sha256: '' },
  deliverable: { name: 'a', version: '1.0.0', root: null, files: 1, bytes: 1, items: 1 },
  requirements: [{ id: 'N-BM-SUB', verdict: 'fail', measured: { subMetrics: 1 }, threshold: { min: 10 }, rules: ['S001'] }],
  subMetrics: [],
  rules: [],
  findings: [],
  statistics: {},
  run: { startedAt: '', seconds: 0, jobs: 1, host: '', peakBytes: 0 },
};

const place = { path: 'benchmark.yaml', record: null, line: 12, byte: null, pointer: null, column: 5 };
const unusable = {
  status: 'unusable',
  report,
  problems: [{ code: 'M002', place, message: { ko: '모르는 이름', en: 'unknown key' } }],
};

it('prints the report, with the requirement in words, and ends with the verdict', async () => {
  validate.mockResolvedValue({ status: 'judged', report, profile: await builtInProfile(DEFAULT_PROFILE) });
  const { code, out, err } = await call('validate', folder);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('하위 측정 항목 수');
  expect(out).toMatch(/판정: 불합격.*\n$/u);
});

it.each([
  ['sarif', /^\{"\$schema":.*"shortDescription":\{"text":"같은 분할의 앞에/u],
  ['junit', /^<\?xml .*\n<testsuites name="jatdae a 1\.0\.0"/u],
  ['markdown', /^## 잣대: 불합격 · a 1\.0\.0\n/u],
  ['csv', /^\ufeff심각도,규칙,/u],
] as const)('the same report goes to stdout and to a file as %s', async (format, start) => {
  const rules: Report['rules'] = [
    {
      code: 'D001',
      name: 'exact-duplicate',
      severity: 'warning',
      count: 0,
      shown: 0,
      coverage: { bytes: 1, records: 1, exact: true },
    },
  ];
  validate.mockResolvedValue({ status: 'judged', report: { ...report, rules }, profile: null });
  const ending = { sarif: 'sarif', junit: 'xml', markdown: 'md', csv: 'csv' }[format];
  const path = join(folder, `보고서.${ending}`);
  const { code, out, err } = await call('validate', folder, '--format', format, '-o', path);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatch(start);
  expect(await readFile(path, 'utf8')).toBe(out);
});

it('paths in SARIF stand below the folder of the call, where the deliverable lies in it', async () => {
  const finding = {
    code: 'D001',
    severity: 'warning',
    message: '',
    fingerprint: 'f00d',
    waived: false,
    place,
    related: [],
    data: {},
  };
  validate.mockResolvedValue({ status: 'judged', report: { ...report, findings: [finding] }, profile: null });
  vi.spyOn(process, 'cwd').mockReturnValue(dirname(folder));
  const { out } = await call('validate', folder, '--format', 'sarif');
  expect(out).toContain(`"uri":"${encodeURIComponent(basename(folder))}/benchmark.yaml"`);
});

it('an Excel workbook goes into a file or a pipe, never to a terminal', async () => {
  validate.mockResolvedValue({ status: 'judged', report, profile: null });
  const terminal = recorder({ showsOut: true });
  expect(await main(['validate', folder, '--format', 'xlsx'], terminal)).toBe(2);
  expect(terminal.written.err).toContain('-o 보고서.xlsx로 저장하거나');
  expect(validate).not.toHaveBeenCalled();
  const path = join(folder, '보고서.xlsx');
  const { code, out } = await call('validate', folder, '--format', 'xlsx', '-o', path);
  expect(code).toBe(1);
  expect(out.startsWith('PK\u0003\u0004')).toBe(true);
  expect(await readFile(path, 'latin1')).toBe(out);
});

it('hands the options on', async () => {
  validate.mockResolvedValue({ status: 'judged', report, profile: await builtInProfile(DEFAULT_PROFILE) });
  const flags =
    '--jobs 2 --memory 1MiB --select d,h003 --ignore I --max-findings 3 --max-depth 9 --engine inline --split-size 2KB --receipt ' +
    '--max-record-bytes 1KiB --max-members 8 --max-ratio 7 --max-archive-depth 6 --no-fast';
  await call('validate', folder, ...flags.split(' '), '--lang', 'en');
  expect(validate.mock.calls[0]?.[1]).toMatchObject({
    language: 'en',
    jobs: 2,
    memory: 1 << 20,
    select: ['D', 'H003'],
    ignore: ['I'],
    maxFindings: 3,
    limits: { recordBytes: 1024, depth: 9 },
    archives: { members: 8, ratio: 7, depth: 6 },
    engine: 'inline',
    splitBytes: 2000,
    receipt: true,
    fast: false,
  });
});

it('writes the same JSON to stdout and to a file', async () => {
  validate.mockResolvedValue({ status: 'judged', report, profile: await builtInProfile(DEFAULT_PROFILE) });
  const path = join(folder, '보고서.json');
  const { out } = await call('validate', folder, '--format', 'json', '-o', path);
  expect(JSON.parse(out)).toEqual(report);
  expect(await readFile(path, 'utf8')).toBe(out);
});

it('a manifest that cannot be used ends with 2 and each problem at its place, on stderr', async () => {
  await writeFile(join(folder, 'benchmark.yaml'), 'x');
  validate.mockResolvedValue(unusable);
  const { code, out, err } = await call('validate', folder, '--lang', 'en');
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'benchmark.yaml:12:5 M002 unknown key\n' });
  expect(JSON.parse((await call('validate', folder, '--format', 'json')).out)).toEqual(report);
});

it('says how many problems there are in all', async () => {
  const [problem] = unusable.problems;
  validate.mockResolvedValue({ ...unusable, problems: Array.from({ length: 60 }, () => problem) });
  const { err } = await call('validate', '--lang', 'en', folder);
  expect(err.match(/M002/gu)).toHaveLength(50);
  expect(err).toMatch(/\n60 problems in all; the deliverable was not checked\.\n/u);
});

it('a folder without a manifest is told of init', async () => {
  validate.mockResolvedValue(unusable);
  const { code, err } = await call('validate', folder);
  expect(code).toBe(2);
  expect(err).toContain('jatdae init');
});

it('an interrupt before anything was checked ends with 3', async () => {
  validate.mockImplementation(async (_target: string, { signal }: { signal: AbortSignal }) => {
    process.emit('SIGINT');
    signal.throwIfAborted();
  });
  const { code, out, err } = await call('validate', folder);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain('중단');
});

it('a defect of ours ends with 70, what to send us and no stack', async () => {
  validate.mockRejectedValue(new RangeError('index 7 out of range'));
  const { code, out, err } = await call('validate', folder, '--lang', 'en');
  expect({ code, out }).toEqual({ code: 70, out: '' });
  expect(err).toContain('RangeError: index 7 out of range');
  expect(err).not.toMatch(/\n\s+at /u);
});

it('a temporary folder on a full disk ends with 2 and where to go instead', async () => {
  validate.mockRejectedValue(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
  const { code, out, err } = await call('validate', folder, '--lang', 'en');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/the disk is full.*--temp/u);
});

it('consortium judges several manifests', async () => {
  const profile = await builtInProfile(DEFAULT_PROFILE);
  judgeConsortium.mockResolvedValue({ status: 'judged', report: { ...report, verdict: 'accepted', deliverable: null }, profile });
  const { code } = await call('consortium', 'a.yaml', 'b.yaml');
  expect(code).toBe(0);
  expect(judgeConsortium).toHaveBeenCalledWith(['a.yaml', 'b.yaml'], { language: 'ko' });
});

it.each([
  [['validat', 'x'], 'validate'],
  [['validate', 'x', '--formt', 'json'], '--format'],
  [['explain', 'D010'], 'D001'],
  [['explain', 'N-BM-SUP'], 'N-BM-SUB'],
  [['validate', 'x', '--select', 'D0001'], 'D001'],
])('%j is wrong usage, in both languages, with %s as the nearest', async (argv, nearest) => {
  const { code, out, err } = await call(...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringContaining(`혹시 ${nearest}입니까?`),
    expect.stringContaining(`Did you mean ${nearest}?`),
  ]);
});

it.each([
  [['validate'], '인자가 빠졌습니다'],
  [['validate', 'x', 'y'], '인자가 너무 많습니다'],
  [['validate', 'x', '--jobs'], '옵션에 값이 빠졌습니다'],
  [['validate', 'x', '--format', 'pdf'], '쓸 수 있는 것: pretty, json, sarif'],
  [['--lang', 'fr', 'rules'], 'ko 또는 en'],
])('%j is wrong usage', async (argv, sentence) => {
  const { code, out, err } = await call(...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(sentence);
});

it.each([
  ['--max-record-bytes', '16MX', '크기를 씁니다', 'takes a size'],
  ['--max-depth', '0', '1 이상의 정수', 'a whole number of at least 1'],
  ['--max-members', 'many', '1 이상의 정수', 'a whole number of at least 1'],
  ['--max-ratio', '2.5', '1 이상의 정수', 'a whole number of at least 1'],
  ['--max-archive-depth', '-1', '1 이상의 정수', 'a whole number of at least 1'],
])('%s %s is wrong usage, and says what it takes', async (flag, value, ko, en) => {
  const { code, err } = await call('validate', 'x', `${flag}=${value}`);
  expect(code).toBe(2);
  for (const words of [flag, value, ko, en]) expect(err).toContain(words);
  expect((await call('validate', '--help')).out).toContain(flag);
});

it('a limit that keeps the manifest from being read is incomplete, not unusable', async () => {
  const problems = [{ ...unusable.problems[0], limit: true }];
  validate.mockResolvedValue({ ...unusable, problems });
  expect((await call('validate', folder)).code).toBe(3);
});

it('speaks only the language that was asked for', async () => {
  expect((await call('validate', '--lang', 'en')).err).toBe("An argument is missing: <target>. See 'jatdae --help'.\n");
});

it('without a command it shows the help and ends with 2', async () => {
  const { code, err } = await call();
  expect(code).toBe(2);
  expect(err).toContain('validate');
});

it('the help is in the language asked for', async () => {
  expect((await call('--help')).out).toContain('사용법:');
  expect((await call('validate', '--help', '--lang', 'en')).out).toContain('Usage: jatdae validate');
});

it('explains a rule and a requirement in both languages', async () => {
  expect((await call('explain', 'd001')).out).toContain('어떻게 고칩니까');
  expect((await call('explain', 'D001', '--lang', 'en')).out).toContain('How to fix it');
  expect((await call('explain', 'N-BM-ITEMS')).out).toContain('1,000 이상');
  expect((await call('explain', 'n-sem')).out).toContain('jatdae review');
  const page: unknown = JSON.parse((await call('explain', 'D001', '--format', 'json', '--lang', 'en')).out);
  expect(page).toMatchObject({
    code: 'D001',
    name: 'exact-duplicate',
    severity: 'warning',
    what: expect.any(String),
    fix: expect.any(String),
  });
});

it('lists every rule with the requirements it serves', async () => {
  const rows: unknown = JSON.parse((await call('rules', '--format', 'json')).out);
  expect(rows).toContainEqual({ code: 'I002', name: 'duplicate-id', severity: 'error', requirements: ['Q-IDENTITY'] });
  expect((await call('rules')).out).toMatch(/I002\s+duplicate-id\s+오류\s+Q-IDENTITY/u);
});
