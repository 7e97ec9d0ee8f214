import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { dirname, join } from 'node:path';
import { type Judgements, judgementsProblem, type Report } from '@jatdae/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  Closing,
  Disagreement,
  ExcerptsReply,
  JudgementReply,
  NextReply,
  Population,
  ReviewItem,
  ReviewProgress,
  ReviewState,
  SamplePlan,
} from './api.js';
import { type RunningReview, startReview } from './start-review.js';
import { type Client, openClient } from './testing/client.js';
import { PIXEL, writeDeliverable } from './testing/deliverable.js';

const built = existsSync(new URL('../../report/dist/page/main.js', import.meta.url));
if (!built) console.warn('packages/report is not built: its page is not asked for. Run `pnpm build` first.');

/** Milliseconds for a database to be made on a machine that has other things to do. */
const MAKING = 600_000;

let root = '';
let review: RunningReview;
let page: Client;

const start = (): Promise<RunningReview> =>
  startReview({ target: root, language: 'ko', database: join(dirname(root), 'review'), port: 0, onNote: () => undefined });

beforeAll(async () => {
  root = await writeDeliverable(30);
  review = await start();
  page = await openClient(review);
}, MAKING);
afterAll(async () => {
  await review.close();
  await rm(dirname(root), { recursive: true, force: true });
});

const PLAN = { rule: { method: 'proportion', accuracy: 0.9, confidence: 0.9, margin: 0.1 }, seed: 's', doubleShare: 0.1 };
const judges = (item: number, reviewer: string, defect: string | null = null) => ({
  id: randomUUID(),
  item,
  reviewer,
  verdict: defect === null ? 'pass' : 'defect',
  defect,
  note: null,
});

/** What a browser of another site, or a name that was made to point here, would send. */
const raw = (path: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(path, page.base), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });

it('tells of the validation as it goes, then has the report and the items that can be drawn', async () => {
  await review.session.done;
  const state = await page.json<ReviewState>('/api/state');
  expect(state).toMatchObject({
    target: '납품물',
    title: { ko: '검토할 데이터' },
    phase: 'ready',
    planned: false,
    failure: null,
  });
  expect(await page.json('/api/report')).toMatchObject({ verdict: state.verdict, deliverable: { items: 60 } });
  const { subMetrics, defaults, required } = await page.json<Population>('/api/population');
  expect(subMetrics).toEqual([
    { subMetric: 'etiquette', title: '예절', items: 30 },
    { subMetric: 'law', title: '법', items: 30 },
  ]);
  expect(defaults.rule).toEqual({ method: 'proportion', accuracy: 0.95, confidence: 0.95, margin: 0.05 });
  expect(required).toBe(false);
  const events = await page.get('/api/events');
  const reader = events.body?.getReader();
  const first = new TextDecoder().decode((await reader?.read())?.value) + new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  expect(first).toMatch(/retry: 1000[\s\S]*event: state\ndata: \{"target"/u);
});

it.skipIf(!built)('has the report as a page that runs by itself alone', async () => {
  const shown = await page.get('/report.html');
  expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(shown.headers.get('content-security-policy')).toBe("sandbox allow-scripts allow-downloads; frame-ancestors 'none'");
  expect(await shown.text()).toMatch(/^<!doctype html>[\s\S]*reviewed/u);
});

it('has the report as files to save, and the records of its findings', async () => {
  const workbook = await page.get('/report.xlsx');
  expect(workbook.headers.get('content-disposition')).toBe('attachment; filename="report.xlsx"');
  expect(Buffer.from(await workbook.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
  expect((await page.get('/report.exe')).status).toBe(404);
  const { findings } = await page.json<Report>('/api/report');
  const found = findings.find(({ place }) => place.record !== null);
  const { excerpts } = await page.json<ExcerptsReply>('/api/excerpts', { fingerprints: [found?.fingerprint, 'none'] });
  expect(excerpts).toEqual([
    { fingerprint: found?.fingerprint, text: expect.stringContaining('etiquette'), mark: expect.anything() },
    { fingerprint: 'none', text: null, mark: null },
  ]);
  expect((await page.post('/api/excerpts', { fingerprints: 'x' })).status).toBe(400);
});

it('lets nobody in without the token, by another name, or from another site', async () => {
  const { cookie, base } = page;
  const host = new URL(base).host;
  for (const path of ['/', '/api/state', '/api/events', '/media/1/0', '/assets/page.js', '/?token=wrong'])
    expect([path, await raw(path, { host })]).toEqual([path, 401]);
  expect(await raw('/api/state', { host, cookie })).toBe(200);
  expect(await raw('/api/state', { host: 'evil.example', cookie })).toBe(403);
  expect(await raw('/api/state', { host: `evil.example:${new URL(base).port}`, cookie })).toBe(403);
  expect(await raw('/api/state', { host, cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await raw('/api/state', { host, cookie, origin: 'null' })).toBe(403);
  expect(await raw('/api/state', { host, cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect((await page.post('/api/plan', PLAN, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
  expect((await page.post('/api/plan', PLAN, { 'content-type': 'text/plain' })).status).toBe(400);
  const entered = await fetch(review.url);
  expect(entered.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/u);
});

it('lets no page run anything but its own files', async () => {
  for (const path of ['/api/state', '/nothing-here', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd']) {
    const { headers } = await page.get(path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/u);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
  expect((await page.get('/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404);
});

it('judges nothing before there is a plan, shows what one would ask for, and keeps the first', async () => {
  expect(await (await page.post('/api/next', { reviewer: '가', count: 1, subMetric: null })).json()).toMatchObject({
    code: 'no-plan',
  });
  expect(await page.json('/api/plan')).toBeNull();
  const preview = await page.json<SamplePlan>('/api/plan/preview', PLAN);
  expect(preview.strata).toMatchObject([{ size: 14, doubles: 2, accept: 1 }, { size: 14 }]);
  expect(await page.json('/api/plan')).toBeNull();
  const iso = { method: 'iso-2859-1', level: 'II', aql: 4, confidence: 0.95 };
  expect((await page.json<SamplePlan>('/api/plan/preview', { ...PLAN, rule: iso })).strata).toMatchObject([
    { size: 13, accept: 1 },
    {},
  ]);
  for (const wrong of [{ ...PLAN, seed: '' }, { ...PLAN, doubleShare: 2 }, { ...PLAN, rule: { ...iso, aql: 3 } }, [], null])
    expect((await page.post('/api/plan', wrong)).status).toBe(400);
  expect(await page.json('/api/plan', PLAN)).toEqual(preview);
  expect((await page.post('/api/plan', { ...PLAN, seed: 'other' })).status).toBe(409);
  expect(await page.json('/api/plan')).toEqual(preview);
});

it('shows an item with its key, what it was found to have, and media that are safe to show', async () => {
  const { items } = await page.json<NextReply>('/api/next', { reviewer: '보는이', count: 5, subMetric: 'law' });
  expect(items).toHaveLength(5);
  const [item] = items;
  expect(item).toMatchObject({ subMetric: 'law', subMetricTitle: '법', key: 'shown', mine: null, path: 'data/items.jsonl' });
  expect(item?.question).toContain('<script>');
  expect(item?.choices.filter(({ key }) => key)).toHaveLength(1);
  expect(item?.choices.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D']);
  const known = await page.json<ReviewItem>(`/api/items/${item?.item}?reviewer=${encodeURIComponent('보는이')}`);
  expect(known).toEqual(item);
  expect((await page.get('/api/items/999?reviewer=a')).status).toBe(404);
  expect((await page.get('/api/items/x?reviewer=a')).status).toBe(400);
});

it('stores a judgement before it answers, once, however often it is sent', async () => {
  const { items } = await page.json<NextReply>('/api/next', { reviewer: '가', count: 1, subMetric: null });
  const request = judges(items[0]?.item ?? 0, '가', 'wrong-key');
  const replies = await Promise.all([1, 2, 3].map(() => page.json<JudgementReply>('/api/judgements', request)));
  expect(replies.filter(({ repeated }) => repeated)).toHaveLength(2);
  expect(await page.json('/api/judgements?reviewer=%EA%B0%80')).toEqual([replies[0]?.judgement]);
  expect((await page.post('/api/judgements', { ...request, note: '다른 말' })).status).toBe(409);
  for (const wrong of [
    { ...request, id: 'x' },
    { ...request, reviewer: ' ' },
    { ...request, verdict: 'pass' },
    { ...request, verdict: 'defect', defect: null },
    { ...request, item: 1.5 },
    { ...request, note: 'x'.repeat(5000) },
  ])
    expect((await page.post('/api/judgements', wrong)).status).toBe(400);
  expect((await page.post('/api/judgements', { ...request, note: 'x'.repeat(100_000) })).status).toBe(413);
  const back = { ...judges(items[0]?.item ?? 0, '가'), verdict: 'withdrawn' };
  await page.json('/api/judgements', back);
  expect(await page.json('/api/judgements?reviewer=%EA%B0%80')).toEqual([]);
  expect((await page.json<NextReply>('/api/next', { reviewer: '가', count: 1, subMetric: null })).items[0]?.item).toBe(
    items[0]?.item,
  );
});

it('two reviewers at once finish the sample, and nothing is counted twice', async () => {
  const work = async (reviewer: string): Promise<number> => {
    for (let judged = 0; ; judged++) {
      const { items } = await page.json<NextReply>('/api/next', { reviewer, count: 1, subMetric: null });
      const [item] = items;
      if (item === undefined) return judged;
      await page.json(
        '/api/judgements',
        judges(item.item, reviewer, reviewer === '나' && item.double ? 'unclear-question' : null),
      );
    }
  };
  const [a, b] = await Promise.all([work('가'), work('나')]);
  const left = await page.json<ReviewProgress>('/api/progress');
  // What the reviewer of the test before has on the screen stays theirs.
  expect(left).toMatchObject({ total: 28, done: 23 });
  const c = await work('보는이');
  expect(a + b + c).toBe(28 + 4);
  const progress = await page.json<ReviewProgress>('/api/progress');
  expect(progress).toMatchObject({ total: 28, done: 28 });
  expect(progress.reviewers.reduce((sum, { judged }) => sum + judged, 0)).toBe(32);
});

it('lists what was judged differently, and closes once that is decided', async () => {
  const disagreements = await page.json<Disagreement[]>('/api/disagreements');
  expect(disagreements.length).toBeGreaterThan(0);
  expect(disagreements.every(({ about }) => about === 'outcome')).toBe(true);
  expect(await page.json<Closing>('/api/closing')).toMatchObject({ verdict: 'open' });
  for (const { item } of disagreements)
    await page.json('/api/adjudications', {
      id: randomUUID(),
      item,
      by: '심판',
      verdict: 'pass',
      defect: null,
      note: '지문이 분명하다',
    });
  const closing = await page.json<Closing>('/api/closing');
  expect(closing).toMatchObject({
    verdict: 'pass',
    subMetrics: [{ judged: 14, passed: 14, accuracy: 1, title: '예절', verdict: 'pass' }, {}],
  });
  expect(closing.subMetrics[0]?.interval?.high).toBe(1);
  expect(closing.agreement.items).toBe(4);
});

it('exports every judgement, also those that were taken back, and as a table for Excel', async () => {
  const file = await page.json<Judgements>('/api/export.json');
  expect(file).toMatchObject({ judgements: 1, deliverable: { name: 'reviewed', version: '1.0.0' }, plan: { seed: 's' } });
  expect(await judgementsProblem(file)).toBeNull();
  expect(file.items).toHaveLength(28);
  expect(file.given).toHaveLength(34);
  const csv = await page.get('/api/export.csv');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="judgements.csv"');
  const bytes = new Uint8Array(await csv.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes).trimEnd().split('\r\n')).toHaveLength(1 + 34 + file.adjudications.length);
});

it('keeps waivers with their reasons, as the file that validate reads', async () => {
  const waiver = {
    id: randomUUID(),
    rule: 'D003',
    fingerprint: 'abc',
    reason: '원문: "그대로"',
    by: '가',
    until: '2026-12-31',
    withdrawn: false,
  };
  expect(await page.json('/api/waivers', waiver)).toMatchObject({ rule: 'D003' });
  expect(await (await page.get('/api/waivers.yaml')).text()).toBe(
    'waivers:\n  - rule: "D003"\n    fingerprint: "abc"\n    reason: "원문: \\"그대로\\""\n    by: "가"\n    until: "2026-12-31"\n',
  );
  expect((await page.post('/api/waivers', { ...waiver, id: randomUUID(), until: '2026-13-31' })).status).toBe(400);
});

it('shows media by what they are, never active ones, and nothing from outside the deliverable', async () => {
  const other = await startReview({
    target: root,
    language: 'ko',
    database: join(dirname(root), 'whole'),
    port: 0,
    onNote: () => undefined,
  });
  try {
    await other.session.done;
    const whole = await openClient(other);
    await whole.json('/api/plan', { ...PLAN, rule: { ...PLAN.rule, accuracy: 0.5, margin: 0.01 } });
    const file = await whole.json<Judgements>('/api/export.json');
    const number = file.items.find(({ id }) => id === 'etiquette-0')?.item ?? 0;
    const { media } = await whole.json<ReviewItem>(`/api/items/${number}?reviewer=a`);
    expect(media).toMatchObject([
      { reference: 'picture.png', kind: 'image', url: `/media/${number}/0` },
      { reference: 'picture.svg', kind: 'other', url: null },
      { reference: '../../outside.png', kind: 'other', url: null },
    ]);
    const shown = await whole.get(`/media/${number}/0`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PIXEL);
    const part = await whole.get(`/media/${number}/0`, { range: 'bytes=1-3' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-3/${PIXEL.length}`,
      'PNG',
    ]);
    expect((await whole.get(`/media/${number}/0`, { range: 'bytes=999-' })).status).toBe(416);
    for (const path of [`/media/${number}/1`, `/media/${number}/2`, `/media/${number}/3`, '/media/999/0', '/media/x/y'])
      expect((await whole.get(path)).status).toBe(404);
  } finally {
    await other.close();
  }
});

it('goes on where it was after a new start, for pages that are still open, too', async () => {
  const before = await page.json<Judgements>('/api/export.json');
  const { port } = new URL(review.url);
  await review.close();
  review = await startReview({
    target: root,
    language: 'ko',
    database: join(dirname(root), 'review'),
    port: Number(port),
    onNote: () => undefined,
  });
  await review.session.done;
  expect(await page.json('/api/export.json')).toEqual(before);
});

it('refuses a port that is taken, and tells why data cannot be reviewed', async () => {
  await expect(
    startReview({
      target: root,
      language: 'ko',
      database: join(dirname(root), 'other'),
      port: Number(new URL(review.url).port),
      onNote: () => undefined,
    }),
  ).rejects.toThrow(/cannot start on port \d+/u);
  const missing = await startReview({
    target: join(root, 'none'),
    language: 'ko',
    database: join(dirname(root), 'other'),
    port: 0,
    onNote: () => undefined,
  });
  await missing.session.done;
  expect(await missing.session.state()).toMatchObject({ phase: 'failed', failure: { ko: expect.stringContaining('none') } });
  await missing.close();
});
