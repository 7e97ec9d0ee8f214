import type { SampledItem, SamplePlan } from '@jatdae/schema';
import { RequestProblem } from '../problem.js';
import type { Database, Query } from './database.js';

/** What a review is about: another delivery of the same name and version has a review of its own. */
export interface ReviewKey {
  readonly name: string;
  readonly version: string;
  /** print of all items that can be drawn */
  readonly frame: string;
}

/** The number of the review of these data, which is made where it is missing. */
export async function reviewOf(database: Database, { name, version, frame }: ReviewKey): Promise<number> {
  return database.transaction(async (query) => {
    const values = [name, version, frame];
    await query('insert into jatdae.reviews (name, version, frame) values ($1, $2, $3) on conflict do nothing', values);
    const [row] = await query<{ id: number }>(
      'select id from jatdae.reviews where name = $1 and version = $2 and frame = $3',
      values,
    );
    return row?.id ?? 0;
  });
}

/** Judgements of other data of the same name, which stay where they are. */
export async function countOthers({ query }: Database, { name, frame }: ReviewKey): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select count(*)::integer as count from jatdae.judgements j join jatdae.reviews r on r.id = j.review
     where r.name = $1 and r.frame <> $2`,
    [name, frame],
  );
  return row?.count ?? 0;
}

export async function planOf({ query }: Pick<Database, 'query'>, review: number): Promise<SamplePlan | null> {
  const [row] = await query<{ plan: string | null }>('select plan from jatdae.reviews where id = $1', [review]);
  return row?.plan == null ? null : (JSON.parse(row.plan) as SamplePlan);
}

export async function revisionOf({ query }: Database, review: number): Promise<number> {
  const [row] = await query<{ revision: number }>('select revision from jatdae.reviews where id = $1', [review]);
  return row?.revision ?? 0;
}

/** Tells everybody that something was stored; until the end of the transaction nobody else can store anything of this review. */
export async function touch(query: Query, review: number): Promise<void> {
  await query('update jatdae.reviews set revision = revision + 1 where id = $1', [review]);
}

export async function sampleOf({ query }: Pick<Database, 'query'>, review: number): Promise<SampledItem[]> {
  const rows = await query<{ sampled: string }>('select sampled from jatdae.items where review = $1 order by item', [review]);
  return rows.map(({ sampled }) => JSON.parse(sampled) as SampledItem);
}

/** Stores a plan with its sample, for good. @throws RequestProblem where there is one already */
export async function storePlan(
  database: Database,
  review: number,
  plan: SamplePlan,
  sample: readonly SampledItem[],
): Promise<void> {
  await database.transaction(async (query) => {
    await touch(query, review);
    if ((await planOf({ query }, review)) !== null) throw alreadyPlanned();
    await query('update jatdae.reviews set plan = $2 where id = $1', [review, JSON.stringify(plan)]);
    // In one statement: there may be thousands. What is sampled is a text in it, for PostgreSQL reads no JSON that has a NUL, which an id may have.
    const rows = sample.map((sampled) => {
      const { item, subMetric, double } = sampled;
      return { item, subMetric, needed: double ? 2 : 1, sampled: JSON.stringify(sampled) };
    });
    await query(
      `insert into jatdae.items (review, item, sub_metric, needed, sampled)
       select $1, (one ->> 'item')::integer, one ->> 'subMetric', (one ->> 'needed')::integer, one ->> 'sampled'
       from json_array_elements($2::json) as one`,
      [review, JSON.stringify(rows)],
    );
  });
}

const alreadyPlanned = (): RequestProblem =>
  new RequestProblem('planned', {
    ko: '표본이 이미 뽑혀 있습니다. 판정을 보고 표본을 다시 뽑을 수 없도록 계획은 바꿀 수 없습니다. 다시 시작하려면 --database로 새 폴더를 지정하십시오.',
    en: 'The sample is drawn already. A plan cannot be changed, lest a sample be drawn anew after its judgements are seen. To start over, name a new folder with --database.',
  });
