import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const QUESTION =
  '이웃집 어르신을 찾아뵙고 세배를 드린 뒤 덕담을 들을 때 두 손을 어디에 두는 것이 가장 알맞은 자세라고 할 수 있는지 고르고 그 까닭을 함께 고르시오.';
const OTHER =
  '처음 만난 거래처 사람과 명함을 주고받을 때 먼저 건네야 하는 쪽은 누구이며 받은 명함은 어디에 두어야 하는지 차례대로 고르시오.';

interface Item {
  readonly split?: string;
  readonly question: string;
  readonly choices?: readonly string[];
}

const manifest = (name: string): string =>
  JSON.stringify({
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: { name, title: '비교할 데이터', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: 'a', itemType: 'multiple-choice' }],
    resources: [
      {
        path: 'data/*.jsonl',
        subMetric: { value: 'a' },
        split: { field: 'split' },
        fields: { question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } },
      },
    ],
  });

let root = '';
const at = (...names: string[]): string => join(root, ...names);

async function writeDataset(folder: string, items: readonly Item[]): Promise<void> {
  await mkdir(at(folder, 'data'), { recursive: true });
  await writeFile(at(folder, 'benchmark.json'), manifest(folder.split('/').at(-1) ?? ''));
  const lines = items.map(
    (item) => `${JSON.stringify({ split: 'public', choices: ['가', '나', '다', '라'], answer: 0, ...item })}\n`,
  );
  await writeFile(at(folder, 'data/items.jsonl'), lines.join(''));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-유출-'));
  await writeDataset('sealed', [
    { split: 'leaderboard', question: QUESTION },
    { split: 'leaderboard', question: OTHER },
    { split: 'leaderboard', question: '우리 집의 가훈은?' },
    { question: '공개된 문항은 --split leaderboard로 빠집니다. 견주는 문항의 수에도 들어가지 않습니다.' },
  ]);
  await writeDataset('others/first', [{ question: '전혀 다른 문항' }, { question: QUESTION.replace('알맞은', '알맞는') }]);
  await writeDataset('others/second', [
    { question: '우리 집의 가훈은?', choices: ['라', '다', '나', '가'] },
    { question: OTHER, choices: ['마', '바', '사', '아'] },
  ]);
  await writeFile(at('key'), 'b3b1f0a4c65d4b0f9f0e1d2c3b4a5968\n');
  await writeFile(at('other-key'), 'ffb1f0a4c65d4b0f9f0e1d2c3b4a5968\n');
  await writeFile(at('short-key'), 'secret\n');
  await mkdir(at('empty'));
});

afterAll(() => rm(root, { recursive: true }));

async function call(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recorder();
  const status = await main(argv, terminal);
  return { status, ...terminal.written };
}

const keysOf = (folder: string, key = 'key', ...more: string[]) =>
  call('leak', 'keys', at(folder), '--key', at(key), '-o', at(`${folder.replace('/', '-')}.${key}.keys`), ...more);

it('tells overlaps of two key files, and says what is an estimate', async () => {
  expect((await keysOf('sealed', 'key', '--split', 'leaderboard')).status).toBe(0);
  expect((await keysOf('others/first')).status).toBe(0);
  expect((await keysOf('others/second')).status).toBe(0);
  const near = await call('leak', 'compare', at('sealed.key.keys'), at('others-first.key.keys'), '--format', 'json');
  expect(near.status).toBe(1);
  expect(JSON.parse(near.out)).toMatchObject({
    items: { a: 3, b: 2 },
    counts: { near: 1 },
    pairs: [
      {
        kind: 'near',
        a: { path: 'data/items.jsonl', record: 1 },
        b: { dataset: 'first', record: 2 },
        estimate: true,
      },
    ],
  });
  const exact = await call('leak', 'compare', at('sealed.key.keys'), at('others-second.key.keys'), '--lang', 'en');
  expect(exact.out).toBe(
    [
      'data/items.jsonl:2  second data/items.jsonl:2  the same text, other choices',
      'data/items.jsonl:3  second data/items.jsonl:1  the same item',
      '',
      'Compared 3 items with 2. the same item 1 · the same text, other choices 1',
      '',
    ].join('\n'),
  );
});

it('writes no text of an item, and no fingerprint or sketch that another key gives too', async () => {
  await keysOf('sealed');
  await keysOf('sealed', 'other-key');
  const files = await Promise.all(['key', 'other-key'].map((key) => readFile(at(`sealed.${key}.keys`))));
  const [one, other] = files.map((bytes) => bytes.subarray(bytes.indexOf(10) + 1)) as [Buffer, Buffer];
  for (const word of QUESTION.split(' ')) expect(files[0]?.includes(word)).toBe(false);
  expect(one).toHaveLength(other.length);
  // Four items: counts, names, files and records are in clear, and zeros where the short item has no text.
  const clear = 16 + JSON.stringify(['data/items.jsonl']).length + 4 * 8;
  expect(one.subarray(0, clear)).toEqual(other.subarray(0, clear));
  const keyed = (bytes: Buffer): string[] =>
    (
      bytes
        .subarray(clear, clear + 8 * 16)
        .toString('hex')
        .match(/.{32}/g) ?? []
    ).filter((print) => /[^0]/.test(print));
  expect(keyed(one)).toHaveLength(7);
  expect(keyed(one).filter((print) => keyed(other).includes(print))).toEqual([]);
  const equal = [...one.subarray(clear + 8 * 16)].filter((byte, k) => byte === other[clear + 8 * 16 + k]).length;
  // Bins of one byte are equal by chance once in 256; owners, the end and its count stay.
  expect(equal).toBeLessThan(100);
});

it('compares a deliverable with a folder of other data sets, text by text', async () => {
  const { status, out } = await call('leak', 'compare', at('sealed'), '--against', at('others'), '--split', 'leaderboard');
  expect(status).toBe(1);
  expect(out).toMatch(/^data\/items\.jsonl:1 {2}first data\/items\.jsonl:2 {2}거의 같음 83\.6%\n/);
  expect(out).toContain('data/items.jsonl:3  second data/items.jsonl:1  같은 문항\n');
  expect(out).toContain('문항 3개와 4개를 견주었습니다. 같은 문항 1 · 거의 같음 1\n');
  const clean = await call('leak', 'compare', at('others/second'), '--against', at('others/first'));
  expect([clean.status, clean.out]).toEqual([0, '문항 2개와 2개를 견주었으며 겹치는 문항이 없습니다.\n']);
});

it('compares with data that no manifest describes, says by which fields, and finds an item inside a longer text', async () => {
  const folder = at('known');
  await mkdir(join(folder, 'squad/v1 (dev)'), { recursive: true });
  const line = (record: object): string => `${JSON.stringify(record)}\n`;
  const records = [
    { Question: QUESTION, Options: ['가', '나', '다', '라'] },
    { Question: '표에 없는 다른 문항', Options: ['가', '나'] },
  ];
  await writeFile(join(folder, 'squad/v1 (dev)/items.jsonl'), records.map(line).join(''));
  await writeFile(join(folder, 'squad/all.json'), JSON.stringify({ version: 1, data: [{ passage: '지문', query: '질의' }] }));
  await writeFile(
    join(folder, 'plain.csv'),
    `번호,글,덧글\n1,"이 글은 여러 회사의 예절 교육 자료에서 모은 것으로 앞뒤에 설명이 붙어 있습니다. ${OTHER} 뒤에도 설명이 길게 이어져 문항보다 글이 훨씬 깁니다.",덧붙인 글\n`,
  );
  await writeFile(join(folder, 'numbers.csv'), 'a,b\n1,2\n');
  await writeFile(join(folder, 'notes.txt'), '읽지 않는 파일');
  const { status, out, err } = await call('leak', 'compare', at('sealed'), '--against', folder, '--split', 'leaderboard');
  expect([status, err]).toEqual([1, '']);
  expect(out.split('\n')).toEqual([
    'data/items.jsonl:1  squad v1 (dev)/items.jsonl:1  같은 문항',
    'data/items.jsonl:2  plain.csv plain.csv:1  한쪽이 다른 쪽에 들어 있음 100%',
    '',
    'numbers.csv numbers.csv: 질문 ← a (알려진 이름의 칸이 없어 글이 가장 긴 칸)',
    'plain.csv plain.csv: 질문 ← 글 (알려진 이름의 칸이 없어 글이 가장 긴 칸)',
    'squad all.json: 질문 ← query · 지문 ← passage',
    'squad v1 (dev)/items.jsonl: 질문 ← Question · 선택지 ← Options',
    '문항 3개와 5개를 견주었습니다. 같은 문항 1 · 한쪽이 다른 쪽에 들어 있음 1',
    '',
  ]);
  const json = JSON.parse(
    (await call('leak', 'compare', at('sealed'), '--against', join(folder, 'plain.csv'), '--format', 'json')).out,
  );
  expect(json.datasets).toEqual([
    { name: 'plain.csv', files: [{ path: 'plain.csv', fields: { question: '글', guessed: true } }] },
  ]);
});

it('refuses files of other settings, and says which they are', async () => {
  await keysOf('sealed');
  await writeDataset('stricter', [{ question: QUESTION }]);
  const text = await readFile(at('stricter/benchmark.json'), 'utf8');
  await writeFile(at('stricter/benchmark.json'), text.replace('"nia-2024-2"', '"profile.yaml"'));
  const reason = '{ko: 아주 비슷한 문항만 봅니다., en: Only what is very near.}';
  const rules = `rules: {H004: {options: {jaccard: 0.9, n: 5, least: 20}, reason: ${reason}}}`;
  await writeFile(at('stricter/profile.yaml'), `extends: nia-2024-2\nname: stricter\nversion: "1"\n${rules}\n`);
  expect(await keysOf('stricter')).toMatchObject({ status: 0, out: '' });
  const { status, out, err } = await call('leak', 'compare', at('sealed.key.keys'), at('stricter.key.keys'));
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain('jaccard 0.8 ≠ 0.9');
});

it('refuses a file that is cut off, damaged, or of another version', async () => {
  await keysOf('sealed');
  const good = await readFile(at('sealed.key.keys'));
  const text = good.toString('latin1');
  const from = good.indexOf(10) + 1;
  const cases: [Buffer | string, string][] = [
    [text.replace('"jatdae-leak":3', '"jatdae-leak":2'), '다른 판'],
    ['{"jatdae-leak":2,"dataset":"a"}\n["data/items.jsonl",1]\n{"items":1}\n', '다른 판'],
    [text.replace('"n":5', '"n":"5"'), '다른 판'],
    ['', 'leak keys'],
    ['null\n', 'leak keys'],
    ['\u0000\u0001', 'leak keys'],
    [Buffer.concat([good, Buffer.from('x')]), '손상'],
  ];
  for (let cut = from; cut < good.length; cut += 97) cases.push([good.subarray(0, cut), '끝이 잘렸습니다']);
  for (let at = from; at < good.length; at += 31) {
    const flipped = Buffer.from(good);
    flipped[at] = (flipped[at] ?? 0) ^ 0x10;
    cases.push([flipped, '지문 파일']);
  }
  for (const [content, word] of cases) {
    await writeFile(at('bad.keys'), content, 'latin1');
    const { status, out, err } = await call('leak', 'compare', at('sealed.key.keys'), at('bad.keys'));
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(word);
    expect(err).not.toContain('    at ');
  }
});

it('believes no column of a file, even where its checksum is right', async () => {
  await keysOf('sealed');
  const good = await readFile(at('sealed.key.keys'));
  const from = good.indexOf(10) + 1;
  const signed = (change: (body: Buffer) => void): Buffer => {
    const body = Buffer.from(good.subarray(0, -32));
    change(body);
    return Buffer.concat([body, createHash('sha256').update(body).digest()]);
  };
  const names = from + 16;
  const files = names + JSON.stringify(['data/items.jsonl']).length;
  const owners = files + 4 * 8 + 8 * 16;
  const cases = [
    signed((body) => body.writeUInt32LE(7, files)),
    signed((body) => body.write('x', names)),
    signed((body) => body.writeUInt32LE(99, owners)),
    signed((body) => body.writeUInt32LE(0xffffffff, from)),
  ];
  for (const content of cases) {
    await writeFile(at('bad.keys'), content);
    const { status, err } = await call('leak', 'compare', at('bad.keys'), at('sealed.key.keys'));
    expect(status).toBe(2);
    expect(err).toContain('손상');
  }
});

it('says what it cannot use', async () => {
  const failures = [
    [await keysOf('sealed', 'short-key'), '키가 너무 짧습니다'],
    [await call('leak', 'keys', at('sealed'), '-o', at('x')), '--key'],
    [await call('leak', 'compare', at('sealed.key.keys')), '--against'],
    [await call('leak', 'compare', at('sealed.key.keys'), at('key')), 'leak keys'],
    [await call('leak', 'compare', at('sealed.key.keys'), at('sealed.other-key.keys')), '다른 키'],
    [await call('leak', 'compare', at('sealed'), '--against', at('empty')), '매니페스트'],
    [await call('leak', 'compare', at('sealed/data'), '--against', at('others')), 'M001'],
  ] as const;
  for (const [{ status, err, out }, word] of failures) {
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(word);
  }
});
