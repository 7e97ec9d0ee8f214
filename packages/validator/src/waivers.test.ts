import type { Report, ReviewerWaiver } from '@jatdae/schema';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions } from './options.js';
import { goodLines, itemOf, manifestText } from './testing/folder.js';
import { found, reportOf, row } from './testing/judged.js';

const line = (item: object): string => `${JSON.stringify(item)}\n`;
/** Items of which q3 has an answer that is none of its choices (I004), and q7 two choices that are the same (I005). */
const faulty = (): Record<string, unknown>[] => [
  ...[0, 1, 2].map((k) => itemOf(k)),
  itemOf(3, { answer: 9 }),
  itemOf(7, { choices: ['예', '예'] }),
];
const faultyLines = (): string => faulty().map(line).join('');

const fingerprintsOf = (report: Report, ...codes: string[]): string[] =>
  found(report, ...codes)
    .map(({ fingerprint }) => fingerprint)
    .sort();

async function fingerprintOf(code: string, files: Record<string, string>): Promise<string> {
  const [one, ...others] = fingerprintsOf(await reportOf(files), code);
  expect(others).toEqual([]);
  return one as string;
}

const waive = (more: Partial<ReviewerWaiver> = {}): ReviewerWaiver => ({
  rule: 'I004',
  reason: '원저자가 확인함',
  by: '김심사',
  ...more,
});

const judgeFaulty = (waivers: readonly ReviewerWaiver[], options: Partial<ValidateOptions> = {}, manifest = manifestText()) =>
  reportOf({ 'benchmark.json': manifest, 'data/a.jsonl': faultyLines() }, { waivers, ...options });

const delivered = (deliveryDate: string, more: object = {}): string =>
  manifestText({}, { consortium: { deliveryDate, members: [] }, ...more });

describe('a waiver of a reviewer', () => {
  it('waives one finding, which stays in the report with who, why and until when', async () => {
    const fingerprint = await fingerprintOf('I004', { 'benchmark.json': manifestText(), 'data/a.jsonl': faultyLines() });
    const report = await judgeFaulty([waive({ fingerprint, until: '2024-12-31' })]);
    expect(found(report, 'I004')).toMatchObject([
      { waived: true, waiver: { by: '김심사', reason: '원저자가 확인함', until: '2024-12-31', source: 'reviewer' } },
    ]);
    expect(report.rules.find(({ code }) => code === 'I004')?.count).toBe(1);
    expect(found(report, 'I005').map(({ waived, waiver }) => [waived, waiver])).toEqual([[false, undefined]]);
    expect(report.waivers).toMatchObject([{ rule: 'I004', fingerprint, state: 'used', findings: 1 }]);
  });

  it('is told from a waiver of the manifest, and stands before it where both cover a finding', async () => {
    const manifest = manifestText({}, { waivers: [{ rule: 'I005', reason: '의도함', by: '박구축' }] });
    const alone = await judgeFaulty([], {}, manifest);
    expect(found(alone, 'I005')[0]?.waiver).toEqual({ by: '박구축', reason: '의도함', source: 'manifest' });
    const both = await judgeFaulty([waive({ rule: 'I005' })], {}, manifest);
    expect(found(both, 'I005')[0]?.waiver?.source).toBe('reviewer');
    expect(both.waivers?.map(({ source, state }) => [source, state])).toEqual([
      ['reviewer', 'used'],
      ['manifest', 'used'],
    ]);
  });

  it('turns a requirement that fails by the waived findings alone into a waived one', async () => {
    const twice = `${goodLines(3)}${line(itemOf(0, { question: '다른 물음' }))}`;
    const files = { 'benchmark.json': manifestText(), 'data/a.jsonl': twice };
    expect(row(await reportOf(files), 'Q-IDENTITY')).toBe('fail');
    const fingerprint = await fingerprintOf('I002', files);
    expect(row(await reportOf(files, { waivers: [waive({ rule: 'I002', fingerprint })] }), 'Q-IDENTITY')).toBe('waived');
    expect(row(await reportOf(files, { waivers: [waive({ rule: 'I002', fingerprint: 'f00d' })] }), 'Q-IDENTITY')).toBe('fail');
  });

  it('that ended before the delivery waives nothing, and is said to have expired', async () => {
    const waivers = [waive({ until: '2024-12-31' })];
    const before = await judgeFaulty(waivers, {}, delivered('2024-12-31'));
    expect([found(before, 'I004')[0]?.waived, before.waivers?.[0]?.state]).toEqual([true, 'used']);
    const after = await judgeFaulty(waivers, {}, delivered('2025-01-01'));
    expect([found(after, 'I004')[0]?.waived, after.waivers?.[0]]).toMatchObject([false, { state: 'expired', findings: 1 }]);
  });

  it('whose finding is gone is stale', async () => {
    const report = await judgeFaulty([waive({ fingerprint: 'f00d' }), waive({ rule: 'I009' })]);
    expect(report.waivers?.map(({ state, findings }) => [state, findings])).toEqual([
      ['stale', 0],
      ['stale', 0],
    ]);
  });

  it('is not called stale where its finding may only not have been looked for or listed', async () => {
    const fingerprint = 'f00d';
    expect((await judgeFaulty([waive({ fingerprint })], { maxFindings: 0 })).waivers?.[0]?.state).toBe('unseen');
    expect((await judgeFaulty([waive({ rule: 'I005' })], { ignore: ['I005'] })).waivers?.[0]?.state).toBe('unseen');
  });

  it('leaves no trace where there is none', async () => {
    expect(Object.keys(await judgeFaulty([]))).not.toContain('waivers');
  });
});

describe('the fingerprint of a finding about an item with an id is the same in the next delivery', () => {
  const first = (): Promise<Report> => reportOf({ 'benchmark.json': manifestText(), 'data/a.jsonl': faultyLines() });
  const again = async (files: Record<string, string>, resource: object = {}): Promise<string[]> =>
    fingerprintsOf(await reportOf({ 'benchmark.json': manifestText(resource), ...files }), 'I004', 'I005');

  it.each([
    ['with items added before it', { 'data/a.jsonl': `${goodLines(20, 100)}${faultyLines()}` }],
    ['in another order', { 'data/a.jsonl': faulty().reverse().map(line).join('') }],
    ['in a file of another name', { 'data/셋/예절.jsonl': faultyLines() }],
    ['in several files', Object.fromEntries(faulty().map((item, k) => [`data/${k}.jsonl`, line(item)]))],
    [
      'with members of its record in another order, and escapes',
      {
        'data/a.jsonl': faulty()
          .map((item) => `${JSON.stringify(Object.fromEntries(Object.entries(item).reverse()))}\n`)
          .join('')
          .replaceAll('문항', '\\ubb38\\ud56d'),
      },
    ],
    [
      'with the text of its question mended',
      {
        'data/a.jsonl': faulty()
          .map((item) => line({ ...item, question: `${item.question} (수정)` }))
          .join(''),
      },
    ],
  ])('%s', async (_, files) => {
    const before = fingerprintsOf(await first(), 'I004', 'I005');
    expect(before).toHaveLength(2);
    expect(await again(files, { path: 'data/**/*.jsonl' })).toEqual(before);
  });

  it('as CSV instead of JSON Lines, in another encoding', async () => {
    const records = Array.from({ length: 4 }, (_, k) => ({
      ...itemOf(k),
      answer: k === 2 ? '9' : '0',
      choices: '["예","아니오"]',
    }));
    const fields = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
    const manifest = (path: string): string => manifestText({ path, fields });
    const asLines = { 'benchmark.json': manifest('data/a.jsonl'), 'data/a.jsonl': records.map(line).join('') };
    const names = ['id', 'sub_metric', 'split', 'question', 'choices', 'answer'] as const;
    const cells = records.map((record: Record<string, unknown>) =>
      names.map((name) => `"${String(record[name]).replaceAll('"', '""')}"`).join(','),
    );
    const table = `\ufeff${names.join(',')}\r\n${cells.join('\r\n')}\r\n`;
    const asTable = { 'benchmark.json': manifest('data/a.csv'), 'data/a.csv': table };
    expect(await fingerprintOf('I004', asTable)).toBe(await fingerprintOf('I004', asLines));
  });

  it('and another one for an item of the same id elsewhere, where ids are unique in a sub-metric only', async () => {
    const dataset = { ...JSON.parse(manifestText()).dataset, idScope: 'sub-metric' };
    const manifest = manifestText({}, { dataset });
    const [a, b] = ['a', 'b'].map((subMetric) => line(itemOf(3, { sub_metric: subMetric, answer: 9, question: subMetric })));
    const both = await reportOf({ 'benchmark.json': manifest, 'data/a.jsonl': `${a}${b}` });
    const waived = found(both, 'I004').find(({ place }) => place.record === 1)?.fingerprint as string;
    // The first one was mended: its waiver must not go over to the item of the same id that is left.
    const next = { 'benchmark.json': manifest, 'data/a.jsonl': b as string };
    const report = await reportOf(next, { waivers: [waive({ fingerprint: waived })] });
    expect(found(report, 'I004').map((finding) => finding.waived)).toEqual([false]);
    expect(report.waivers?.[0]?.state).toBe('stale');
  });

  it.each(['sub-metric', 'resource'])('also where ids are unique in a %s', async (idScope) => {
    const dataset = { ...JSON.parse(manifestText()).dataset, idScope };
    const manifest = manifestText({}, { dataset });
    const before = await fingerprintOf('I004', { 'benchmark.json': manifest, 'data/a.jsonl': faultyLines() });
    const moved = { 'benchmark.json': manifest, 'data/b.jsonl': `${goodLines(9, 100)}${faultyLines()}` };
    expect(await fingerprintOf('I004', moved)).toBe(before);
  });
});

it('without an id a finding is known by its file and record, and by nothing else', async () => {
  const fields = { question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
  const manifest = manifestText({ fields });
  const before = await fingerprintOf('I004', { 'benchmark.json': manifest, 'data/a.jsonl': faultyLines() });
  const moved = { 'benchmark.json': manifest, 'data/a.jsonl': `${goodLines(1, 100)}${faultyLines()}` };
  expect(await fingerprintOf('I004', moved)).not.toBe(before);
});
