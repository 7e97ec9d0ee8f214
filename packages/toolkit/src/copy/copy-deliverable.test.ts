import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openItems, validate } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sealDeliverable } from '../seal/seal.js';
import { unsealDeliverable } from '../seal/unseal.js';
import { splitDeliverable } from '../split/split.js';
import { jsonLines, writeDeliverable } from '../testing/deliverable.js';
import { arrowWriter } from '../write/arrow.js';
import { parquetWriter } from '../write/parquet.js';
import type { RecordWriter } from '../write/record-writer.js';
import { type Column, createSurveyor } from '../write/survey.js';

const signal = new AbortController().signal;
let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'jatdae-사본-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

const items = Array.from({ length: 40 }, (_, k) => ({
  id: `q-${k}`,
  question: `${k}번 질문, "따옴표"\n둘째 줄`,
  choices: ['가', '나', '=1+1'],
  answer: k % 3,
  explanation: `까닭 ${k}`,
  n: k / 4,
}));

async function table(make: (sink: ByteSink, columns: readonly Column[]) => Promise<RecordWriter>): Promise<Buffer> {
  const surveyor = createSurveyor();
  const records = items.map((item) => Buffer.from(JSON.stringify(item)));
  for (const record of records) surveyor.add(record);
  const pieces: Buffer[] = [];
  const writer = await make({ write: async (bytes) => void pieces.push(Buffer.from(bytes)) }, surveyor.survey().columns);
  for (const record of records) await writer.add(record);
  await writer.end();
  return Buffer.concat(pieces);
}

/** All records of a deliverable as values, without their split. */
async function valuesOf(folder: string): Promise<unknown[]> {
  const open = await openItems(folder, signal);
  if (!open.ok) throw new Error(JSON.stringify(open.problems));
  const values: unknown[] = [];
  for await (const run of open.runs({ fields: [], whole: true, onLost: () => values.push('lost') })) {
    for (let i = 0; i < run.size; i++) {
      const { split: _, ...rest } = JSON.parse(Buffer.from(run.text(i)).toString()) as Record<string, unknown>;
      values.push(rest);
    }
  }
  await open.close();
  return values;
}

const FIELDS =
  'subMetric: {value: 예절}, fields: {id: id, question: question, choices: choices, answer: {field: answer, as: index0}}';
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = [
  'id,question,choices,answer,explanation',
  ...items.map((item) =>
    [item.id, cell(item.question), cell(JSON.stringify(item.choices)), item.answer, item.explanation].join(','),
  ),
].join('\n');

const formats: Record<string, () => Promise<Record<string, string | Uint8Array>>> = {
  'd.jsonl': async () => ({ 'd.jsonl': jsonLines(items) }),
  'd.csv': async () => ({ 'd.csv': csv }),
  'd.csv in CP949': async () => ({ 'd.csv': iconv.encode(csv, 'cp949') }),
  'd.json, an array': async () => ({ 'd.json': JSON.stringify(items, null, 2) }),
  'd/*.json, an item each': async () => Object.fromEntries(items.map((item, k) => [`d/${k}.json`, JSON.stringify(item)])),
  'd.parquet': async () => ({ 'd.parquet': await table(parquetWriter) }),
  'd.arrow': async () => ({ 'd.arrow': await table(arrowWriter) }),
};

it.each(Object.keys(formats))('is split, sealed and opened again in its own format: %s', async (name) => {
  const encoding = name.includes('CP949') ? ', encoding: cp949' : '';
  const resource = `  - {path: '${name.split(/[ ,]/u)[0]}', ${FIELDS}${encoding}}\n`;
  const target = await writeDeliverable(resource, (await formats[name]?.()) ?? {});
  const [split, sealed, opened] = ['split', 'sealed', 'opened'].map((folder) => join(work, folder)) as [string, string, string];
  const options = { seed: '시드', share: '0.1', by: [], groupBy: null, near: true, signal };
  await splitDeliverable(target, options, { kind: 'folder', folder: split, field: 'split' });
  const identity = await generateX25519Identity();
  await sealDeliverable(split, { folder: sealed, seal: { recipients: [await identityToRecipient(identity)] }, also: [], signal });
  const { report } = await validate(sealed, { language: 'ko', select: ['H', 'I', 'F', 'M'] });
  expect(report.rules.filter(({ count, severity }) => severity === 'error' && count > 0)).toEqual([]);
  expect(report.subMetrics[0]).toMatchObject({ items: 40, valid: 40, leaderboard: 4 });
  const key = { identities: [identity] };
  expect(await unsealDeliverable(sealed, { folder: opened, key, answers: null, signal })).toEqual({ status: 'done', opened: 4 });
  expect(await valuesOf(opened)).toEqual(await valuesOf(target));
  await rm(target, { recursive: true });
});

it('does not write what it could not write again as it was', async () => {
  const target = await writeDeliverable(`  - {path: d.json, at: /data, ${FIELDS}}\n`, {
    'd.json': JSON.stringify({ data: items, more: 1 }),
  });
  const options = { seed: '시드', share: '0.1', by: [], groupBy: null, near: true, signal };
  const task = { kind: 'folder', folder: join(work, 'out'), field: 'split' } as const;
  await expect(splitDeliverable(target, options, task)).rejects.toThrow(/at: \/data/);
  await writeFile(join(target, 'd.json'), JSON.stringify({ data: items }));
  const twice = (await readFile(join(target, 'benchmark.yaml'), 'utf8')).replace(
    / {2}- \{path: d\.json, at: \/data/u,
    '  - {path: "d.js*"',
  );
  await writeFile(join(target, 'benchmark.yaml'), `${twice}  - {path: d.json, ${FIELDS}}\n`);
  await writeFile(join(target, 'd.json'), JSON.stringify(items));
  await expect(splitDeliverable(target, options, task)).rejects.toThrow(/two resources/);
  await rm(target, { recursive: true });
});
