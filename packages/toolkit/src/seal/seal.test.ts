import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from '@jatdae/validator';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, writeDeliverable } from '../testing/deliverable.js';
import { ANSWERS_PATH, COMMITMENTS_PATH, commitmentOf } from './opening.js';
import { type SealOptions, type SealResult, sealDeliverable } from './seal.js';
import { type UnsealOptions, type UnsealResult, unsealDeliverable } from './unseal.js';

const RESOURCE = '  - {path: data/*.jsonl, subMetric: {value: 예절}, split: {field: split}}\n';
const signal = new AbortController().signal;

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'jatdae-봉인-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

interface Part {
  readonly answer?: unknown;
  readonly explanation?: unknown;
}

/** Every third item is of the leaderboard. */
const itemsOf = (parts: readonly Part[]): object[] =>
  parts.map((part, k) => ({
    id: `q-${k}`,
    question: `${k}번`,
    choices: ['가', '나'],
    split: k % 3 === 0 ? 'leaderboard' : 'public',
    ...part,
  }));

async function deliverable(lines: string): Promise<string> {
  const folder = await writeDeliverable(RESOURCE, { 'data/a.jsonl': lines, '읽어보기.txt': '그대로' });
  return folder;
}

async function seal(
  target: string,
  how: SealOptions['seal'],
  name = 'sealed',
  also: string[] = [],
): Promise<Extract<SealResult, { status: 'done' }>> {
  const result = await sealDeliverable(target, { folder: join(work, name), seal: how, also, signal });
  if (result.status !== 'done') throw new Error(JSON.stringify(result));
  return result;
}

const unseal = (more: Partial<UnsealOptions>, target = join(work, 'sealed')): Promise<UnsealResult> =>
  unsealDeliverable(target, { folder: join(work, 'opened'), key: null, answers: null, signal, ...more });

const text = (...path: string[]): Promise<string> => readFile(join(work, ...path), 'utf8');
const parts = Array.from({ length: 10 }, (_, k) => ({ answer: k % 2 === 0 ? '가' : '나', explanation: `까닭 ${k}` }));

async function keys(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

it('takes answers and explanations out of the leaderboard items alone, and the copy passes', async () => {
  const { recipient } = await keys();
  const target = await deliverable(jsonLines(itemsOf(parts)));
  expect(await seal(target, { recipients: [recipient] })).toMatchObject({ leaderboard: 4, sealed: 4, telling: { count: 0 } });
  const records = (await text('sealed', 'data', 'a.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Part);
  expect(records.map(({ answer }, k) => (answer === null) === (k % 3 === 0))).not.toContain(false);
  expect(records[0]).toMatchObject({ answer: null, explanation: '' });
  const { report } = await validate(join(work, 'sealed'), { language: 'ko' });
  const codes = report.rules.filter(({ count }) => count > 0).map(({ code }) => code);
  expect(codes).not.toContain('H005');
  expect(codes).not.toContain('I001');
  expect(report.findings.filter(({ code, place }) => code === 'M006' && place.path.startsWith('sealed'))).toEqual([]);
  expect(await text('sealed', 'benchmark.yaml')).toContain('leaderboardAnswers: sealed');
  for (const path of [ANSWERS_PATH, COMMITMENTS_PATH]) expect(await text('sealed', path)).not.toContain('까닭');
  await rm(target, { recursive: true });
});

it('opens again to the same bytes, whatever stood in the fields', async () => {
  const { identity, recipient } = await keys();
  const value = fc.jsonValue();
  const part = fc.record({ answer: value, explanation: value }, { requiredKeys: [], noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), fc.boolean(), async (list, isWide) => {
      const lines = isWide ? jsonLines(itemsOf(list)).replaceAll(',"', ' , "') : jsonLines(itemsOf(list));
      const target = await deliverable(lines);
      await seal(target, { recipients: [recipient] });
      expect(await unseal({ key: { identities: [identity] } })).toMatchObject({ status: 'done' });
      expect(await text('opened', 'data', 'a.jsonl')).toBe(await readFile(join(target, 'data', 'a.jsonl'), 'utf8'));
      expect((await readdir(join(work, 'opened'))).sort()).toEqual(['benchmark.yaml', 'data', '읽어보기.txt']);
      for (const folder of [target, join(work, 'sealed'), join(work, 'opened')]) await rm(folder, { recursive: true });
    }),
    { numRuns: 25 },
  );
});

it('keeps a number as it was spelled', async () => {
  const { identity, recipient } = await keys();
  const line = '{"id":"a","question":"q","choices":["가","나"],"split":"leaderboard","answer":12345678901234567890.10}\n';
  const target = await deliverable(line);
  await seal(target, { recipients: [recipient] });
  await unseal({ key: { identities: [identity] } });
  expect(await text('opened', 'data', 'a.jsonl')).toBe(line);
  await rm(target, { recursive: true });
});

describe('an opening that is not the delivered one', () => {
  let target: string;
  beforeEach(async () => {
    target = await deliverable(jsonLines(itemsOf(parts)));
    await seal(target, { keep: join(work, 'answers.jsonl') });
  });
  afterEach(() => rm(target, { recursive: true }));
  const changed = async (change: (lines: string[]) => string[]): Promise<UnsealResult> => {
    await writeFile(join(work, 'other.jsonl'), change((await text('answers.jsonl')).trimEnd().split('\n')).join('\n'));
    return unseal({ answers: join(work, 'other.jsonl') });
  };

  it('is told by its commitment, with its place, and nothing is written', async () => {
    expect(await changed((lines) => lines.map((line) => line.replace('까닭 3', '까닭 4')))).toEqual({
      status: 'differs',
      reason: 'commitment',
      path: 'data/a.jsonl',
      record: 4,
      id: 'q-3',
    });
    expect((await readdir(work)).sort()).toEqual(['answers.jsonl', 'other.jsonl', 'sealed']);
  });

  it('is told by a row that is missing, one too many, or two that changed places', async () => {
    expect(await changed((lines) => lines.slice(0, -1))).toMatchObject({ reason: 'row', id: 'q-9' });
    expect(await changed((lines) => [...lines, lines[1] as string])).toMatchObject({ reason: 'row' });
    expect(await changed(([head, a, b, ...rest]) => [head as string, b as string, a as string, ...rest])).toMatchObject({
      reason: 'row',
      id: 'q-0',
    });
  });

  it('is told by an item that is another one now, or stands elsewhere', async () => {
    const path = join(work, 'sealed', 'data', 'a.jsonl');
    const lines = await readFile(path, 'utf8');
    await writeFile(path, lines.replace('q-3', 'q-x'));
    expect(await unseal({ answers: join(work, 'answers.jsonl') })).toMatchObject({ reason: 'item', record: 4 });
    await writeFile(path, lines.split('\n').reverse().join('\n').trimStart());
    expect(await unseal({ answers: join(work, 'answers.jsonl') })).toMatchObject({ reason: 'item' });
  });

  it('opens where nothing was changed', async () => {
    expect(await changed((lines) => lines)).toEqual({ status: 'done', opened: 4 });
    expect(await text('opened', 'data', 'a.jsonl')).toBe(await readFile(join(target, 'data', 'a.jsonl'), 'utf8'));
  });

  it('says so where the commitments are cut off', async () => {
    const path = join(work, 'sealed', COMMITMENTS_PATH);
    await writeFile(path, (await readFile(path, 'utf8')).trimEnd().split('\n').slice(0, -1).join('\n'));
    await expect(unseal({ answers: join(work, 'answers.jsonl') })).rejects.toThrow(COMMITMENTS_PATH);
  });
});

describe('the file of answers that is kept', () => {
  it('is for its owner alone, is not written over, and does not go into what is handed over', async () => {
    const target = await deliverable(jsonLines(itemsOf(parts)));
    const keep = join(work, 'answers.jsonl');
    await seal(target, { keep });
    expect((await stat(keep)).mode & 0o777).toBe(0o600);
    await expect(seal(target, { keep }, 'again')).rejects.toThrow(/there already/);
    await expect(seal(target, { keep: join(work, 'again', 'answers.jsonl') }, 'again')).rejects.toThrow(/handed over/);
    await expect(seal(target, { keep: join(target, 'answers.jsonl') }, 'again')).rejects.toThrow(/handed over/);
    expect((await readdir(work)).sort()).toEqual(['answers.jsonl', 'sealed']);
    expect(await text('sealed', 'benchmark.yaml')).toContain('leaderboardAnswers: withheld');
    await rm(target, { recursive: true });
  });
});

it('takes further fields out where it is told to, and says which still tell', async () => {
  const target = await deliverable(jsonLines(itemsOf(parts).map((item) => ({ ...item, meta: { gold: '가' } }))));
  const { recipient } = await keys();
  expect((await seal(target, { recipients: [recipient] })).telling).toMatchObject({
    count: 4,
    first: [{ pointer: '/meta/gold' }, {}, {}, {}],
  });
  expect((await seal(target, { recipients: [recipient] }, 'all', ['meta.gold'])).telling.count).toBe(0);
  await rm(target, { recursive: true });
});

it('seals nothing twice, and nothing without a leaderboard', async () => {
  const { recipient } = await keys();
  const target = await deliverable(jsonLines(itemsOf(parts)));
  await seal(target, { recipients: [recipient] });
  await expect(seal(join(work, 'sealed'), { recipients: [recipient] }, 'twice')).rejects.toThrow(/sealed already/);
  await expect(seal(target, { recipients: ['age1nonsense'] }, 'bad')).rejects.toThrow(/no age public key/);
  await writeFile(join(target, 'data', 'a.jsonl'), jsonLines(itemsOf(parts)).replaceAll('"leaderboard"', '"public"'));
  await expect(seal(target, { recipients: [recipient] }, 'none')).rejects.toThrow(/no leaderboard items/);
  expect(await readdir(work)).toEqual(['sealed']);
  await rm(target, { recursive: true });
});

it('says so where the key does not fit, or the sealed file is damaged', async () => {
  const [own, other] = [await keys(), await keys()];
  const target = await deliverable(jsonLines(itemsOf(parts)));
  await seal(target, { recipients: [own.recipient] });
  await expect(unseal({ key: { identities: [other.identity] } })).rejects.toThrow(/does not open/);
  await expect(unseal({})).rejects.toThrow(/encrypted/);
  const path = join(work, 'sealed', ANSWERS_PATH);
  await writeFile(path, (await readFile(path)).subarray(0, -1));
  await expect(unseal({ key: { identities: [own.identity] } })).rejects.toThrow(/damaged/);
  expect(await readdir(work)).toEqual(['sealed']);
  await rm(target, { recursive: true });
});

it('opens with a passphrase', async () => {
  const target = await deliverable(jsonLines(itemsOf(parts)));
  await seal(target, { passphrase: '열려라 참깨' });
  await expect(unseal({ key: { passphrase: '닫혀라' } })).rejects.toThrow(/does not open/);
  expect(await unseal({ key: { passphrase: '열려라 참깨' } })).toEqual({ status: 'done', opened: 4 });
  await rm(target, { recursive: true });
});

// printf '["q-0",[["/answer","\"가\""]]]' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00
it('commits to what anyone can compute with openssl', () => {
  const row = { path: 'a', record: 1, id: 'q-0', salt: '00'.repeat(32), fields: [['/answer', '"가"']] as const };
  expect(commitmentOf(row)).toBe('c362b9c737b7a1e850e30358a49be4d6609069ca4d739fc2302a8d70b8729d70');
});

const hasAge = spawnSync('age', ['--version']).status === 0;
if (!hasAge)
  console.warn('seals are not held against the age program, because it is not installed (Debian: apt-get install age)');

describe.skipIf(!hasAge)('beside the age program', () => {
  it('is opened by it, and opens what it sealed', async () => {
    execFileSync('age-keygen', ['-o', join(work, 'key.txt')], { stdio: 'ignore' });
    const recipient = execFileSync('age-keygen', ['-y', join(work, 'key.txt')])
      .toString()
      .trim();
    const target = await deliverable(jsonLines(itemsOf(parts)));
    await seal(target, { recipients: [recipient] });
    const answers = join(work, 'sealed', ANSWERS_PATH);
    const opened = execFileSync('age', ['-d', '-i', join(work, 'key.txt'), answers]);
    expect(opened.toString().trimEnd().split('\n')).toHaveLength(5);
    await writeFile(answers, execFileSync('age', ['-r', recipient], { input: opened }));
    const identity = (await text('key.txt')).split('\n').find((line) => line.startsWith('AGE-SECRET-KEY')) ?? '';
    expect(await unseal({ key: { identities: [identity] } })).toEqual({ status: 'done', opened: 4 });
    await rm(target, { recursive: true });
  });
});
