import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import type { NextReply } from '../api.js';
import { RequestProblem } from '../problem.js';
import { excerptsFor } from '../review/excerpts.js';
import { judgementsCsv, judgementsFile, waiversYaml } from '../review/export.js';
import { reviewItem } from '../review/item.js';
import { populationOf } from '../review/population.js';
import { type JudgedReport, notReady, type Prepared, type Sample, type Session } from '../review/session.js';
import { closingOf, disagreementsOf, outcomesOf, progressOf } from '../review/standing.js';
import { assign } from '../store/assign.js';
import { type Database, StoreFailure } from '../store/database.js';
import { storeAdjudication, storeJudgement } from '../store/judgements.js';
import { storeWaiver, waiversOf } from '../store/waivers.js';
import { answerEvents } from './events.js';
import { cookieName, guard, safeHeaders } from './guard.js';
import { answerMedium } from './media.js';
import type { PageFile } from './page-files.js';
import {
  readAdjudication,
  readCount,
  readExcerpts,
  readJudgement,
  readName,
  readNext,
  readPlan,
  readWaiver,
} from './read-request.js';
import { answerReport } from './report-files.js';

export interface AppOptions {
  readonly session: Session;
  readonly database: Database;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly token: string;
  readonly language: 'ko' | 'en';
  /** what a plan is drawn by where the reviewer names nothing else */
  readonly seed: string;
  readonly port: () => number;
  /** ends what is still open */
  readonly signal: AbortSignal;
}

/** Judgements are short; nothing else is sent. */
const LARGEST_BODY = 64 << 10;

/** All routes; `api.ts` lists them. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.use(safeHeaders);
  app.use(guard(options.port, options.token));
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: () => {
        throw tooLarge();
      },
    }),
  );
  app.onError((error, context) => {
    const failure = asProblem(error);
    return context.json(failure.problem, failure.status);
  });
  app.notFound(() => {
    throw notFound();
  });
  addPage(app, options);
  addReport(app, options);
  addPlan(app, options);
  addJudging(app, options);
  addClosing(app, options);
  return app;
}

function addPage(app: Hono, { page, port, token }: AppOptions): void {
  app.get('/', (context, next) => {
    if (context.req.query('token') === undefined) return next();
    setCookie(context, cookieName(port()), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
    // Not by a redirect: of one that began elsewhere, as in a mail, the cookie would not come along.
    return context.html('<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>jatdae</title>');
  });
  app.get('*', (context, next) => {
    const file = page.get(context.req.path);
    if (file === undefined) return next();
    return context.body(file.bytes, 200, { 'content-type': file.type, 'cache-control': 'no-cache' });
  });
}

function addReport(app: Hono, { session, signal, language }: AppOptions): void {
  app.get('/api/state', async (context) => context.json(await session.state()));
  app.get('/api/events', (context) => answerEvents(context, session, signal));
  app.get('/api/report', (context) => context.json(reportOf(session).report));
  app.post('/api/excerpts', async (context) => {
    const fingerprints = readExcerpts(await bodyOf(context));
    return context.json(await excerptsFor(reportOf(session), session.prepared(), fingerprints, signal));
  });
  app.get('/:file{report\\.[a-z]+}', async (context) => {
    const answer = await answerReport(context, reportOf(session), language);
    if (answer === null) throw notFound();
    return answer;
  });
}

/** @throws RequestProblem before there is one */
function reportOf(session: Session): JudgedReport {
  const judged = session.judged();
  if (judged === null) throw notReady(null);
  return judged;
}

function addPlan(app: Hono, { session, seed, language }: AppOptions): void {
  app.get('/api/population', (context) => context.json(populationOf(session.prepared(), seed, language)));
  app.get('/api/plan', async (context) => context.json((await session.sample())?.plan ?? null));
  app.post('/api/plan/preview', async (context) => context.json(session.preview(readPlan(await bodyOf(context)))));
  app.post('/api/plan', async (context) => context.json(await session.plan(readPlan(await bodyOf(context)))));
}

function addJudging(app: Hono, { session, database, language }: AppOptions): void {
  app.post('/api/next', async (context) => {
    const request = readNext(await bodyOf(context));
    const [prepared, sample] = await planned(session);
    const { items, judged, done, total, held } = await assign(database, prepared.review, request);
    const reply: NextReply = {
      items: items.flatMap((item) => {
        const drawn = sample.drawn.get(item);
        return drawn === undefined ? [] : [reviewItem(prepared, drawn, null, language)];
      }),
      mine: { judged },
      done,
      total,
      held,
    };
    return context.json(reply);
  });
  app.get('/api/items/:item', async (context) => {
    const item = readCount(Number(context.req.param('item')), 'item', 1, Number.MAX_SAFE_INTEGER);
    const reviewer = readName(context.req.query('reviewer'), 'reviewer');
    const [prepared, sample] = await planned(session);
    const drawn = sample.drawn.get(item);
    if (drawn === undefined) throw notFound();
    const outcome = (await outcomesOf(database, prepared, sample)).find(({ sampled }) => sampled.item === item);
    const mine = outcome?.judgements.find((one) => one.reviewer === reviewer) ?? null;
    return context.json(reviewItem(prepared, drawn, mine, language));
  });
  app.get('/media/:item/:index', async (context) => answerMedium(context, ...(await planned(session))));
  app.post('/api/judgements', async (context) => {
    const request = readJudgement(await bodyOf(context));
    const [{ review }] = await planned(session);
    return context.json(await storeJudgement(database, review, request));
  });
  app.get('/api/judgements', async (context) => {
    const name = context.req.query('reviewer');
    const reviewer = name === undefined ? null : readName(name, 'reviewer');
    const outcomes = await outcomesOf(database, ...(await planned(session)));
    const holding = outcomes
      .flatMap(({ judgements }) => judgements)
      .filter((one) => reviewer === null || one.reviewer === reviewer);
    return context.json(holding.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.item - a.item)));
  });
}

function addClosing(app: Hono, { session, database, language }: AppOptions): void {
  const standing = async () => {
    const [prepared, sample] = await planned(session);
    return { prepared, sample, outcomes: await outcomesOf(database, prepared, sample) };
  };
  app.get('/api/progress', async (context) => {
    const { prepared, sample, outcomes } = await standing();
    return context.json(progressOf(prepared, sample, outcomes, language));
  });
  app.get('/api/disagreements', async (context) => context.json(disagreementsOf((await standing()).outcomes)));
  app.post('/api/adjudications', async (context) => {
    const request = readAdjudication(await bodyOf(context));
    const [{ review }] = await planned(session);
    return context.json(await storeAdjudication(database, review, request));
  });
  app.get('/api/closing', async (context) => {
    const { prepared, sample, outcomes } = await standing();
    return context.json(closingOf(prepared, sample, outcomes, language));
  });
  app.get('/api/export.json', async (context) => {
    const file = await judgementsFile(database, ...(await planned(session)));
    return context.body(`${JSON.stringify(file, null, 2)}\n`, 200, attachment('application/json', 'judgements.json'));
  });
  app.get('/api/export.csv', async (context) => {
    const file = await judgementsFile(database, ...(await planned(session)));
    return context.body(judgementsCsv(file), 200, attachment('text/csv; charset=utf-8', 'judgements.csv'));
  });
  app.get('/api/waivers', async (context) => context.json(await waiversOf(database, session.prepared().review)));
  app.post('/api/waivers', async (context) => {
    const request = readWaiver(await bodyOf(context));
    return context.json(await storeWaiver(database, session.prepared().review, request));
  });
  app.get('/api/waivers.yaml', async (context) => {
    const waivers = await waiversOf(database, session.prepared().review);
    return context.body(waiversYaml(waivers), 200, attachment('application/yaml; charset=utf-8', 'waivers.yaml'));
  });
}

const attachment = (type: string, name: string): Record<string, string> => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
});

/** @throws RequestProblem before there is a sample */
async function planned(session: Session): Promise<[Prepared, Sample]> {
  const prepared = session.prepared();
  const sample = await session.sample();
  if (sample === null) throw noPlan();
  return [prepared, sample];
}

/** JSON as this page alone can send it: what a form of another site sends is of another type. */
async function bodyOf(context: Context): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  const body = type.startsWith('application/json') ? await context.req.json().catch(() => undefined) : undefined;
  if (body !== undefined) return body;
  throw new RequestProblem('invalid', {
    ko: '요청 본문은 application/json 형식의 JSON이어야 합니다.',
    en: 'The body of the request has to be JSON of the type application/json.',
  });
}

function asProblem(error: Error): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof StoreFailure) return notStored(error);
  if ('localized' in error) return new RequestProblem('failed', error.localized as { ko: string; en: string });
  return new RequestProblem('failed', {
    ko: `잣대의 결함입니다. 개발자에게 알려 주십시오: ${error.message}`,
    en: `A defect of jatdae; please tell its developers: ${error.message}`,
  });
}

const notStored = ({ message }: StoreFailure): RequestProblem =>
  new RequestProblem('not-stored', {
    ko: `저장하지 못했습니다(${message}). 디스크의 남은 공간이나 데이터베이스 서버를 확인하십시오. 같은 내용을 다시 보내면 됩니다.`,
    en: `It was not stored (${message}). Check the room on the disk, or the database server; the same can be sent again.`,
  });

const tooLarge = (): RequestProblem =>
  new RequestProblem('too-large', { ko: '요청이 너무 큽니다(64 KiB까지).', en: 'The request is too large (up to 64 KiB).' });
const notFound = (): RequestProblem =>
  new RequestProblem('not-found', { ko: '없는 주소입니다.', en: 'There is nothing at this address.' });
const noPlan = (): RequestProblem =>
  new RequestProblem('no-plan', {
    ko: '아직 표본이 없습니다. 먼저 표본 계획을 정하십시오.',
    en: 'There is no sample yet. Decide on a plan first.',
  });
