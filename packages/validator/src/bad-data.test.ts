import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Files, goodLines, itemOf, manifestText } from './testing/folder.js';
import { expectUnread, found, itemsOf, reportOf, row, where } from './testing/judged.js';

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
