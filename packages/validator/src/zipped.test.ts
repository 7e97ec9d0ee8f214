import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Report } from '@jatdae/schema';
import { afterAll, expect, it } from 'vitest';
import { validate } from './validate.js';

const folder = mkdtempSync(join(tmpdir(), 'jatdae-압축-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = {
  jatdae: 1,
  profile: 'nia-2024-2',
  dataset: { name: 'zipped', title: '압축', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
  subMetrics: [{ id: '예절', itemType: 'multiple-choice' }],
  resources: [{ path: '자료/*.jsonl', schema: 'schemas/item.json', subMetric: { value: '예절' } }],
};
const items = [
  { id: 1, question: '첫째 질문은 무엇입니까?', choices: ['가', '나'], answer: 0 },
  { id: 1, question: '둘째 질문은 무엇입니까?', choices: ['가', '나'], answer: 1 },
  { id: 3, question: '?', choices: ['가', '나'], answer: 1 },
];
const files: Readonly<Record<string, string>> = {
  'benchmark.json': JSON.stringify(manifest),
  'schemas/item.json': JSON.stringify({ properties: { question: { minLength: 5 } } }),
  '자료/문항.jsonl': items.map((item) => `${JSON.stringify(item)}\n`).join(''),
};

/** A zip with deflated members and names in UTF-8 without the flag, as many Korean tools write them. */
function zip(): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, more, name]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const countsOf = ({ rules }: Report) => rules.filter(({ count }) => count > 0).map(({ code, count }) => [code, count]);

it('judges a delivery in a zip as it judges the folder', async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, 'plain', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'plain', path), text);
  }
  writeFileSync(join(folder, '납품.zip'), zip());
  const [plain, zipped] = await Promise.all(
    ['plain', '납품.zip'].map(async (name) => (await validate(join(folder, name), { language: 'ko', engine: 'inline' })).report),
  );
  expect(countsOf(zipped)).toEqual(countsOf(plain));
  expect(countsOf(zipped)).toEqual(
    expect.arrayContaining([
      ['I001', 1],
      ['I002', 1],
    ]),
  );
  expect(zipped.subMetrics).toEqual(plain.subMetrics);
  expect(zipped.complete).toBe(true);
});

it('refuses a zip that is cut short, with a sentence', async () => {
  writeFileSync(join(folder, '끊긴.zip'), readFileSync(join(folder, '납품.zip')).subarray(0, -30));
  const result = await validate(join(folder, '끊긴.zip'), { language: 'ko', engine: 'inline' });
  expect(result.status).toBe('unusable');
  expect(result.report.findings.map(({ code }) => code)).toEqual(['M001']);
});
