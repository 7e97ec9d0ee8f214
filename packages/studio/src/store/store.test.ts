import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampledItem, SamplePlan } from '@jatdae/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JudgementRequest } from '../api.js';
import { NO_POSTGRES, startPostgres, type TestServer } from '../testing/postgres.js';
import { assign } from './assign.js';
import { type Database, StoreFailure } from './database.js';
import { adjudicationsOf, judgementsOf, storeAdjudication, storeJudgement } from './judgements.js';
import { openDatabase } from './open-database.js';
import { countOthers, planOf, reviewOf, revisionOf, sampleOf, storePlan } from './reviews.js';
import { storeWaiver, waiversOf } from './waivers.js';

/** Milliseconds for a database to be made on a machine that has other things to do. */
const MAKING = 600_000;

const server: TestServer | null = await startPostgres();
if (server === null) console.warn(NO_POSTGRES);
const folder = await mkdtemp(join(tmpdir(), 'jatdae-검토 '));
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const KEY = { name: 'manners', version: '1.0.0', frame: '0a'.repeat(16) };
const PLAN: SamplePlan = {
  rule: { method: 'proportion', accuracy: 0.95, confidence: 0.95, margin: 0.05 },
  seed: 's',
  doubleShare: 0.25,
  strata: [{ subMetric: '예절', population: 9, size: 4, doubles: 1, accept: 0 }],
};
/** Item 1 is judged by two reviewers. */
const SAMPLE: SampledItem[] = [1, 2, 3, 4].map((item) => ({
  item,
  subMetric: item < 4 ? '예절' : '법',
  id: `q-${item}`,
  path: 'data/a.jsonl',
  record: item,
  print: '0'.repeat(32),
  sha256: '0'.repeat(64),
  double: item === 1,
}));

const judgement = (item: number, reviewer: string, more: Partial<JudgementRequest> = {}): JudgementRequest => ({
  id: randomUUID(),
  item,
  reviewer,
  verdict: 'pass',
  defect: null,
  note: null,
  ...more,
});

const where = { pglite: async () => join(folder, 'embedded'), postgres: async () => (await server?.create('store')) ?? '' };

describe.each(Object.keys(where) as (keyof typeof where)[])('in %s', (kind) => {
  const test = it.skipIf(kind === 'postgres' && server === null);
  let address = '';
  let database: Database;
  beforeAll(async () => {
    if (kind === 'postgres' && server === null) return;
    address = await where[kind]();
    database = await openDatabase(address);
  }, MAKING);
  afterAll(() => database?.close());

  /** A review of its own. */
  async function newReview(): Promise<number> {
    const review = await reviewOf(database, { ...KEY, frame: randomUUID().replaceAll('-', '') });
    await storePlan(database, review, PLAN, SAMPLE);
    return review;
  }
  const next = (review: number, reviewer: string, count = 1, subMetric: string | null = null) =>
    assign(database, review, { reviewer, count, subMetric });

  test('a review is known by its data, and other data of the same name are told of', async () => {
    const review = await reviewOf(database, KEY);
    expect(await reviewOf(database, KEY)).toBe(review);
    expect(await planOf(database, review)).toBeNull();
    await storePlan(database, review, PLAN, SAMPLE);
    expect(await planOf(database, review)).toEqual(PLAN);
    expect(await sampleOf(database, review)).toEqual(SAMPLE);
    await storeJudgement(database, review, judgement(2, '가'));
    expect(await countOthers(database, KEY)).toBe(0);
    expect(await countOthers(database, { ...KEY, frame: 'ff' })).toBe(1);
    expect(await reviewOf(database, { ...KEY, frame: 'ff' })).not.toBe(review);
  });

  test('a sample is drawn once and for all', async () => {
    const review = await newReview();
    await expect(storePlan(database, review, { ...PLAN, seed: 'other' }, [])).rejects.toMatchObject({
      problem: { code: 'planned' },
    });
    expect((await planOf(database, review))?.seed).toBe('s');
  });

  test('a judgement that is sent again is stored once, and another one under its id is refused', async () => {
    const review = await newReview();
    const request = judgement(2, '가', { verdict: 'defect', defect: 'wrong-key', note: '정답은 "나"이다' });
    const first = await storeJudgement(database, review, request);
    const before = await revisionOf(database, review);
    expect(await storeJudgement(database, review, request)).toEqual({ judgement: first.judgement, repeated: true });
    expect(await revisionOf(database, review)).toBeGreaterThanOrEqual(before);
    expect(await judgementsOf(database, review)).toEqual([first.judgement]);
    await expect(storeJudgement(database, review, { ...request, note: null })).rejects.toMatchObject({
      problem: { code: 'id-taken' },
    });
    await expect(storeJudgement(database, review, judgement(9, '가'))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect(await judgementsOf(database, review)).toHaveLength(1);
  });

  test('the same judgement sent twice at once is stored once', async () => {
    const review = await newReview();
    const request = judgement(2, '가');
    const replies = await Promise.all(Array.from({ length: 4 }, () => storeJudgement(database, review, request)));
    expect(replies.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await judgementsOf(database, review)).toHaveLength(1);
  });

  test('two reviewers never get an item that one of them is to judge, and a doubled one goes to both', async () => {
    const review = await newReview();
    const [a, b] = await Promise.all([next(review, '가', 2), next(review, '나', 2)]);
    const shared = a.items.filter((item) => b.items.includes(item));
    expect(shared).toEqual([1]);
    expect([...a.items, ...b.items].sort()).toEqual([1, 1, 2, 3]);
  });

  test('who asks again gets the same item, until it is judged; what is taken back is asked again', async () => {
    const review = await newReview();
    expect((await next(review, '가')).items).toEqual([1]);
    expect((await next(review, '가')).items).toEqual([1]);
    await storeJudgement(database, review, judgement(1, '가'));
    expect(await next(review, '가')).toMatchObject({ items: [2], judged: 1, done: 0, total: 4 });
    await storeJudgement(database, review, judgement(1, '가', { verdict: 'withdrawn' }));
    expect((await next(review, '가', 2)).items).toEqual([1, 2]);
  });

  test('nobody is asked a third opinion, nor an item that was decided; what others hold is told', async () => {
    const review = await newReview();
    for (const reviewer of ['가', '나']) await storeJudgement(database, review, judgement(1, reviewer));
    expect(await next(review, '다', 5)).toMatchObject({ items: [2, 3, 4], done: 1, held: 0 });
    expect(await next(review, '라', 5)).toMatchObject({ items: [], held: 3 });
    expect((await next(review, '다', 5, '법')).items).toEqual([4]);
  });

  test('an item that is judged although somebody else had it is lost by neither', async () => {
    const review = await newReview();
    await next(review, '가', 5);
    await storeJudgement(database, review, judgement(2, '나'));
    await storeJudgement(database, review, judgement(2, '가', { verdict: 'defect', defect: 'other' }));
    expect(await judgementsOf(database, review)).toHaveLength(2);
    const decision = { id: randomUUID(), item: 2, by: '심판', verdict: 'pass', defect: null, note: null } as const;
    const stored = await storeAdjudication(database, review, decision);
    expect(await storeAdjudication(database, review, decision)).toEqual(stored);
    expect(await adjudicationsOf(database, review)).toEqual([stored]);
  });

  test('of one finding the last waiver holds, and none that was taken back', async () => {
    const review = await newReview();
    const waiver = {
      id: randomUUID(),
      rule: 'D003',
      fingerprint: 'f1',
      reason: '원문이 그렇다',
      by: '가',
      until: '2026-12-31',
      withdrawn: false,
    };
    await storeWaiver(database, review, waiver);
    await storeWaiver(database, review, waiver);
    const later = await storeWaiver(database, review, { ...waiver, id: randomUUID(), reason: '다시 봄', until: null });
    expect(await waiversOf(database, review)).toEqual([later]);
    await storeWaiver(database, review, { ...waiver, id: randomUUID(), withdrawn: true });
    expect(await waiversOf(database, review)).toEqual([]);
  });

  test('what was stored is there when it is opened again', async () => {
    const review = await newReview();
    await storeJudgement(database, review, judgement(3, '가'));
    await database.close();
    database = await openDatabase(address);
    expect(await judgementsOf(database, review)).toMatchObject([{ item: 3, reviewer: '가' }]);
  });

  test('a database of a newer version is left alone', async () => {
    await database.query('insert into jatdae.migrations values (1000)');
    await expect(kind === 'postgres' ? openDatabase(address) : reopened()).rejects.toThrow(/newer version/u);
    if (kind === 'pglite') database = await openDatabase(address).catch(() => database);

    async function reopened(): Promise<Database> {
      await database.close();
      return openDatabase(address);
    }
  });
});

it.skipIf(server === null)('a server that goes away loses nothing, and the same request is stored once it is back', async () => {
  const database = await openDatabase((await server?.create('away')) ?? '');
  const review = await reviewOf(database, KEY);
  await storePlan(database, review, PLAN, SAMPLE);
  const [before, after] = [judgement(2, '가'), judgement(3, '가')];
  await storeJudgement(database, review, before);
  await server?.kill();
  await expect(storeJudgement(database, review, after)).rejects.toBeInstanceOf(StoreFailure);
  await server?.start();
  expect(await storeJudgement(database, review, after)).toMatchObject({ repeated: false });
  expect((await judgementsOf(database, review)).map(({ id }) => id)).toEqual([before.id, after.id]);
  await database.close();
});

it('says what to check where a database cannot be opened', async () => {
  await expect(openDatabase('postgres://user:secret@127.0.0.1:1/none')).rejects.toThrow(
    /cannot be opened: postgres:\/\/127\.0\.0\.1:1\/none \(/u,
  );
  await expect(openDatabase('/dev/null/here')).rejects.toThrow(/cannot be opened: \/dev\/null\/here/u);
});
