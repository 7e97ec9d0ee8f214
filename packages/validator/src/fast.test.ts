import { isUtf8 } from 'node:buffer';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { stableReport } from './testing/golden.js';
import { createRandom, MUTATED_SCHEMA, mutatedRecord } from './testing/mutated.js';
import { validate } from './validate.js';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const names = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(fixtures, entry.name, 'deliverable/benchmark.yaml')))
  .map(({ name }) => name);

async function reportOf(root: string, fast: boolean): Promise<string> {
  const result = await validate(root, { language: 'ko', engine: 'inline', fast });
  return stableReport(result.report, root);
}

/** A deliverable whose JSON is written as Python writes it: all that is not ASCII in escapes. */
async function escapedCopy(root: string): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'jatdae-escaped-'));
  await cp(root, copy, { recursive: true });
  for (const entry of await readdir(copy, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.jsonl?$/u.test(entry.name)) continue;
    const bytes = await readFile(path);
    // What is no UTF-8, or has a byte order mark, says so by its bytes.
    if (!isUtf8(bytes) || bytes[0] === 0xef) continue;
    await writeFile(path, escapeLetters(bytes.toString()));
  }
  return copy;
}

const escapeLetters = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A report without what tells how many bytes there are, and where. */
function withoutBytes(report: string): unknown {
  const hidden = new Set(['byte', 'bytes', 'column', 'coverage']);
  return JSON.parse(report, (key, value: unknown) => (hidden.has(key) ? null : value));
}

it('there are fixtures', () => {
  expect(names.length).toBeGreaterThan(40);
});

it.each(names)('reports %s in the same bytes without the fast path, and the same where all letters are escaped', async (name) => {
  const root = join(fixtures, name, 'deliverable');
  const plain = await reportOf(root, true);
  expect(await reportOf(root, false)).toBe(plain);
  const escaped = await escapedCopy(root);
  try {
    const fast = await reportOf(escaped, true);
    expect(await reportOf(escaped, false)).toBe(fast);
    expect(withoutBytes(fast)).toEqual(withoutBytes(plain));
  } finally {
    rmSync(escaped, { recursive: true });
  }
});

/** How a manifest says where the records of MUTATED_SCHEMA are. */
const MUTATED_MANIFEST = `jatdae: 1
profile: nia-2024-2
dataset: {name: mutated, title: {ko: 변형, en: Mutated}, version: 1.0.0, task: 8, modalities: [text], languages: [ko], license: CC0-1.0}
consortium: {members: [{name: 가나다, role: lead, kind: company}]}
subMetrics: [{id: all, title: 전체, metric: accuracy, itemType: multiple-choice}]
resources:
  - {path: data/*.jsonl, subMetric: {value: all}, split: {field: split}, OWN
     fields: {id: id, question: question, choices: choices, answer: {field: answer, as: index0}}}
`;

it.each([
  ['a schema of their own', 'schema: item.schema.json,'],
  ['the schema of their type', ''],
])('reports thousands of mutated records in the same bytes without the fast path, by %s', async (_, own) => {
  const root = mkdtempSync(join(tmpdir(), 'jatdae-mutated-'));
  try {
    await mkdir(join(root, 'data'));
    await writeFile(join(root, 'benchmark.yaml'), MUTATED_MANIFEST.replace('OWN', own));
    await writeFile(join(root, 'item.schema.json'), JSON.stringify(MUTATED_SCHEMA));
    const random = createRandom(2024);
    const lines = Array.from({ length: 5000 }, () => mutatedRecord(random).replaceAll('\n', ' '));
    await writeFile(join(root, 'data/items.jsonl'), `${lines.join('\n')}\n`);
    const [slow, fast] = [await reportOf(root, false), await reportOf(root, true)];
    expect(fast).toBe(slow);
    const { rules } = JSON.parse(fast) as { rules: { code: string; count: number }[] };
    const countOf = (wanted: string): number => rules.find(({ code }) => code === wanted)?.count ?? 0;
    expect(countOf('F007')).toBeGreaterThan(1000);
    expect(countOf('I001')).toBeGreaterThan(500);
  } finally {
    rmSync(root, { recursive: true });
  }
});

afterEach(() => vi.restoreAllMocks());

/** The accepted fixture with each of its items `times` times, under other ids. */
async function enlarged(times: number): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'jatdae-fast-'));
  await cp(join(fixtures, 'accepted/deliverable'), root, { recursive: true });
  for (const name of await readdir(join(root, 'data'))) {
    const file = join(root, 'data', name);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    // The canary stands once: its digits are worth a look to the rules of personal data.
    const more = Array.from({ length: times }, (_, n) =>
      lines.map((line) =>
        (n === 0 ? line : line.replace(/,"canary":"[^"]*"/u, ''))
          .replace(/("id":\s*")/u, `$1x${n}-`)
          .replace(/("question":\s*")/u, `$1${n}번 `),
      ),
    );
    await writeFile(file, `${more.flat().join('\n')}\n`);
  }
  return root;
}

/** A canary's digits are worth a look to the rules of personal data. */
const CANARY = /^[0-9a-f]{8}-[0-9a-f]{4}-/u;

/** Texts that were decoded out of the memory that records stand in; the statistics' sample of questions has copies. */
async function decodedIn(root: string, fast: boolean): Promise<{ decoded: number; items: number }> {
  let decoded = 0;
  const decode = TextDecoder.prototype.decode;
  // Told at once: a view of memory that has grown since is empty.
  vi.spyOn(TextDecoder.prototype, 'decode').mockImplementation(function (this: InstanceType<typeof TextDecoder>, ...args) {
    const [bytes] = args;
    const isPart = ArrayBuffer.isView(bytes) && bytes.byteLength < bytes.buffer.byteLength;
    const text = decode.apply(this, args);
    if (isPart && !CANARY.test(text)) decoded += 1;
    return text;
  });
  // Near duplicates are read again, H005 samples a hundred items a split, and what models replied is no record of the data.
  const ignore = ['D002', 'H004', 'H005', 'E004', 'E005', 'E006', 'E007'];
  const { report } = await validate(root, { language: 'ko', engine: 'inline', fast, ignore });
  vi.restoreAllMocks();
  return { decoded, items: report.deliverable?.items ?? 0 };
}

it('decodes no record of a clean deliverable: ten times the items need no text more', async () => {
  const roots = [await enlarged(1), await enlarged(10)];
  try {
    const [small, large] = [await decodedIn(roots[0] as string, true), await decodedIn(roots[1] as string, true)];
    expect(large.items).toBe(small.items * 10);
    expect(large.decoded - small.decoded).toBe(0);
    const slow = await decodedIn(roots[1] as string, false);
    expect(slow.decoded).toBeGreaterThan(large.items);
  } finally {
    for (const root of roots) rmSync(root, { recursive: true });
  }
});
